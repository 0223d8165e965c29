import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';

const methods = ['Baseline', 'Dropout', 'Denoising', 'VAE', 'AAE', 'VQ-VAE', 'ACAI'];

async function openBenchmark(page: Page, hash = '') {
  await page.goto(`./#page=benchmark&lanes=none&seed=1&budget=512${hash}`);
  const table = page.getByRole('table', { name: /beside the paper’s/ });
  await expect(table).toBeVisible();
  return table;
}

async function train(page: Page, method: string, seeds: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Method' }).selectOption(method);
  await page.getByRole('textbox', { name: 'seeds' }).fill(seeds);
  await page.getByRole('button', { name: /^Train \d+ run/ }).click();
}

const cellOf = (page: Page, name: RegExp) => page.getByRole('button', { name });

test('the seven methods stand beside the paper’s, with budgets and verdicts, above the fold', async ({
  page,
}) => {
  const table = await openBenchmark(page);
  const rows = table.getByRole('row').filter({ hasText: 'shipped' });
  await expect(rows).toHaveCount(methods.length);
  for (const [i, method] of methods.entries()) {
    const row = rows.nth(i);
    await expect(row.getByRole('button', { name: method, exact: true })).toBeVisible();
    await expect(row).toContainText(/\d+k · \d+ seed/);
    await expect(row).toContainText('16.8M · 5 seeds');
    await expect(row.getByText(/^. ?(agrees|better|differs)$/)).toHaveCount(2);
    await expect(row).toBeInViewport({ ratio: 1 });
  }
  await expect(page.getByRole('img', { name: /^Mean distance .*ACAI [\d.]+/ })).toBeVisible();
});

test('a cell opens the strips of its checkpoint', async ({ page }) => {
  await openBenchmark(page);
  const cell = cellOf(page, /^Smoothness of VAE: .* Show its strips/);
  await cell.focus();
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog', { name: 'Strips of VAE' });
  const strips = sheet.getByRole('img', { name: /^Strip of VAE from/ });
  await expect(strips).toHaveCount(6);
  const [first] = await strips.evaluateAll((all) => all.map((each) => each.ariaLabel));
  await sheet.getByRole('button', { name: 'Other lines' }).click();
  await expect(strips.first()).not.toHaveAttribute('aria-label', first ?? '');
  expect(await seriousFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(cell).toBeFocused();
});

test('an experiment is run, survives other pages and a reload, and is exported', async ({
  page,
}) => {
  // Each run is measured on the whole protocol.
  test.setTimeout(300_000);
  const table = await openBenchmark(page);
  await train(page, 'Baseline', '1-2');
  await expect(page.getByRole('progressbar', { name: 'Baseline, seed 1' })).toBeVisible();
  await page.getByRole('button', { name: 'Explore' }).click();
  await expect(page.getByRole('slider', { name: 'α, the mixing coefficient' })).toBeVisible();
  await page.getByRole('button', { name: 'Benchmark' }).click();

  const mine = table.getByRole('row').filter({ hasText: 'here' });
  await expect(mine).toContainText('512 · 2 seeds', { timeout: 200_000 });
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await cellOf(page, /^Mean distance .* of Baseline \(here\)/).click();
  const sheet = page.getByRole('dialog', { name: 'Strips of Baseline (here)' });
  await expect(sheet.getByRole('img', { name: /^Strip of Baseline/ })).toHaveCount(6);
  await page.keyboard.press('Escape');

  await page.reload();
  await expect(mine).toContainText('512 · 2 seeds');
  await page.getByRole('button', { name: 'Forget Baseline, seed 2' }).click();
  await expect(mine).toContainText('512 · 1 seed');

  const csv = await exported(page, 'CSV', 'betwixt-lines.csv');
  expect(csv.toString()).toMatch(/^method,critic,preset,samples,seeds,meanDistance,/);
  expect(csv.toString()).toMatch(/\nbaseline,no,quick,512,1,0\./);
  const latex = await exported(page, 'LaTeX', 'betwixt-lines.tex');
  expect(latex.toString()).toContain('\\begin{tabular}');
  const png = await exported(page, 'PNG', 'betwixt-lines.png');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
});

test('runs are cancelled, and seeds that are none are refused', async ({ page }) => {
  await openBenchmark(page, '&preset=paper');
  await page.getByRole('textbox', { name: 'seeds' }).fill('3-1');
  await expect(page.getByText('3-1 runs backwards')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Train 0 runs' })).toBeDisabled();
  await page.getByRole('combobox', { name: 'budget' }).last().selectOption('16777216');
  await train(page, 'AAE', '5,6,7');
  await expect(page.getByRole('progressbar')).toHaveCount(3);
  for (const seed of [6, 5, 7]) {
    await page.getByRole('button', { name: `Cancel AAE, seed ${seed}` }).click();
  }
  await expect(page.getByRole('progressbar')).toHaveCount(0);
});

test('results that cannot be read leave a page that says so', async ({ page }) => {
  await page.route('**/results/lines.json', (route) => route.fulfill({ body: '{"runs":1}' }));
  const table = await openBenchmark(page);
  await expect(page.getByRole('alert')).toContainText('it is no results file of Betwixt');
  await expect(table).toContainText('Pixel cross-fade');
  await expect(page.getByRole('button', { name: /^Train \d+ run/ })).toBeEnabled();
});

test('a phone shows the whole page, and moves only the table sideways', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openBenchmark(page);
  await expect(page.getByRole('button', { name: 'Train 3 runs' })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious on the page, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await openBenchmark(page);
    await page.getByText('How the verdict is made').click();
    expect(await seriousFaults(page)).toEqual([]);
  });
}

async function exported(page: Page, button: string, name: string): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(name);
  return readFile(await download.path());
}

async function seriousFaults(page: Page): Promise<string[]> {
  const { violations, passes } = await new AxeBuilder({ page }).analyze();
  expect(passes.length).toBeGreaterThan(10);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`);
}
