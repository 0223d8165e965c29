import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { dropFile, openExplorer, pixelsOf } from './explorer.ts';

/** With the weights that ship with the page. */
const hash = '#lanes=acai,baseline&seed=1&theme=light';

async function openShare(page: Page) {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const menu = page.getByRole('region', { name: 'Share' });
  await expect(menu.getByRole('button', { name: 'Copy link' })).toBeVisible();
  return menu;
}

async function saved(page: Page, name: string): Promise<{ name: string; bytes: Buffer }> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name, exact: true }).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

/** Width and height of a PNG. */
function sizeOf(png: Buffer): { width: number; height: number } {
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

test('strips, plots and data are taken along', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { notices, settled } = await openExplorer(page, hash);
  await settled();
  const menu = await openShare(page);

  const png = await saved(page, 'Strips as PNG');
  expect(png.name).toBe('betwixt-strips.png');
  expect(sizeOf(png.bytes).width).toBeGreaterThan(1500);

  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(notices).toContainText('The picture is copied.');
  const copied = await page.evaluate(async () => (await navigator.clipboard.read())[0].types);
  expect(copied).toEqual(['image/png']);

  await menu.getByRole('combobox', { name: 'Which strips' }).selectOption('ACAI');
  const strip = (await saved(page, 'Strips as SVG')).bytes.toString();
  expect(await elementsOf(page, strip)).toMatchObject({ image: 11, parsererror: 0 });
  expect(strip).toContain('>ACAI</text>');

  for (const [plot, text] of [
    ['Mean distance', 'paper ACAI'],
    ['What the critic', 'fooled 0'],
    ['Angle along', 'Baseline'],
  ]) {
    const which = menu.getByRole('combobox', { name: 'Which plot' });
    const option = await which.locator('option').filter({ hasText: plot }).getAttribute('value');
    await which.selectOption(option);
    const svg = (await saved(page, 'Plot as SVG')).bytes.toString();
    const found = await elementsOf(page, svg);
    expect(found.parsererror).toBe(0);
    expect(found.path).toBeGreaterThan(5);
    expect(svg).toContain(text);
  }

  const path = (await saved(page, 'Along the path')).bytes.toString().trim().split('\r\n');
  expect(path[0]).toBe('row,name,seed,samples,alpha,angle_rad,distance,guess');
  expect(path).toHaveLength(1 + 4 * 11);
  const training = (await saved(page, 'Over training')).bytes.toString();
  expect(training).toMatch(/a,ACAI,1,\d+,meanDistance,0\.00\d+/);

  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual(
    [],
  );
});

async function elementsOf(page: Page, svg: string) {
  return page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
    const count = (name: string) => parsed.getElementsByTagName(name).length;
    return { image: count('image'), path: count('path'), parsererror: count('parsererror') };
  }, svg);
}

test('a picture that the clipboard refuses is saved instead', async ({ page }) => {
  await page.addInitScript(() => {
    const refuse = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    Object.defineProperty(navigator, 'clipboard', { value: { write: refuse, writeText: refuse } });
  });
  const { notices, settled } = await openExplorer(page, hash);
  await settled();
  await openShare(page);
  expect(sizeOf((await saved(page, 'Copy')).bytes).height).toBeGreaterThan(300);
  await expect(notices).toContainText('betwixt-strips.png is saved instead');
  await page.getByRole('button', { name: 'Copy iframe' }).click();
  await expect(notices).toContainText('did not allow copying. Here it is: <iframe src="http');
});

test('a session goes into one file and comes back with weights and notes', async ({ page }) => {
  const { lane, train, settled, notices } = await openExplorer(page, `${hash}&budget=512`);
  await train.click();
  await expect(lane('Baseline')).toContainText('finished · 512 samples');
  await expect(lane('ACAI')).toContainText('finished · 512 samples');
  await settled();
  const menu = await openShare(page);
  await menu.getByRole('textbox', { name: 'Notes' }).fill('The baseline jumps.');
  const file = await saved(page, 'Save session');
  expect(file.name).toBe('betwixt-seed1.betwixt');
  const pixels = await pixelsOf(lane('ACAI').getByRole('img', { name: /^Strip of/ }));

  // Another address, or the page would only follow a link.
  await openExplorer(page, '#lanes=vae&seed=9&theme=dark', '?elsewhere');
  await dropFile(page, file.name, file.bytes.subarray(0, 5000));
  await expect(notices).toContainText('betwixt-seed1.betwixt was not opened. It is damaged');
  await expect(page).toHaveURL(/lanes=vae/);

  await openShare(page);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open…' }).click();
  await (await chooser).setFiles({ name: file.name, mimeType: '', buffer: file.bytes });
  await expect(lane('ACAI')).toContainText('512 samples · from a file');
  await expect(lane('Baseline')).toContainText('512 samples · from a file');
  await expect(page.getByRole('textbox', { name: 'Notes' })).toHaveValue('The baseline jumps.');
  await expect(page).toHaveURL(/lanes=acai,baseline&seed=1/);
  await settled();
  await page.keyboard.press('Escape');
  const strip = lane('ACAI').getByRole('img', { name: /^Strip of/ });
  await expect.poll(() => pixelsOf(strip)).toBe(pixels);
});

test('a part of the page works in a frame of a plain page', async ({ page, baseURL, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openExplorer(page, '#lanes=acai,vae&seed=1&theme=light');
  await openShare(page);
  await page.getByRole('button', { name: 'Copy iframe' }).click();
  const code = await page.evaluate(() => navigator.clipboard.readText());
  expect(code).toMatch(/^<iframe src="http[^"]*lanes=acai,vae&amp;seed=1[^"]*embed=grid"/);

  // As a static host that sends no headers would serve both.
  await page.route('**/*', async (route) => {
    if (new URL(route.request().url()).pathname === '/plain.html') {
      const body = `<!doctype html><title>A lecture</title><h1>A lecture</h1>${code}`;
      await route.fulfill({ contentType: 'text/html', body });
      return;
    }
    const response = await route.fetch();
    const headers = { ...response.headers() };
    for (const name of ['cross-origin-opener-policy', 'cross-origin-embedder-policy']) {
      delete headers[name];
    }
    await route.fulfill({ response, headers });
  });
  await page.goto(`${baseURL}plain.html`);
  const frame = page.frameLocator('iframe');
  const row = frame.getByRole('row', { name: /ACAI/ });
  await expect(row).toContainText('pretrained');
  await expect(row.getByText('No weights yet')).toBeHidden();
  const inner = page.frame({ url: /embed=grid/ })!;
  expect(await inner.evaluate(() => crossOriginIsolated)).toBe(false);
  await expect(frame.getByRole('banner')).toHaveCount(0);
  await expect(frame.getByRole('button', { name: 'Train' })).toHaveCount(0);

  const picture = row.getByRole('img', { name: 'ACAI at α' });
  const before = await pixelsOf(picture);
  await frame.getByRole('slider', { name: 'α, the mixing coefficient' }).focus();
  await page.keyboard.press('Home');
  await expect.poll(() => pixelsOf(picture)).not.toBe(before);

  const link = frame.getByRole('link', { name: 'Open in Betwixt' });
  await expect(link).toHaveAttribute('href', /alpha=0(&|$)/);
  const opened = context.waitForEvent('page');
  await link.click();
  const whole = await opened;
  await expect(whole.getByRole('button', { name: 'Train', exact: true })).toBeVisible();
  await expect(whole).toHaveURL(/lanes=acai,vae&seed=1/);
});

for (const view of ['plots', 'map', 'samples', 'film', 'metrics']) {
  test(`axe finds nothing serious in an embedded page, ${view}`, async ({ page }) => {
    await page.setViewportSize({ width: 420, height: 460 });
    await page.goto(`./#lanes=acai,vae&seed=1&theme=dark&embed=${view}`);
    await expect(page.getByRole('link', { name: 'Open in Betwixt' })).toBeVisible();
    await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
    await expect(page.locator('html')).not.toHaveAttribute('data-busy', 'true');
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.filter(({ impact }) => impact === 'serious' || impact === 'critical'),
    ).toEqual([]);
  });
}
