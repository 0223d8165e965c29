/**
 * Finished runs as a file that ships with the page, `public/results/lines.json`: a line for each run, written
 * by `npm run table -- … --format json`.
 */
import * as v from 'valibot';
import { type BenchmarkRun, runResultEntries } from './benchmarkRun.ts';
import { parseRunConfig, RunConfigError } from './runConfigCodec.ts';

const format = 'betwixt-results';
const version = 1;

/** A results file that cannot be used; the message says why. */
export class PublishedResultsError extends Error {
  override name = 'PublishedResultsError';
}

const head = v.object({
  format: v.literal(format),
  version: v.number(),
  runs: v.array(v.unknown()),
});

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const entry = v.object({
  config: v.unknown(),
  engineWish: v.string(),
  evaluateEvery: count,
  interpolations: v.pipe(count, v.minValue(1)),
  result: v.object(runResultEntries),
});

/** Runs without a result are left out; numbers that are not defined are null. */
export function formatPublished(runs: readonly BenchmarkRun[]): string {
  const lines = runs.flatMap((run) =>
    run.result ? [JSON.stringify({ ...run, result: resultOf(run.result) })] : [],
  );
  return `{"format":"${format}","version":${version},"runs":[\n${lines.join(',\n')}\n]}\n`;
}

/** @throws PublishedResultsError in one line. */
export function readPublished(text: string): BenchmarkRun[] {
  const parsed = v.safeParse(head, parseJson(text));
  if (!parsed.success) throw new PublishedResultsError('it is no results file of Betwixt');
  const { version: found, runs } = parsed.output;
  if (found !== version) {
    throw new PublishedResultsError(`its version is ${found}, and this page reads ${version}`);
  }
  return runs.map((value, i) => readRun(value, `run ${i + 1}`));
}

/**
 * One run from outside, checked.
 * @throws PublishedResultsError naming `name` and the first part that is wrong.
 */
export function readRun(value: unknown, name: string): BenchmarkRun {
  const parsed = v.safeParse(entry, value);
  if (!parsed.success) {
    const part = v.getDotPath(parsed.issues[0]) ?? 'all of it';
    throw new PublishedResultsError(`${name} is damaged: ${part}`);
  }
  try {
    return { ...parsed.output, config: parseRunConfig(parsed.output.config) };
  } catch (error) {
    if (!(error instanceof RunConfigError)) throw error;
    throw new PublishedResultsError(`${name} is damaged: in its config, ${error.message}`);
  }
}

/** Only what the file is to have, in its order: a sweep's record knows more. */
function resultOf(result: NonNullable<BenchmarkRun['result']>): Record<string, unknown> {
  const { samples, seconds, cpuSeconds, engine, commits, evaluations, failure } = result;
  return { samples, seconds, cpuSeconds, engine, commits, evaluations, failure };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PublishedResultsError('it is not JSON');
  }
}
