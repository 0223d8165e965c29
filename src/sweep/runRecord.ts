/** What a results folder keeps of a finished run besides its checkpoint, and what checkpoints keep on the way. */
import * as v from 'valibot';
import { SweepError } from './sweepError.ts';

/** JSON writes NaN, an undefined score, as null. */
const number = v.pipe(
  v.nullable(v.number()),
  v.transform((value) => value ?? Number.NaN),
);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const evaluationSchema = v.object({
  samples: count,
  /** Of training until then. */
  seconds: number,
  meanDistance: number,
  smoothness: number,
  smoothnessPlain: number,
  undefinedScores: number,
  reconstruction: number,
});

/** The spending that led to a checkpoint; it travels in the checkpoint's remarks. */
const spending = v.object({
  /** Evaluations and saving left out. */
  seconds: number,
  /** Of all threads, evaluations and saving included. */
  cpuSeconds: number,
  /** Training seconds at each evaluation. */
  evaluationSeconds: v.array(number),
  /** Of the code that trained, in order; more than one where a run went on with other code. */
  commits: v.array(v.string()),
});

const record = v.object({
  name: v.string(),
  fingerprint: v.string(),
  samples: count,
  seconds: number,
  cpuSeconds: number,
  /** The engine's own description. */
  engine: v.string(),
  commits: v.array(v.string()),
  /** The whole curve, oldest first; the last is the final one unless the run failed. */
  evaluations: v.array(evaluationSchema),
  /** Why the run could not be trained to its end, for instance because it diverged. */
  failure: v.nullable(v.string()),
});

export type TimedEvaluation = v.InferOutput<typeof evaluationSchema>;
export type Spending = v.InferOutput<typeof spending>;
export type RunRecord = v.InferOutput<typeof record>;

/** @throws SweepError when it is none. */
export function parseRunRecord(value: unknown): RunRecord {
  const result = v.safeParse(record, value);
  if (result.success) return result.output;
  const path = v.getDotPath(result.issues[0]) ?? 'it';
  throw new SweepError(`not a run's result: ${path} is wrong`);
}

/** Nothing spent where the text is not one: a checkpoint may come from elsewhere. */
export function parseSpending(text: string | undefined): Spending {
  const none = { seconds: 0, cpuSeconds: 0, evaluationSeconds: [], commits: [] };
  try {
    const result = v.safeParse(spending, JSON.parse(text ?? ''));
    return result.success ? result.output : none;
  } catch {
    return none;
  }
}
