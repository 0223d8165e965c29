import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { openExplorer, pixelsOf } from './explorer.ts';

const hash = '#lanes=acai,vae&seed=1';

function mapOf(page: Page) {
  const table = page.getByRole('table', { name: 'The four paths, measured' });
  return {
    picture: page.getByRole('img', { name: /^Projection of the latents/ }),
    points: page.getByRole('button', { name: /^Point \d of/ }),
    row: (path: string) => table.getByRole('row', { name: path }),
    choose: (path: string) => table.getByRole('button', { name: path, exact: true }).click(),
    async length(path: string): Promise<number> {
      return Number(
        await table.getByRole('row', { name: path }).getByRole('cell').last().textContent(),
      );
    },
  };
}

test('the shortest path is searched for, with progress, while α still moves', async ({ page }) => {
  const { alpha, lane, settled } = await openExplorer(page, hash);
  const map = mapOf(page);
  await page.getByRole('button', { name: 'Map', exact: true }).click();
  await expect(map.row('straight')).toContainText(/\d/);
  await expect(map.row('geodesic')).toContainText('not searched');
  const strip = lane('ACAI').getByRole('img', { name: /^Strip of/ });
  const before = await pixelsOf(strip);

  await map.choose('geodesic');
  await expect(page.getByRole('progressbar')).toBeVisible();
  await alpha.focus();
  await page.keyboard.press('PageUp');
  await expect(alpha).toHaveValue('0.6');
  await settled();
  await expect(page.getByRole('progressbar')).toBeHidden();
  expect(await map.length('geodesic')).toBeLessThan(await map.length('straight'));
  expect(await pixelsOf(strip)).not.toBe(before);
  await expect(page).toHaveURL(/path=geodesic/);
});

test('a path is drawn by hand, moved by keys, kept in the link, and cleared', async ({ page }) => {
  const { lane, settled } = await openExplorer(page, `${hash}&side=map`);
  const map = mapOf(page);
  const strip = lane('ACAI').getByRole('img', { name: /^Strip of/ });
  await expect(map.picture).toBeVisible();
  await settled();
  const before = await pixelsOf(strip);
  const box = (await map.picture.boundingBox())!;
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(0.3, 0.3));
  await page.mouse.down();
  for (const [x, y] of [
    [0.3, 0.5],
    [0.4, 0.8],
    [0.6, 0.8],
    [0.7, 0.5],
    [0.7, 0.3],
  ]) {
    await page.mouse.move(...at(x, y), { steps: 4 });
  }
  await page.mouse.up();
  await expect(page).toHaveURL(/path=drawn&points=-?\d/);
  await settled();
  expect(await pixelsOf(strip)).not.toBe(before);

  const drawn = await map.points.count();
  expect(drawn).toBeGreaterThan(0);
  const first = map.points.first();
  const told = await first.getAttribute('aria-label');
  await first.focus();
  await page.keyboard.press('ArrowUp');
  await expect(first).not.toHaveAttribute('aria-label', told!);
  await expect(first).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(map.points).toHaveCount(drawn - 1);
  await page.getByRole('button', { name: 'Add a point' }).click();
  await expect(map.points).toHaveCount(drawn);

  await settled();
  await page.reload();
  await expect(map.points).toHaveCount(drawn);
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect(map.points).toHaveCount(0);
  await expect(page).not.toHaveURL(/points=/);
  await expect(page.getByText('Drag across the map to draw a path.')).toBeVisible();
});

test('random samples have a number, and the critic’s question is one click', async ({ page }) => {
  await openExplorer(page, '#lanes=vae,baseline&seed=1');
  await page.getByRole('button', { name: 'Samples', exact: true }).click();
  const pictures = page.getByRole('img', { name: 'Random samples of VAE', exact: true });
  const number = page.getByTitle(/Mean distance to the nearest line/).first();
  await expect(number).toContainText(/\d ± \d.* n = 256/);
  const first = (await number.textContent())!;
  const before = await pixelsOf(pictures);
  await page.getByRole('button', { name: 'Draw again' }).click();
  await expect(number).not.toHaveText(first);
  await expect.poll(() => pixelsOf(pictures)).not.toBe(before);
  await page.getByRole('button', { name: 'fitted', exact: true }).click();
  await expect(page.getByRole('button', { name: 'fitted', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.getByRole('button', { name: 'Compare with VAE + critic' }).click();
  await expect(page.getByText('VAE + critic has no weights yet.')).toBeVisible();
});

test('with both weights the comparison has a verdict', async ({ page }) => {
  const { train, lane } = await openExplorer(
    page,
    '#lanes=vae,vae+critic&seed=1&budget=96&side=samples',
  );
  await train.click();
  await expect(lane('VAE + critic')).toContainText('finished');
  await expect(
    page.getByText(/nearer to lines, by|farther from lines, by|No clear difference/),
  ).toBeVisible();
});

test('α goes beyond the ends where that is wanted', async ({ page }) => {
  const { alpha, reference, settled } = await openExplorer(page, hash);
  const strip = reference('Ideal').getByRole('img', { name: /^Strip/ });
  const before = await pixelsOf(strip);
  const beyond = page.getByRole('button', { name: 'Beyond the ends' });
  await beyond.click();
  await expect.poll(() => pixelsOf(strip)).not.toBe(before);
  await alpha.focus();
  await page.keyboard.press('Home');
  await expect(alpha).toHaveValue('-0.25');
  await page.keyboard.press('End');
  await expect(alpha).toHaveValue('1.25');
  await expect(page).toHaveURL(/alpha=1\.25&beyond=yes/);
  await settled();
  await page.reload();
  await expect(alpha).toHaveValue('1.25');
  await beyond.click();
  await expect(alpha).toHaveValue('1');
});

test('true lines lie over the pictures at α until they are switched off', async ({ page }) => {
  const { lane } = await openExplorer(page, hash);
  const picture = lane('ACAI').getByRole('img', { name: 'ACAI at α' });
  await expect(lane('ACAI')).toContainText('pretrained');
  const before = await pixelsOf(picture);
  await page.getByRole('button', { name: 'True lines' }).click();
  await expect.poll(() => pixelsOf(picture)).not.toBe(before);
});

test('lines that are half a turn apart are flagged', async ({ page }) => {
  await openExplorer(page, `${hash}&x1=0.3&x2=3.4416`);
  await expect(page.getByText(/^180° apart/)).toBeVisible();
});

for (const side of ['map', 'samples']) {
  test(`the ${side} panel stays above the fold, and axe finds nothing serious`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    const { settled } = await openExplorer(page, `${hash}&side=${side}&path=drawn&points=0.5:-1`);
    await settled();
    await expect(
      page.getByRole('heading', { name: /Map of latents|Random samples/ }),
    ).toBeVisible();
    const overflow = await page.evaluate(() => [
      document.documentElement.scrollWidth - innerWidth,
      document.documentElement.scrollHeight - innerHeight,
    ]);
    expect(overflow).toEqual([0, 0]);
    const { violations, passes } = await new AxeBuilder({ page }).analyze();
    expect(passes.length).toBeGreaterThan(10);
    expect(
      violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`),
    ).toEqual([]);
  });
}
