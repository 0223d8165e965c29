/** The paper's table from a results folder: a row for each method, with everything that its numbers stand on. */
import { canonicalJson } from '../core/canonicalJson.ts';
import { type MethodName, methodCatalogue, methodNames } from '../core/methodCatalogue.ts';
import { type PaperResult, paperTable } from '../core/paperTable.ts';
import { mean, sampleStandardDeviation } from '../core/statistics.ts';
import type { Results } from './resultsFolder.ts';
import type { RunRecord, TimedEvaluation } from './runRecord.ts';
import type { SweepJob } from './sweepJob.ts';

export interface Spread {
  /** NaN when there is no value, or one is NaN. */
  readonly mean: number;
  /** With n − 1 in the denominator; NaN for one seed. */
  readonly deviation: number;
}

export interface TableRow {
  readonly method: MethodName;
  /** 'ACAI', 'VAE + critic'. */
  readonly label: string;
  /** Runs with the same config but for their seed are one row. */
  readonly preset: string;
  /** Samples that each run was to see. */
  readonly budget: number;
  readonly interpolations: number;
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
export function tableRows({ jobs, records }: Results): TableRow[] {
  const groups = new Map<string, SweepJob[]>();
  for (const job of jobs.values()) {
    const key = groupKey(job);
    groups.set(key, [...(groups.get(key) ?? []), job]);
  }
  return [...groups.values()]
    .map((group) => rowOf(group, records))
    .sort(
      (a, b) =>
        methodNames.indexOf(a.method) - methodNames.indexOf(b.method) || a.budget - b.budget,
    );
}

function groupKey({ config, engine, evaluateEvery, interpolations }: SweepJob): string {
  return canonicalJson({ config: { ...config, seed: 0 }, engine, evaluateEvery, interpolations });
}

function rowOf(group: readonly SweepJob[], records: ReadonlyMap<string, RunRecord>): TableRow {
  const jobs = group.toSorted((a, b) => a.config.seed - b.config.seed);
  const [{ config, interpolations }] = jobs;
  const finished = jobs.flatMap((job) => {
    const record = records.get(job.name);
    const last = record?.evaluations.at(-1);
    return record && last && record.failure === null ? [{ job, record, last }] : [];
  });
  const seedsOf = (is: (record: RunRecord | undefined) => boolean) =>
    jobs.filter(({ name }) => is(records.get(name))).map((job) => job.config.seed);
  const over = (field: keyof TimedEvaluation) => spread(finished.map(({ last }) => last[field]));
  const { method, critic } = config;
  const withCritic = critic && !methodCatalogue[method].adversarial;
  return {
    method,
    label: `${methodCatalogue[method].label}${withCritic ? ' + critic' : ''}`,
    preset: config.preset,
    budget: config.budget,
    interpolations,
    seeds: finished.map(({ job }) => job.config.seed),
    diverged: seedsOf((record) => record !== undefined && record.failure !== null),
    unfinished: seedsOf((record) => record === undefined),
    meanDistance: over('meanDistance'),
    smoothness: over('smoothness'),
    smoothnessPlain: over('smoothnessPlain'),
    undefinedScores: finished.reduce((sum, { last }) => sum + last.undefinedScores, 0),
    reconstruction: over('reconstruction'),
    cpuSeconds: spread(finished.map(({ record }) => record.cpuSeconds)),
    paper: withCritic ? null : paperTable[method],
    engines: distinct(finished.map(({ record }) => record.engine)),
    commits: distinct(finished.flatMap(({ record }) => record.commits)),
  };
}

function spread(values: readonly number[]): Spread {
  return { mean: mean(values), deviation: sampleStandardDeviation(values) };
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}
