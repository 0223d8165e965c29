/** The steps of `npm run check` and `npm test`, in one order everywhere, and their counts. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './install.js';

const none = { passed: 0, failed: 0, skipped: 0 };

/** A step that only succeeds or fails counts as one. */
function command(name, program, args) {
  return {
    name,
    count: () => (run(program, args) === 0 ? { ...none, passed: 1 } : { ...none, failed: 1 }),
  };
}

/** A test runner's own counts, read from the report it writes as JSON. */
function runner(name, program, args, environment, countsOf) {
  return {
    name,
    count: () => {
      const folder = mkdtempSync(join(tmpdir(), 'betwixt-'));
      const report = join(folder, 'report.json');
      try {
        const code = run(program, args(report), environment(report));
        const counts = countsOf(JSON.parse(readFileSync(report, 'utf8')));
        const silent = code !== 0 && counts.failed === 0;
        return silent ? { ...counts, failed: 1 } : counts;
      } catch (error) {
        console.error(`${name}: no report (${error.message})`);
        return { ...none, failed: 1 };
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

const kernels = command('kernels', 'npm', ['run', '--silent', 'build:kernels']);
const lint = command('format and lint', 'npx', ['biome', 'check', '--error-on-warnings', '.']);
const types = command('types', 'npx', ['tsc', '-b']);

const unit = runner(
  'unit tests',
  'npx',
  (report) => [
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ],
  () => ({}),
  ({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) => ({
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: numPendingTests + numTodoTests,
  }),
);

const build = command('build', 'npx', ['vite', 'build', '--logLevel', 'warn']);

const browser = runner(
  'browser tests',
  'npx',
  () => ['playwright', 'test', '--reporter=list,json'],
  (report) => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: report }),
  ({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  }),
);

export const checkSteps = [kernels, lint, types, unit];
export const testSteps = [...checkSteps, build, browser];

/** Runs every step, also after one that failed, prints the closing line and sets the exit code. */
export function runSteps(steps) {
  const total = { ...none };
  for (const { name, count } of steps) {
    console.log(`\n── ${name}`);
    const counts = count();
    if (counts.failed > 0) console.error(`${name}: ${counts.failed} failed`);
    for (const key of Object.keys(total)) total[key] += counts[key];
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}
