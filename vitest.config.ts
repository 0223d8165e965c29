/** Unit tests in Node; tests of what a browser has, in a headless Chromium where there is one. */
import { existsSync } from 'node:fs';
import { playwright } from '@vitest/browser-playwright';
import { chromium } from 'playwright';
import { defineConfig, mergeConfig, type TestProjectConfiguration } from 'vitest/config';
import { findChromium } from './scripts/chromium.js';
import { chromiumArguments } from './scripts/chromiumArguments.js';
import pageConfig from './vite.config.ts';

const inBrowser = 'src/**/*.browser.test.ts';

const node: TestProjectConfiguration = {
  extends: true,
  test: {
    name: 'node',
    include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'],
    exclude: [inBrowser],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
};

const executablePath = findChromium();

const browser: TestProjectConfiguration = {
  extends: true,
  // Found while tests run, it would reload them.
  optimizeDeps: { include: ['valibot', 'idb-keyval'] },
  test: {
    name: 'chromium',
    include: [inBrowser],
    // After those in Node: both keep the cores busy, and one GPU in software is enough at a time.
    sequence: { groupOrder: 1 },
    // A software adapter takes long to compile shaders, and other tests want the cores too.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: { executablePath, args: chromiumArguments } }),
      instances: [{ browser: 'chromium' }],
    },
  },
};

function projects(): TestProjectConfiguration[] {
  if (executablePath || existsSync(chromium.executablePath())) return [node, browser];
  console.warn(`${inBrowser}: skipped, for there is no Chromium`);
  return [node];
}

export default mergeConfig(pageConfig, defineConfig({ test: { projects: projects() } }));
