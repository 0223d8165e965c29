import { expect, test } from '@playwright/test';

test.use({ locale: 'fr-CH' });

test('a page whose address names no language is in the reader’s, and keeps another once chosen', async ({
  page,
}) => {
  await page.goto('./#lanes=acai,baseline&seed=3&theme=light');
  const root = page.locator('html');
  await expect(root).toHaveAttribute('lang', 'fr');
  await expect(page).toHaveTitle(/ce qu’il y a entre deux images/);
  await expect(page.getByRole('button', { name: 'Entraîner', exact: true })).toBeVisible();
  await expect(page.getByRole('row', { name: 'Idéal' })).toContainText('0,00');
  await expect(page.getByRole('slider', { name: 'α, le coefficient de mélange' })).toHaveAttribute(
    'aria-valuetext',
    /^α 0,50/,
  );

  await page.getByRole('button', { name: 'Language: English' }).click();
  await expect(root).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeVisible();
  await expect(page).toHaveURL(/lang=en/);
  await page.reload();
  await expect(root).toHaveAttribute('lang', 'en');
});

test('what is wrong with a link is said in French', async ({ page }) => {
  await page.goto('./#lanes=acai&seed=-3');
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText(
    /Dans le lien\s: seed vaut "-3", et non un entier/,
  );
});
