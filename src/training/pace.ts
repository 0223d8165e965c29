/** How many steps to start before waiting for them. */
import type { Run } from './run.ts';

/** What steps: a run, or a referee. */
export type Stepping = Pick<Run, 'step' | 'settle' | 'finished'>;

/** Trains at most `most` steps, within the budget and about the pace's time, and waits for them. */
export type Slice = (
  run: Stepping,
  most: number,
) => Promise<{ readonly steps: number; readonly ms: number }>;

/** Clocks of browsers tell no less. */
const shortestMs = 0.1;

/**
 * An engine that puts steps off would take any number of them at once: so many are started that all are
 * done in about `sliceMs`, found out from the slices before. One at first, then at most twice as many
 * as before; never none.
 */
export function createPace(sliceMs: number, now = () => performance.now()): Slice {
  let ahead = 1;
  return async (run, most) => {
    const began = now();
    let steps = 0;
    while (steps < ahead && steps < most && !run.finished) {
      run.step();
      steps += 1;
    }
    if (steps === 0) return { steps, ms: 0 };
    await run.settle();
    const ms = now() - began;
    const fitting = Math.floor((steps * sliceMs) / Math.max(ms, shortestMs));
    ahead = Math.max(1, Math.min(fitting, 2 * steps));
    return { steps, ms };
  };
}
