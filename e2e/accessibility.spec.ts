import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { openExplorer, smallRun } from './explorer.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const { lane, train } = await openExplorer(page, `${smallRun}&colour=red`);
    await train.click();
    await expect(lane('ACAI')).toContainText('finished');
    expect(await seriousFaults()).toEqual([]);
    for (const name of [/WebAssembly SIMD/, 'Save / Open']) {
      await page.getByRole('button', { name }).click();
      expect(await seriousFaults()).toEqual([]);
      await page.keyboard.press('Escape');
    }

    async function seriousFaults(): Promise<string[]> {
      const { violations, passes } = await new AxeBuilder({ page }).analyze();
      expect(passes.length).toBeGreaterThan(10);
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`);
    }
  });
}

test('everything is reached by keyboard', async ({ page }) => {
  await openExplorer(page);
  const reached = new Set<string>();
  for (let press = 0; press < 60; press++) {
    await page.keyboard.press('Tab');
    reached.add(
      await page.evaluate(() => {
        const element = document.activeElement;
        return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
      }),
    );
  }
  for (const name of ['Train', 'Reset', 'Share', 'Angle of x₂', 'α, the mixing coefficient']) {
    expect(reached).toContain(name);
  }
});
