/** What a results folder keeps of a finished run besides its checkpoint, and what checkpoints keep on the way. */
import * as v from 'valibot';
import { numberOrNull, runResultEntries } from '../core/benchmarkRun.ts';
import { SweepError } from './sweepError.ts';

/** The spending that led to a checkpoint; it travels in the checkpoint's remarks. */
const spending = v.object({
  /** Evaluations and saving left out. */
  seconds: numberOrNull,
  /** Of all threads, evaluations and saving included. */
  cpuSeconds: numberOrNull,
  /** Training seconds at each evaluation. */
  evaluationSeconds: v.array(numberOrNull),
  /** As of a run's result. */
  commits: v.array(v.string()),
});

const record = v.object({ name: v.string(), fingerprint: v.string(), ...runResultEntries });

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
