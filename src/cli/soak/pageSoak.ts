/** Four lanes on the page, trained, paused, trained to the end, taken away and set up again. */
import type { Page } from 'playwright';
import { note } from '../commandLine.ts';
import { openBrowser } from './browserMemory.ts';
import type { Round, SoakPlan } from './soakPlan.ts';
import { serveTinyPage } from './tinyPage.ts';

/** Of the tiny networks. */
const batch = 8;
const timeoutMs = 600_000;

export async function soakPage({ engine, methods, rounds, steps }: SoakPlan): Promise<Round[]> {
  const served = await serveTinyPage();
  const hash = (lanes: string) => `#lanes=${lanes}&seed=1&budget=${steps * batch}&engine=${engine}`;
  const browser = await openBrowser(`${served.address}${hash('none')}`);
  const { page } = browser;
  const measured: Round[] = [];
  try {
    for (let round = 1; round <= rounds; round++) {
      await follow(page, hash(methods.join(',')), methods.length);
      await trainWithPause(page, methods.length);
      const sizes = await browser.measure();
      measured.push({ steps: round * steps * methods.length, sizes });
      note(`round ${round} of ${rounds}: ${JSON.stringify(rounded(sizes))}`);
      await follow(page, hash('none'), 0);
      await waitForLanes(page, /finished/, 0);
    }
  } finally {
    await browser.close();
    await served.close();
  }
  return measured;
}

/** Other lanes by another address of the same page, as from a link. */
async function follow(page: Page, hash: string, lanes: number): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
  await waitForLanes(page, /not trained yet/, lanes);
}

async function trainWithPause(page: Page, lanes: number): Promise<void> {
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await waitForLanes(page, /training · [1-9]|finished/, lanes);
  const pause = page.getByRole('button', { name: 'Pause', exact: true });
  // Tiny lanes may be done already.
  if (await pause.isVisible()) {
    await pause.click().catch(() => {});
    await waitForLanes(page, /paused|finished/, lanes);
  }
  const train = page.getByRole('button', { name: 'Train', exact: true });
  if ((await countLanes(page, /finished/)) < lanes) await train.click();
  await waitForLanes(page, /finished/, lanes);
}

async function waitForLanes(page: Page, state: RegExp, count: number): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while ((await countLanes(page, state)) !== count) {
    if (performance.now() > deadline) throw new Error(`no ${count} lanes became ${state}`);
    await page.waitForTimeout(50);
  }
}

async function countLanes(page: Page, state: RegExp): Promise<number> {
  const rows = page.getByRole('table', { name: 'Interpolations' }).getByRole('row');
  return rows.filter({ hasText: state }).count();
}

const rounded = (sizes: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(sizes).map(([name, size]) => [name, Number(size.toFixed(1))]));
