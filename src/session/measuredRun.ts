/** The metrics of one background run: taken from the snapshots that training publishes, and from the last. */
import type { TimedEvaluation } from '../core/benchmarkRun.ts';
import type { Evaluation } from '../workers/protocol.ts';

/** Of an evaluation: the whole protocol, as in a sweep. */
export const interpolations = 256;
/** A sweep's default, in samples. */
const longestGap = 65_536;

/** Samples between two evaluations: a quarter of the budget, and no more than a sweep's default. */
export function evaluationGap(budget: number): number {
  return Math.min(longestGap, Math.ceil(budget / 4));
}

export interface MeasuredRun {
  /** The newest weights: evaluated in passing when that is due. */
  take(bytes: ArrayBuffer, samples: number): void;
  /** Oldest first; evaluations that are under way are not among them. */
  readonly evaluations: readonly TimedEvaluation[];
  /** Seconds since the first weights, evaluations in the meantime included. */
  readonly seconds: number;
  /**
   * Resolves to the newest weights when they, and all before them, are evaluated.
   * @throws Error saying why they cannot be.
   */
  finish(): Promise<ArrayBuffer>;
}

export interface MeasuredRunParts {
  readonly budget: number;
  readonly evaluate: (bytes: ArrayBuffer, interpolations: number) => Promise<Evaluation>;
  /** Milliseconds. */
  readonly now: () => number;
}

export function createMeasuredRun({ budget, evaluate, now }: MeasuredRunParts): MeasuredRun {
  const gap = evaluationGap(budget);
  let newest: { readonly bytes: ArrayBuffer; readonly samples: number } | null = null;
  let evaluations: readonly TimedEvaluation[] = [];
  let due = gap;
  let began: number | null = null;
  let ended = 0;
  /** What is under way, in passing: only the end must not fail. */
  let passing: Promise<unknown> = Promise.resolve();

  const seconds = () => (began === null ? 0 : (ended - began) / 1000);

  async function measure(bytes: ArrayBuffer, time: number): Promise<void> {
    const evaluation = { ...(await evaluate(bytes, interpolations)), seconds: time };
    const others = evaluations.filter(({ samples }) => samples !== evaluation.samples);
    evaluations = [...others, evaluation].sort((a, b) => a.samples - b.samples);
  }

  return {
    take(bytes, samples) {
      ended = now();
      began ??= ended;
      newest = { bytes, samples };
      // The last ones are left to `finish`.
      if (samples < due || samples >= budget) return;
      due = (Math.floor(samples / gap) + 1) * gap;
      const time = seconds();
      passing = passing.then(() => measure(bytes, time)).catch(() => {});
    },
    get evaluations() {
      return evaluations;
    },
    get seconds() {
      return seconds();
    },
    async finish() {
      await passing;
      if (newest === null) throw new Error('it left no weights');
      await measure(newest.bytes, seconds());
      return newest.bytes;
    },
  };
}
