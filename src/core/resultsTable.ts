/** The paper's table from finished runs: a row for each method, with everything that its numbers stand on. */
import type { BenchmarkRun, TimedEvaluation } from './benchmarkRun.ts';
import { canonicalJson } from './canonicalJson.ts';
import { type MethodName, methodCatalogue, methodNames } from './methodCatalogue.ts';
import { type PaperResult, paperTable } from './paperTable.ts';
import type { PresetName } from './runConfig.ts';
import { mean, sampleStandardDeviation } from './statistics.ts';

export interface Spread {
  /** NaN when there is no value, or one is NaN. */
  readonly mean: number;
  /** With n − 1 in the denominator; NaN for one seed. */
  readonly deviation: number;
}

export interface TableRow {
  /** Equal for the rows of two tables whose runs differ by nothing but their seeds. */
  readonly key: string;
  readonly method: MethodName;
  readonly critic: boolean;
  /** 'ACAI', 'VAE + critic'. */
  readonly label: string;
  /** Runs with the same config but for their seed are one row. */
  readonly preset: PresetName;
  /** Samples that each run was to see. */
  readonly budget: number;
  readonly interpolations: number;
  /** All of them, ended or not, by seed. */
  readonly runs: readonly BenchmarkRun[];
  /** Of the finished runs that the numbers are of. */
  readonly seeds: readonly number[];
  /** Runs that diverged: they are in no number. */
  readonly diverged: readonly number[];
  /** Runs that have no result yet. */
  readonly unfinished: readonly number[];
  readonly meanDistance: Spread;
  /** The authors' aggregation: defined scores over the count of all. */
  readonly smoothness: Spread;
  /** Over the defined scores alone. */
  readonly smoothnessPlain: Spread;
  /** Of all the seeds' interpolations together. */
  readonly undefinedScores: number;
  readonly reconstruction: Spread;
  readonly cpuSeconds: Spread;
  /** The authors' result; null for a method that is not in their table. */
  readonly paper: PaperResult | null;
  readonly engines: readonly string[];
  readonly commits: readonly string[];
}

/** In the order of the paper's table; a method with several configs has a row for each. */
export function tableRows(runs: readonly BenchmarkRun[]): TableRow[] {
  const groups = new Map<string, BenchmarkRun[]>();
  for (const run of runs) {
    const key = groupKey(run);
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups.values()]
    .map(rowOf)
    .sort(
      (a, b) =>
        methodNames.indexOf(a.method) - methodNames.indexOf(b.method) || a.budget - b.budget,
    );
}

function groupKey({ config, engineWish, evaluateEvery, interpolations }: BenchmarkRun): string {
  return canonicalJson({
    config: { ...config, seed: 0 },
    engineWish,
    evaluateEvery,
    interpolations,
  });
}

function rowOf(group: readonly BenchmarkRun[]): TableRow {
  const runs = group.toSorted((a, b) => a.config.seed - b.config.seed);
  const [{ config, interpolations }] = runs;
  const finished = runs.flatMap((run) => {
    const { result } = run;
    const last = result?.evaluations.at(-1);
    return result && last && result.failure === null ? [{ run, result, last }] : [];
  });
  const seedsOf = (is: (run: BenchmarkRun) => boolean) =>
    runs.filter(is).map((run) => run.config.seed);
  const over = (field: keyof TimedEvaluation) => spread(finished.map(({ last }) => last[field]));
  const { method, critic } = config;
  const withCritic = critic && !methodCatalogue[method].adversarial;
  return {
    key: groupKey(runs[0]),
    method,
    critic,
    label: `${methodCatalogue[method].label}${withCritic ? ' + critic' : ''}`,
    preset: config.preset,
    budget: config.budget,
    interpolations,
    runs,
    seeds: finished.map(({ run }) => run.config.seed),
    diverged: seedsOf(({ result }) => result !== null && result.failure !== null),
    unfinished: seedsOf(({ result }) => result === null),
    meanDistance: over('meanDistance'),
    smoothness: over('smoothness'),
    smoothnessPlain: over('smoothnessPlain'),
    undefinedScores: finished.reduce((sum, { last }) => sum + last.undefinedScores, 0),
    reconstruction: over('reconstruction'),
    cpuSeconds: spread(finished.map(({ result }) => result.cpuSeconds)),
    paper: withCritic ? null : paperTable[method],
    engines: distinct(finished.map(({ result }) => result.engine)),
    commits: distinct(finished.flatMap(({ result }) => result.commits)),
  };
}

function spread(values: readonly number[]): Spread {
  return { mean: mean(values), deviation: sampleStandardDeviation(values) };
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}
