/** Engines as a user meets them, here on a software adapter. */
import { expect, type Locator, type Page, test } from '@playwright/test';
import type { TestHook } from '../src/session/testHook.ts';
import { dropFile, type Explorer, openExplorer } from './explorer.ts';
import { tinyCheckpoint } from './tinyCheckpoint.ts';

declare global {
  interface Window {
    betwixt?: TestHook;
  }
}

/** In software a new device compiles its shaders slowly. */
const patience = { timeout: 90_000 };
test.describe.configure({ timeout: 300_000 });

/** The panel behind the button that shows the engine and its speed. */
async function openEngineMenu(page: Page): Promise<Locator> {
  const panel = page.getByRole('region', { name: 'Engine' });
  if (!(await panel.isVisible())) await page.getByRole('button', { name: /samples\/s/ }).click();
  await expect(panel).toBeVisible();
  return panel;
}

/** A page whose only lane is tiny, from a file, and trains. */
async function trainTiny(page: Page, hash: string, search = ''): Promise<Explorer> {
  const explorer = await openExplorer(page, `#lanes=none&${hash}`, search);
  const withoutGpu = await page.evaluate(async () => !(await navigator.gpu?.requestAdapter()));
  test.skip(withoutGpu, 'no WebGPU adapter here');
  await dropFile(page, 'tiny.safetensors', await tinyCheckpoint());
  await expect(explorer.lane('Baseline')).toContainText('2 samples · from a file');
  await explorer.train.click();
  await expect(explorer.lane('Baseline')).toContainText(/training · .* samples/, patience);
  return explorer;
}

/** How many samples the page says that the lane has seen. */
async function samplesOf(lane: Locator): Promise<number> {
  const [, count, unit] = /([\d.]+)(k?) samples/.exec((await lane.textContent()) ?? '') ?? [];
  return Number(count) * (unit === 'k' ? 1000 : 1);
}

async function lossOf(page: Page): Promise<number> {
  const plot = page.getByRole('img', { name: /^Losses of Baseline: reconstruction error/ });
  const label = (await plot.getAttribute('aria-label')) ?? '';
  return Number(/reconstruction error.*?(\d+\.\d+)/.exec(label)?.[1]);
}

test('compiled WebGPU trains, and the engine menu says what it is and why', async ({ page }) => {
  const { lane, pause } = await trainTiny(page, 'engine=webgpu');
  await lane('Baseline').getByRole('button', { name: 'Baseline' }).click();
  await expect.poll(() => lossOf(page)).toBeGreaterThan(0);
  const first = await lossOf(page);
  await expect.poll(() => lossOf(page), patience).toBeLessThan(first * 0.9);

  await expect(page.getByRole('button', { name: /samples\/s/ })).toContainText('compiled WebGPU');
  const panel = await openEngineMenu(page);
  await expect(panel).toContainText(/compiled WebGPU \(.*in software\)/);
  await expect(panel).toContainText(
    'You chose compiled WebGPU; this machine offers it in software only, so it is slow.',
  );
  await page.keyboard.press('Escape');
  await pause.click();
  await expect(lane('Baseline')).toContainText('paused');
});

test('another engine goes on from the same weights', async ({ page }) => {
  const { lane, pause } = await trainTiny(page, 'engine=webgpu');
  for (const [wish, name] of [
    ['wasm', 'WebAssembly SIMD'],
    ['webgpu', 'compiled WebGPU'],
  ]) {
    const before = await samplesOf(lane('Baseline'));
    const panel = await openEngineMenu(page);
    await panel.getByRole('combobox', { name: 'Engine' }).selectOption(wish);
    await expect(panel.getByText('You chose compiled')).toContainText(name, patience);
    await expect(panel.locator('strong')).toContainText(name);
    await expect(lane('Baseline')).toContainText(/training · .* samples/);
    expect(await samplesOf(lane('Baseline'))).toBeGreaterThanOrEqual(before);
    await expect.poll(() => samplesOf(lane('Baseline'))).toBeGreaterThan(before);
  }
  await page.keyboard.press('Escape');
  await pause.click();
});

test('left to itself the page takes WebAssembly over a software adapter, and says why', async ({
  page,
}) => {
  await trainTiny(page, 'engine=auto');
  const panel = await openEngineMenu(page);
  await expect(panel).toContainText('WebAssembly SIMD');
  await expect(panel).toContainText(
    /fastest engine here: WebGPU is there in software only \(.*SwiftShader.*\)\./i,
  );
});

test('a lane that trains alone takes every core; two share them', async ({ page }) => {
  const { train } = await openExplorer(page, '#lanes=acai,baseline&engine=wasm');
  const cores = await page.evaluate(() => {
    if (!crossOriginIsolated) throw new Error('the page is not cross-origin isolated');
    return navigator.hardwareConcurrency;
  });
  const threads = (count: number) => (count > 1 ? `${count} threads` : 'one thread');
  const panel = await openEngineMenu(page);
  await page.keyboard.press('Escape');
  await train.click();
  await openEngineMenu(page);
  await expect(panel).toContainText(`WebAssembly SIMD, ${threads(Math.floor(cores / 2))}`);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Remove Baseline' }).click();
  await openEngineMenu(page);
  await expect(panel).toContainText(`WebAssembly SIMD, ${threads(cores)}`);
});

test('a lane whose GPU is lost goes on from its checkpoint, and at last on WebAssembly', async ({
  page,
}) => {
  const { lane } = await trainTiny(page, 'engine=webgpu', '?test');
  for (const engine of ['compiled WebGPU', 'WebAssembly SIMD']) {
    await page.evaluate(() => window.betwixt!.loseEngine('a'));
    const message = new RegExp(`The GPU was lost.*going on from [\\d,]+ samples on ${engine}`);
    await expect(lane('Baseline')).toContainText(message, patience);
    await expect(lane('Baseline')).toContainText(/training · .* samples/);
    await expect(page.getByRole('button', { name: /samples\/s/ })).toContainText(engine);
  }
});
