import { expect, test } from '@playwright/test';
import { openExplorer } from './explorer.ts';

test('a first visit is never blank and says what runs', async ({ page }) => {
  const errors: string[] = [];
  const requests: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  const { reference, lane } = await openExplorer(page);

  await expect(page).toHaveTitle(/Betwixt/);
  await expect(reference('Pixel cross-fade')).toContainText('6.22');
  await expect(lane('ACAI')).toContainText('No weights yet. Press Train.');
  await expect(lane('Baseline')).toContainText('No weights yet. Press Train.');

  await page.getByRole('button', { name: /WebAssembly SIMD/ }).click();
  const engine = page.getByRole('region', { name: 'Engine' });
  await expect(engine).toContainText('WebAssembly SIMD');
  await page.keyboard.press('Escape');
  await expect(engine).toBeHidden();

  expect(errors).toEqual([]);
  expect(requests.length).toBeGreaterThan(3);
  expect(requests.filter((url) => /tfjs/i.test(url))).toEqual([]);
});

test('the theme follows the system and can be chosen', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await openExplorer(page);
  const root = page.locator('html');
  await expect(root).toHaveAttribute('data-theme', 'dark');
  await page.getByRole('button', { name: 'Theme: as the system' }).click();
  await expect(root).toHaveAttribute('data-theme', 'light');
  await page.getByRole('button', { name: 'Theme: light' }).click();
  await expect(root).toHaveAttribute('data-theme', 'dark');
  await expect(page).toHaveURL(/theme=dark/);
});

test('without WebAssembly SIMD the page falls back to tfjs and says so', async ({ page }) => {
  await page.route(/worker.*\.js/, async (route) => {
    const response = await route.fetch();
    const without = 'WebAssembly.validate = () => false;';
    await route.fulfill({ response, body: `${without}${await response.text()}` });
  });
  await openExplorer(page);
  await page.getByRole('button', { name: /tfjs/ }).click();
  await expect(page.getByRole('region', { name: 'Engine' })).toContainText('no WebAssembly SIMD');
});
