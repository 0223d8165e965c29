/** Finds a Chromium for the browser tests: on PATH, else Playwright's own, else Debian's package. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findOnPath } from './findOnPath.js';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** The path of a Chromium that is there, or undefined: Playwright then uses its download. */
export function findChromium() {
  return findOnPath(names);
}

/** Makes sure that there is one, and says what it does; false when none can be had. */
export async function ensureChromium(run) {
  const found = findChromium();
  if (found) return true;
  const { chromium } = await import('playwright');
  if (existsSync(chromium.executablePath())) return true;
  console.log('No Chromium on PATH; trying Playwright’s download …');
  if (run('npx', ['playwright', 'install', 'chromium']) === 0) return true;
  if (spawnSync('apt-get', ['--version']).status === 0) {
    console.log('Playwright’s download failed; trying apt-get install chromium …');
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', 'chromium']);
  }
  return findChromium() !== undefined;
}
