import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { openExplorer, pixelsOf } from './explorer.ts';

const hash = '#lanes=baseline,acai&seed=1&side=film&theme=light';

test('training is scrubbed at any α, seen as one sheet, and saved', async ({ page }) => {
  const { train, pause, settled, alpha, lane } = await openExplorer(page, `${hash}&budget=64000`);
  const panel = page.getByRole('region', { name: /^Film of Baseline/ });
  await expect(panel).toBeVisible();
  await train.click();
  const time = panel.getByRole('slider', { name: 'Training time' });
  await expect(time).toHaveAttribute('max', /^([3-9]|\d\d)$/, { timeout: 60_000 });
  await pause.click();
  await expect(lane('Baseline')).toContainText(/paused|finished/);
  await settled();

  const picture = panel.getByRole('img', { name: 'Baseline at the chosen moment and α' });
  const sheet = panel.getByRole('img', { name: /^Sheet of Baseline/ });
  await expect(time).toHaveAttribute('aria-valuetext', /samples, moment (\d+) of \1$/);
  const newest = await pixelsOf(picture);
  const whole = await pixelsOf(sheet);
  await time.focus();
  await page.keyboard.press('Home');
  await expect(time).toHaveAttribute('aria-valuetext', /samples, moment 1 of \d+$/);
  await expect.poll(() => pixelsOf(picture)).not.toBe(newest);
  await settled();
  const first = await pixelsOf(picture);
  await alpha.focus();
  await page.keyboard.press('Home');
  await expect.poll(() => pixelsOf(picture)).not.toBe(first);

  // The end points' own moments are decoded anew.
  await settled();
  await page.getByRole('button', { name: 'Swap' }).click();
  await settled();
  expect(await pixelsOf(sheet)).not.toBe(whole);

  const box = (await sheet.boundingBox())!;
  await page.mouse.click(box.x + box.width - 8, box.y + 8);
  await expect(alpha).toHaveValue('1');
  await settled();

  const png = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'Sheet PNG' }).click();
  const bytes = readFileSync(await (await png).path());
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(bytes.readUInt32BE(20)).toBeGreaterThan(400);

  const webm = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'WebM' }).click();
  const film = await webm;
  expect(film.suggestedFilename()).toBe('betwixt-film.webm');
  const recorded = readFileSync(await film.path());
  expect([...recorded.subarray(0, 4)]).toEqual([0x1a, 0x45, 0xdf, 0xa3]);
  expect(recorded.length).toBeGreaterThan(2000);

  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual(
    [],
  );
});

test('a browser without a recorder says so, and nothing plays under reduced motion', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.addInitScript(() => Reflect.deleteProperty(window, 'MediaRecorder'));
  await openExplorer(page, hash);
  const panel = page.getByRole('region', { name: /^Film of/ });
  await page.getByRole('button', { name: 'One step' }).click();
  await expect(panel.getByText('This browser cannot record WebM films')).toBeVisible();
  await expect(panel.getByRole('button', { name: 'WebM' })).toBeDisabled();
  await expect(panel.getByRole('button', { name: 'Play' })).toBeDisabled();
});
