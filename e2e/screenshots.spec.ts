/**
 * How the explorer looks, in each theme, held against pictures kept in e2e/screenshots.
 *
 * Deterministic: lanes that nothing has trained, a fixed address, no motion; the engine's button, which
 * names the machine, is masked. The tolerance leaves room for how browsers of one major version and their
 * font libraries smooth letters and lines (up to 0.4 % of pixels here), and none for a panel that moves, a
 * text that wraps or a colour that changes (1.5 % and more). Pictures are made with Debian's Chromium and
 * its default fonts: `npx playwright test screenshots --update-snapshots`.
 */
import { expect, test } from '@playwright/test';

const tolerance = { maxDiffPixelRatio: 0.008, threshold: 0.2 };

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
