import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { dropFile, openExplorer } from './explorer.ts';

async function trainAndSave(page: Page) {
  const explorer = await openExplorer(page, '#lanes=baseline&seed=1&budget=512');
  await explorer.train.click();
  await expect(explorer.lane('Baseline')).toContainText('finished · 512 samples');
  await page.getByRole('button', { name: 'Save / Open' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save Baseline' }).click();
  const file = await download;
  await page.keyboard.press('Escape');
  expect(file.suggestedFilename()).toBe('baseline-seed1-512.safetensors');
  return { explorer, path: await file.path(), bytes: readFileSync(await file.path()) };
}

test('a checkpoint is saved, opened from the menu, and trained on', async ({ page }) => {
  const { explorer, path } = await trainAndSave(page);
  const { lane, train } = explorer;
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(lane('Baseline')).toContainText('not trained yet');

  await page.getByRole('button', { name: 'Save / Open' }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Open a checkpoint file/ }).click();
  await (await chooser).setFiles(path);
  await page.keyboard.press('Escape');
  await expect(lane('Baseline')).toContainText('512 samples · from a file');
  await expect(lane('Baseline')).toContainText('Opened at 512 samples');
  await expect(lane('Baseline').getByText('No weights yet')).toBeHidden();

  await page.getByRole('combobox', { name: 'budget' }).selectOption('4096');
  await train.click();
  await expect(lane('Baseline')).toContainText('finished · 4.1k samples');
});

test('a checkpoint dropped on a page with other lanes opens beside them', async ({ page }) => {
  const { bytes } = await trainAndSave(page);
  const { lane } = await openExplorer(page, '#lanes=acai&seed=1&budget=512&theme=light');
  await dropFile(page, 'weights.safetensors', bytes);
  await expect(lane('Baseline')).toContainText('512 samples · from a file');
  await expect(lane('ACAI')).toContainText('not trained yet');
});

test('a damaged or foreign file is refused with the reason, and nothing is lost', async ({
  page,
}) => {
  const { explorer, bytes } = await trainAndSave(page);
  const { lane, notices } = explorer;
  await dropFile(page, 'cut.safetensors', bytes.subarray(0, bytes.length - 100));
  await expect(notices).toContainText('cut.safetensors was not opened.');
  await dropFile(page, 'holiday.jpg', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4, 5, 6));
  await expect(notices).toContainText('holiday.jpg was not opened.');
  await expect(lane('Baseline')).toContainText('finished · 512 samples');
  await expect(page.getByRole('combobox', { name: /^Method of lane/ })).toHaveCount(1);
});
