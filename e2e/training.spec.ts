import { expect, test } from '@playwright/test';
import { dropFile, openExplorer, pixelsOf, smallRun } from './explorer.ts';
import { tinyCheckpoint } from './tinyCheckpoint.ts';

test('two lanes train, are measured, and finish', async ({ page }) => {
  const { lane, train } = await openExplorer(page, smallRun);
  await train.click();
  for (const label of ['ACAI', 'Baseline']) {
    await expect(lane(label)).toContainText('finished · 2k samples');
    await expect(lane(label)).toContainText(/mean \d/);
    await expect(
      page.getByRole('img', { name: new RegExp(`^Mean distance.*${label} [\\d.]+ after 2k`) }),
    ).toBeVisible();
  }
  await expect(train).toBeVisible();

  await lane('Baseline').getByRole('button', { name: 'Baseline' }).click();
  await expect(
    page.getByRole('img', { name: /^Losses of Baseline: reconstruction error .* 0\.\d/ }),
  ).toBeVisible();
});

test('α moves the decoded image while two lanes train', async ({ page }) => {
  const { lane, train, pause, alpha } = await openExplorer(page, '#lanes=acai,baseline&seed=1');
  await train.click();
  await expect(lane('ACAI')).toContainText(/training · .* samples/);
  const picture = lane('ACAI').getByRole('img', { name: 'ACAI at α' });
  await expect(lane('ACAI').getByText('in a moment')).toBeHidden();
  const before = await pixelsOf(picture);
  await alpha.focus();
  await page.keyboard.press('Home');
  await expect.poll(() => pixelsOf(picture)).not.toBe(before);

  await pause.click();
  await expect(lane('ACAI')).toContainText('paused');
  await expect(lane('Baseline')).toContainText('paused');
});

test('one step at a time, and back to the start', async ({ page }) => {
  const { lane } = await openExplorer(page, smallRun);
  const step = page.getByRole('button', { name: 'One step' });
  await step.click();
  await expect(lane('ACAI')).toContainText('paused · 32 samples');
  await expect(lane('Baseline')).toContainText('paused · 32 samples');
  await step.click();
  await expect(lane('ACAI')).toContainText('paused · 64 samples');
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(lane('ACAI')).toContainText('not trained yet');
  await expect(lane('ACAI')).toContainText('No weights yet');
});

test('lanes are added, changed, given a critic, and removed', async ({ page }) => {
  const { lane } = await openExplorer(page, smallRun);
  await page.getByRole('button', { name: 'One step' }).click();
  await expect(lane('Baseline')).toContainText('32 samples');

  await page.getByRole('combobox', { name: 'Method of lane b' }).selectOption('VAE');
  await expect(lane('Baseline')).toHaveCount(0);
  await expect(lane('VAE')).toContainText('not trained yet');
  await expect(lane('ACAI')).toContainText('32 samples');

  await page.getByRole('button', { name: '+ critic' }).click();
  await expect(lane('VAE + critic')).toContainText('not trained yet');
  const beta = page.getByRole('slider', { name: /^β of VAE \+ critic/ });
  await beta.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/vae\+critic~beta:1\.05/);

  await page.getByRole('button', { name: 'Add' }).click();
  await expect(page).toHaveURL(/lanes=acai,vae\+critic~beta:1\.05,baseline/);
  await page.getByRole('button', { name: 'Remove Baseline' }).click();
  await expect(lane('Baseline')).toHaveCount(0);
});

test('tfjs on WebGPU trains at a tiny size', async ({ page }) => {
  test.setTimeout(180_000);
  const { lane, train, pause } = await openExplorer(page, '#lanes=none&engine=tfjs-webgpu');
  const engine = page.getByRole('button', { name: /samples\/s/ });
  await expect(engine).toContainText(/tfjs|WebAssembly/);
  test.skip(!/webgpu/i.test((await engine.textContent()) ?? ''), 'no WebGPU adapter here');

  await dropFile(page, 'tiny.safetensors', await tinyCheckpoint());
  await expect(lane('Baseline')).toContainText('2 samples · from a file');
  await train.click();
  await expect(lane('Baseline')).toContainText(/training · ([4-9]|\d\d+) samples/, {
    timeout: 120_000,
  });
  await expect(engine).toContainText(/webgpu/i);
  await pause.click();
  await expect(lane('Baseline')).toContainText('paused');
});
