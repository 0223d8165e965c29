import { join } from 'node:path';
import { type Browser, chromium } from 'playwright';

const scripts = join(import.meta.dirname, '../../scripts');

/** As the browser tests have it: headless, with WebGPU. */
export async function launchChromium(more: readonly string[] = []): Promise<Browser> {
  const { findChromium }: { findChromium: () => string | undefined } = await import(
    join(scripts, 'chromium.js')
  );
  const { chromiumArguments }: { chromiumArguments: string[] } = await import(
    join(scripts, 'chromiumArguments.js')
  );
  return chromium.launch({
    executablePath: findChromium(),
    args: [...chromiumArguments, ...more],
  });
}
