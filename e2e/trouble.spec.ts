/** What must not happen, made to happen by the hook that the page offers to `?test`. */
import { expect, test } from '@playwright/test';
import type { TestHook } from '../src/session/testHook.ts';
import { dropFile, openExplorer, pixelsOf } from './explorer.ts';
import { tinyCheckpoint } from './tinyCheckpoint.ts';

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

test('lanes whose GPU is lost go on from their checkpoints on a new device', async ({ page }) => {
  // In software every step takes a while, and a new device compiles everything anew.
  test.setTimeout(300_000);
  const patience = { timeout: 90_000 };
  const { lane, train } = await openExplorer(page, '#lanes=none&engine=webgpu', '?test');
  const withoutGpu = await page.evaluate(async () => !(await navigator.gpu?.requestAdapter()));
  test.skip(withoutGpu, 'no WebGPU adapter here');
  for (let lanes = 0; lanes < 2; lanes++) {
    await dropFile(page, 'tiny.safetensors', await tinyCheckpoint());
    await expect(lane('Baseline')).toHaveCount(lanes + 1);
  }
  const both = [lane('Baseline').first(), lane('Baseline').last()];
  for (const one of both) await expect(one).toContainText('from a file');
  await train.click();
  for (const one of both) await expect(one).toContainText(/training · .* samples/, patience);
  // One worker decodes, and one owns the GPU for both lanes.
  expect(page.workers()).toHaveLength(2);

  await page.evaluate(() => window.betwixt!.loseEngine('a'));
  for (const one of both) {
    await expect(one).toContainText(
      /The GPU was lost \(.*\): going on from [\d,]+ samples on compiled WebGPU/,
      patience,
    );
    await expect(one).toContainText(/training · .* samples/);
  }
  expect(page.workers()).toHaveLength(2);
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
