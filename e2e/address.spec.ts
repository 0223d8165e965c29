import { expect, test } from '@playwright/test';
import { openExplorer } from './explorer.ts';

test('a reload by its address shows the same experiment', async ({ page }) => {
  const { alpha, reference } = await openExplorer(page);
  await page.getByRole('spinbutton', { name: 'seed' }).fill('7');
  await page.getByRole('combobox', { name: 'budget' }).selectOption('65536');
  await page.getByRole('combobox', { name: 'Method of lane a' }).selectOption('VQ-VAE');
  await page.getByRole('slider', { name: 'Angle of x₁' }).focus();
  await page.keyboard.press('End');
  await alpha.focus();
  await page.keyboard.press('PageUp');
  await expect(page).toHaveURL(/seed=7.*alpha=0\.6/);
  const address = page.url();

  await page.goto('about:blank');
  await page.goto(address);
  await expect(reference('Ideal')).toContainText('0.00');
  await expect(page.getByRole('spinbutton', { name: 'seed' })).toHaveValue('7');
  await expect(page.getByRole('combobox', { name: 'budget' })).toHaveValue('65536');
  await expect(page.getByRole('combobox', { name: 'Method of lane a' })).toHaveValue('vqvae');
  await expect(page.getByRole('slider', { name: 'Angle of x₁' })).toHaveAttribute(
    'aria-valuetext',
    '359 degrees',
  );
  await expect(alpha).toHaveValue('0.6');
});

test('a malformed address falls back and says which part was wrong', async ({ page }) => {
  const { alpha, notices, lane } = await openExplorer(
    page,
    '#lanes=acai,nonsense&seed=-3&alpha=2&colour=red',
  );
  await expect(notices).toContainText('seed is "-3"');
  await expect(notices).toContainText('alpha is "2"');
  await expect(notices).toContainText('"nonsense"');
  await expect(notices).toContainText('"colour" has no meaning');
  await expect(page.getByRole('spinbutton', { name: 'seed' })).toHaveValue('1');
  await expect(alpha).toHaveValue('0.5');
  await expect(lane('ACAI')).toBeVisible();

  const dismissals = notices.getByRole('button', { name: 'Dismiss' });
  await expect(dismissals).toHaveCount(4);
  await dismissals.first().click();
  await expect(dismissals).toHaveCount(3);
});

test('Share copies the address', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { notices } = await openExplorer(page, '#lanes=vae&seed=5');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(notices).toContainText('Link copied');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('lanes=vae&seed=5');
});
