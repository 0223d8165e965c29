import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import type { ShippedCheckpoint } from '../src/core/shippedCheckpoints.ts';
import { formatDistance, formatSamples } from '../src/ui/format.ts';
import { openExplorer, pixelsOf } from './explorer.ts';

const shipped: readonly ShippedCheckpoint[] = JSON.parse(
  readFileSync('public/checkpoints/manifest.json', 'utf8'),
).checkpoints;

/** The lanes that the page opens on. */
const opening = [
  ['ACAI', 'acai'],
  ['Baseline', 'baseline'],
  ['VAE', 'vae'],
  ['AAE', 'aae'],
] as const;

test('a first visit shows pretrained lanes, and says what runs', async ({ page }) => {
  const errors: string[] = [];
  const requests: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  const { reference, lane, notices } = await openExplorer(page);

  await expect(page).toHaveTitle(/Betwixt/);
  await expect(reference('Pixel cross-fade')).toContainText('6.22');
  for (const [label, method] of opening) {
    const { samples, seed, metrics } = shipped.find((entry) => entry.method === method)!;
    const row = lane(label);
    await expect(row).toContainText(
      `pretrained · ${formatSamples(samples)} samples · seed ${seed}`,
    );
    await expect(row).toContainText(`mean ${formatDistance(metrics.meanDistance!)}`);
    await expect(row.getByText('No weights yet')).toBeHidden();
  }
  await expect(notices.getByRole('button')).toHaveCount(0);

  await page.getByRole('button', { name: /WebAssembly SIMD/ }).click();
  const engine = page.getByRole('region', { name: 'Engine' });
  await expect(engine).toContainText('WebAssembly SIMD');
  await page.keyboard.press('Escape');
  await expect(engine).toBeHidden();

  expect(errors).toEqual([]);
  expect(requests.length).toBeGreaterThan(3);
  expect(requests.filter((url) => /tfjs|webgpu|train\.worker/i.test(url))).toEqual([]);
});

/** Every script that is loaded, workers' too, with its size as a host sends it. */
function watchScripts(page: Page): () => Promise<Map<string, number>> {
  const bodies = new Map<string, Promise<Buffer>>();
  page.context().on('response', (response) => {
    const url = new URL(response.url());
    if (url.pathname.endsWith('.js')) bodies.set(url.pathname, response.body());
  });
  return async () => {
    const sizes = new Map<string, number>();
    for (const [path, body] of bodies) sizes.set(path, gzipSync(await body).length);
    return sizes;
  };
}

test('the first drag needs less than 300 kB of JavaScript', async ({ page }) => {
  const scripts = watchScripts(page);
  const { lane, alpha } = await openExplorer(page);
  const picture = lane('ACAI').getByRole('img', { name: 'ACAI at α' });
  await expect(lane('ACAI').getByText('No weights yet')).toBeHidden();
  const before = await pixelsOf(picture);
  const track = (await alpha.boundingBox())!;
  const moveTo = (share: number) =>
    page.mouse.move(track.x + track.width * share, track.y + track.height / 2);
  await moveTo(0.5);
  await page.mouse.down();
  let share = 0.5;
  const pixelsAfterMove = async () => {
    share = Math.max(0.1, share - 0.1);
    await moveTo(share);
    return pixelsOf(picture);
  };
  await expect.poll(pixelsAfterMove).not.toBe(before);
  const sizes = await scripts();
  await page.mouse.up();

  const names = [...sizes.keys()].join(' ');
  expect(names).toMatch(/index/);
  expect(names).toMatch(/view\.worker/);
  expect(names).toMatch(/wasmEngine/);
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  console.log(`JavaScript before the first drag: ${total} bytes with gzip, in ${sizes.size} files`);
  expect(total).toBeGreaterThan(50_000);
  expect(total).toBeLessThan(300_000);
});

test('▶ starts pretrained lanes live, from the seed; reset brings them back', async ({ page }) => {
  const { lane, train, pause } = await openExplorer(page, '#lanes=acai,baseline&seed=1');
  await expect(lane('ACAI')).toContainText('pretrained');
  await train.click();
  for (const label of ['ACAI', 'Baseline']) {
    await expect(lane(label)).toContainText(/training · .* samples .*live, from seed 1/);
    await expect(lane(label)).not.toContainText('pretrained');
  }
  await pause.click();
  await expect(lane('ACAI')).toContainText('paused');
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(lane('ACAI')).toContainText('pretrained');
});

test('another setting or seed is not what ships, and taken back it is again', async ({ page }) => {
  const { lane } = await openExplorer(page);
  await expect(lane('ACAI')).toContainText('pretrained');
  const lambda = page.getByRole('slider', { name: /^λ of ACAI/ });
  await lambda.focus();
  await page.keyboard.press('ArrowRight');
  // Its name says λ now.
  const changed = page.getByRole('row').filter({ hasText: 'ACAI' });
  await expect(changed).toContainText('not trained yet · ▶ trains live, from seed 1');
  await expect(lane('VAE')).toContainText('pretrained');
  await page.keyboard.press('ArrowLeft');
  await expect(lane('ACAI')).toContainText('pretrained');

  const unused = 1 + Math.max(...shipped.map(({ seed }) => seed));
  await page.getByRole('spinbutton', { name: 'seed' }).fill(String(unused));
  for (const [label] of opening) {
    await expect(lane(label)).toContainText(`▶ trains live, from seed ${unused}`);
  }
});

for (const [what, file, answer, reason] of [
  ['no manifest', 'manifest.json', { status: 404 }, 'HTTP 404'],
  ['a manifest of another version', 'manifest.json', { json: { version: 99 } }, 'version is 99'],
  ['a damaged file', 'acai.safetensors', { body: 'oh no' }, 'ACAI were not opened'],
] as const) {
  test(`${what}: one notice, and the page works`, async ({ page }) => {
    await page.route(`**/checkpoints/${file}`, (route) => route.fulfill(answer));
    const { lane, notices } = await openExplorer(page);
    await expect(notices).toContainText(reason);
    await expect(notices.getByRole('button', { name: 'Dismiss' })).toHaveCount(1);
    await expect(lane('ACAI')).toContainText('not trained yet');
    await page.getByRole('button', { name: 'One step' }).click();
    await expect(lane('ACAI')).toContainText('32 samples · live, from seed 1');
  });
}

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
