/**
 * How the explorer looks, in each theme, held against pictures kept in e2e/screenshots.
 *
 * Deterministic: lanes that nothing has trained, a fixed address, no motion; the engine's button, which
 * names the machine, is masked. Measured on 1280×720 pixels: a page drawn again differs in 0 to 288 of them
 * (0.03 %), headings of another weight in 6,000 (0.7 %), rows 4 pixels higher in 11,800 (1.3 %), another
 * sans-serif in 33,500 (3.6 %). So the tolerance is 0.3 %, and the pictures are of Debian's Chromium with its
 * default fonts; CONTRIBUTING says how to make them anew.
 */
import { expect, test } from '@playwright/test';

const tolerance = { maxDiffPixelRatio: 0.003, threshold: 0.2 };

const views = [
  { name: 'light', hash: 'theme=light', width: 1280, height: 720 },
  { name: 'dark-french', hash: 'theme=dark&lang=fr', width: 1280, height: 720 },
  { name: 'projector', hash: 'theme=projector', width: 1280, height: 720 },
  { name: 'phone', hash: 'theme=light', width: 390, height: 844 },
];

for (const { name, hash, width, height } of views) {
  test(`the explorer, ${name}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(`./#lanes=acai,vae+critic&seed=4&${hash}`);
    await expect(page.getByRole('row', { name: /^Id[eé]al/ })).toContainText(/0[.,]00/);
    await expect(page.locator('html')).not.toHaveAttribute('data-busy', 'true');
    const engine = page.getByRole('button', { name: /\/s$/ });
    await expect(engine).toContainText('WebAssembly');
    await expect(page).toHaveScreenshot(`${name}.png`, { ...tolerance, mask: [engine] });
  });
}
