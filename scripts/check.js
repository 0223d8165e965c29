/** `npm run check`: the fast part of the tests: format and lint, types, unit tests. */
import { ensureInstalled } from './install.js';
import { checkSteps, runSteps } from './steps.js';

ensureInstalled();
runSteps(checkSteps);
