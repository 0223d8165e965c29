/**
 * When the lanes' metrics are taken: as samples double, and then every so many, for that is how the
 * metrics change. One evaluation at a time; what falls due meanwhile is taken together.
 */
import { reportRun, runsStore } from '../store/runs.ts';
import type { Evaluation } from '../workers/protocol.ts';

const firstAt = 1024;
const longestGap = 16_384;
const interpolations = 64;

export interface Evaluator {
  /** The view has weights of `samples`, or the run has finished: evaluates them if it is time. */
  consider(laneId: string, samples: number): void;
  /** The lane's weights are no longer of the same run: what is being found out about them is of no use. */
  forget(laneId: string): void;
}

export interface EvaluatorParts {
  readonly evaluate: (laneId: string, interpolations: number) => Promise<Evaluation>;
  readonly during: <T>(work: Promise<T>) => Promise<T>;
}

/** Samples at which the evaluation after one at `last` is due; null before the first. */
export function nextEvaluationAt(last: number | null): number {
  return last === null ? firstAt : Math.max(firstAt, Math.min(2 * last, last + longestGap));
}

export function createEvaluator({ evaluate, during }: EvaluatorParts): Evaluator {
  const waiting = new Set<string>();
  /** Lanes forgotten during the evaluation that is under way. */
  const forgotten = new Set<string>();
  let running = false;

  async function drain(): Promise<void> {
    running = true;
    for (const laneId of waiting) {
      waiting.delete(laneId);
      forgotten.clear();
      try {
        const evaluation = await evaluate(laneId, interpolations);
        if (!forgotten.has(laneId)) record(laneId, evaluation);
      } catch {
        // The lane is gone, or the worker is, which the view feed tells.
      }
    }
    running = false;
  }

  function demand(laneId: string): void {
    waiting.add(laneId);
    if (!running) void during(drain());
  }

  return {
    consider(laneId, samples) {
      const run = runsStore.getState().runs[laneId];
      if (!run) return;
      const last = run.evaluations.at(-1)?.samples ?? null;
      const final = run.state === 'finished' && samples === run.samples && last !== samples;
      if (final || samples >= nextEvaluationAt(last)) demand(laneId);
    },
    forget(laneId) {
      waiting.delete(laneId);
      forgotten.add(laneId);
    },
  };
}

/** Appended unless the lane has gone, or gone back to before it, meanwhile. */
function record(laneId: string, evaluation: Evaluation): void {
  const run = runsStore.getState().runs[laneId];
  if (!run || evaluation.samples > run.samples) return;
  const earlier = run.evaluations.filter(({ samples }) => samples < evaluation.samples);
  reportRun(laneId, { evaluations: [...earlier, evaluation] });
}
