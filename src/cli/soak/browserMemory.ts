/** Chromium with the page, and what memory its processes hold. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { launchChromium } from '../launchChromium.ts';

export interface SoakBrowser {
  readonly page: Page;
  /** After garbage has been collected in page and workers, in MB by name. */
  measure(): Promise<Readonly<Record<string, number>>>;
  close(): Promise<void>;
}

export async function openBrowser(address: string): Promise<SoakBrowser> {
  const browser = await launchChromium(['--js-flags=--expose-gc']);
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(address);
  return {
    page,
    async measure() {
      await collectGarbage(page);
      return { ...(await measurePage(page)), ...(await measureProcesses(browser)) };
    },
    close: () => browser.close(),
  };
}

async function collectGarbage(page: Page): Promise<void> {
  // The threads of a step hold nothing of their own, and are asleep between steps.
  const workers = page.workers().filter((worker) => !worker.url().includes('thread.worker'));
  for (let i = 0; i < 2; i++) {
    await page.evaluate(() => globalThis.gc?.());
    for (const worker of workers) {
      await worker
        .evaluate(() => globalThis.gc?.())
        .catch((error: unknown) => {
          // One that has ended meanwhile holds nothing.
          if (page.workers().includes(worker)) throw error;
        });
    }
    // Freed pages go back to the system a little later.
    await page.waitForTimeout(500);
  }
}

/** JavaScript of the page itself; what its workers hold is in the renderer's process. */
async function measurePage(page: Page): Promise<Record<string, number>> {
  const session = await page.context().newCDPSession(page);
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return { 'page heap': usedSize / 1e6 };
}

/** Proportional set sizes: what is shared by several processes counts a part for each. */
async function measureProcesses(browser: Browser): Promise<Record<string, number>> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const sizes: Record<string, number> = {
    'renderer process': 0,
    'GPU process': 0,
    'browser process': 0,
  };
  for (const { type, id } of processInfo) {
    const name = `${type} process`;
    if (name in sizes) sizes[name] += proportionalSize(id);
  }
  return sizes;
}

/**
 * MB; Linux only. Without mapped files: Chromium's own code counts less for each as soon as another
 * Chromium runs.
 */
function proportionalSize(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const sizes = [...rollup.matchAll(/^Pss_(?:Anon|Shmem):\s+(\d+) kB/gm)];
  if (sizes.length !== 2) throw new Error(`process ${pid} has no proportional set sizes`);
  return sizes.reduce((sum, [, kilobytes]) => sum + (Number(kilobytes) * 1024) / 1e6, 0);
}
