/** One training of the benchmark, wherever it was trained: what it was asked to do, and what came of it. */
import * as v from 'valibot';
import type { RunConfig } from './runConfig.ts';

/** JSON writes NaN, an undefined score, as null. */
export const numberOrNull = v.pipe(
  v.nullable(v.number()),
  v.transform((value) => value ?? Number.NaN),
);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const evaluationSchema = v.object({
  samples: count,
  /** Of training until then. */
  seconds: numberOrNull,
  meanDistance: numberOrNull,
  smoothness: numberOrNull,
  smoothnessPlain: numberOrNull,
  undefinedScores: numberOrNull,
  reconstruction: numberOrNull,
});

/** What is known of a run that has ended. */
export const runResultEntries = {
  samples: count,
  /** Evaluations and saving left out. */
  seconds: numberOrNull,
  /** Of all threads, evaluations and saving included; NaN where it cannot be known, as in a browser. */
  cpuSeconds: numberOrNull,
  /** The engine's own description. */
  engine: v.string(),
  /** Of the code that trained, in order; more than one where a run went on with other code. */
  commits: v.array(v.string()),
  /** The whole curve, oldest first; the last is the final one unless the run failed. */
  evaluations: v.array(evaluationSchema),
  /** Why the run could not be trained to its end, for instance because it diverged. */
  failure: v.nullable(v.string()),
};

const runResult = v.object(runResultEntries);

export type TimedEvaluation = v.InferOutput<typeof evaluationSchema>;
export type RunResult = v.InferOutput<typeof runResult>;

export interface BenchmarkRun {
  readonly config: RunConfig;
  /** What it was to train on, as `--engine` names it. */
  readonly engineWish: string;
  /** Samples between evaluations; 0 evaluates only at the end. */
  readonly evaluateEvery: number;
  /** Of an evaluation. */
  readonly interpolations: number;
  /** Null while the run has not ended. */
  readonly result: RunResult | null;
}
