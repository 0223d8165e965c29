/** `npm test`: everything, on a fresh machine too: installs what is missing, then runs every step. */
import { ensureChromium } from './chromium.js';
import { ensureInstalled, fail, run } from './install.js';
import { ensureRedis } from './redis.js';
import { runSteps, testSteps } from './steps.js';

ensureInstalled();
if (!(await ensureChromium(run))) {
  fail('The browser tests need a Chromium; install one (Debian: apt-get install chromium).');
}
ensureRedis(run);
runSteps(testSteps);
