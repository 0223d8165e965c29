/** What must not happen, made to happen by the hook that the page offers to `?test`. */
import { expect, test } from '@playwright/test';
import type { TestHook } from '../src/session/testHook.ts';
import { openExplorer, pixelsOf } from './explorer.ts';

declare global {
  interface Window {
    betwixt?: TestHook;
  }
}

test('a NaN stops that lane alone, is explained, and can be undone', async ({ page }) => {
  const { lane, train } = await openExplorer(page, '#lanes=acai,baseline&seed=1', '?test');
  await train.click();
  await expect(lane('ACAI')).toContainText(/training · .* samples/);
  await expect(lane('Baseline')).toContainText(/training · .* samples/);
  await page.evaluate(() => window.betwixt!.setHyperparameter('a', 'gamma', 1e30));

  await expect(lane('ACAI')).toContainText('diverged');
  await expect(lane('ACAI')).toContainText('no longer a number');
  await expect(lane('Baseline')).toContainText('training');

  await page.evaluate(() => window.betwixt!.setHyperparameter('a', 'gamma', 0.2));
  await lane('ACAI')
    .getByRole('button', { name: /^(Go back to the last good snapshot|Start anew)/ })
    .click();
  await expect(lane('ACAI')).toContainText(/training · .* samples/);
});

test('a lane whose worker dies is started again', async ({ page }) => {
  const { lane, train } = await openExplorer(page, '#lanes=acai,baseline&seed=1', '?test');
  await train.click();
  await expect(lane('ACAI')).toContainText(/training · .* samples/);
  await page.evaluate(() => window.betwixt!.killWorker('a'));
  await expect(lane('ACAI')).toContainText('Started again');
  await expect(lane('ACAI')).toContainText(/training · .* samples/);
});

test('the view worker is replaced when it dies', async ({ page }) => {
  const { alpha, reference, notices } = await openExplorer(page, '', '?test');
  const picture = reference('Ideal').getByRole('img', { name: 'Ideal at α' });
  await page.evaluate(() => window.betwixt!.killViewWorker());
  await expect(notices).toContainText('started again');
  const before = await pixelsOf(picture);
  await alpha.focus();
  await page.keyboard.press('Home');
  await expect.poll(() => pixelsOf(picture)).not.toBe(before);
});

test('where the compiled kernels do not load the page trains on tfjs and says why', async ({
  page,
}) => {
  await page.context().route(/\/(simd|relaxed)-[^/]*\.wasm$/, (route) => {
    return route.fulfill({ status: 404 });
  });
  const { lane, train } = await openExplorer(page, '#lanes=baseline&seed=1&budget=64');
  await page.getByRole('button', { name: /tfjs/ }).click();
  const engine = page.getByRole('region', { name: 'Engine' });
  await expect(engine).toContainText('its kernels did not load (HTTP 404)');
  await train.click();
  await expect(lane('Baseline')).toContainText('finished');
});
