/** How long a first visit takes from the address to the first drag that changes what a lane decodes. */
import type { Page } from 'playwright';
import { median, quantile } from '../../core/statistics.ts';
import { launchChromium } from '../launchChromium.ts';
import { servePage } from '../servedPage.ts';
import { type BenchRow, benchRow } from './benchRow.ts';

const visits = 7;
const canvas = 'canvas[aria-label="ACAI at α"]';
const viewport = { width: 1280, height: 720 };

/** The page as it is built, in a browser that is started for each visit: nothing is cached. */
export async function benchFirstDrag(): Promise<BenchRow[]> {
  const served = await servePage();
  const shown: number[] = [];
  const dragged: number[] = [];
  try {
    for (let visit = 0; visit < visits; visit++) {
      const browser = await launchChromium();
      const page = await browser.newPage({ viewport });
      const times = await visitPage(page, served.address).finally(() => browser.close());
      shown.push(times.shownMs);
      dragged.push(times.draggedMs);
    }
  } finally {
    await served.close();
  }
  const row = (name: string, times: number[]) =>
    benchRow({
      name,
      engine: 'page',
      method: 'acai',
      medianMs: median(times),
      p95Ms: quantile(times, 0.95),
    });
  return [row('first picture', shown), row('first drag', dragged)];
}

/** Milliseconds since the navigation began. */
async function visitPage(page: Page, address: string) {
  await page.goto(address, { waitUntil: 'commit' });
  // A picture of a line has pixels of many values; an empty canvas has one.
  const shownMs = await whenPixels(page, (pixels) => new Set(pixels).size > 8, null);
  const before = await pixelsOf(page);
  await drag(page);
  const draggedMs = await whenPixels(page, (pixels, old) => pixels.join() !== old, before);
  return { shownMs, draggedMs };
}

/** α from the middle to a quarter, with the mouse. */
async function drag(page: Page, attempts = 10): Promise<void> {
  const slider = page.getByRole('slider', { name: /^α/ });
  const track = await slider.boundingBox();
  if (!track) throw new Error('the page has no slider for α');
  const y = track.y + track.height / 2;
  await page.mouse.move(track.x + track.width / 2, y);
  await page.mouse.down();
  await page.mouse.move(track.x + track.width / 4, y, { steps: 3 });
  // The page may have moved under the mouse while it was still loading: then the user tries again.
  if (Number(await slider.inputValue()) !== 0.5 || attempts === 1) return;
  await page.mouse.up();
  await drag(page, attempts - 1);
}

const pixelsOf = (page: Page) =>
  page.evaluate((selector) => {
    const found = document.querySelector<HTMLCanvasElement>(selector)!;
    const surface = found.getContext('2d')!.getImageData(0, 0, found.width, found.height);
    return surface.data.join();
  }, canvas);

/** When the lane's large picture is first as `is` says, looked at in every frame. */
async function whenPixels(
  page: Page,
  is: (pixels: Uint8ClampedArray, before: string | null) => boolean,
  before: string | null,
): Promise<number> {
  const handle = await page.waitForFunction(
    ({ selector, test, before }) => {
      const found = document.querySelector<HTMLCanvasElement>(selector);
      if (!found?.width) return null;
      const { data } = found.getContext('2d')!.getImageData(0, 0, found.width, found.height);
      // Functions reach the page as text.
      const matches: typeof is = new Function(`return ${test}`)();
      return matches(data, before) ? performance.now() : null;
    },
    { selector: canvas, test: String(is), before },
    { polling: 'raf' },
  );
  return (await handle.jsonValue()) ?? Number.NaN;
}
