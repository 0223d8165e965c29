/** How many steps to start before waiting for them. */
import type { Run } from './run.ts';

/** Trains until `goal` samples or the budget, at most for about the pace's time; resolves with what it took, ms. */
export type Slice = (run: Run, goal: number) => Promise<number>;

/**
 * An engine that puts steps off would take any number of them at once: so many are started that all are
 * done in about `sliceMs`, found out from the slices before.
 */
export function createPace(sliceMs: number, now = () => performance.now()): Slice {
  let ahead = 1;
  return async (run, goal) => {
    const began = now();
    let steps = 0;
    while (steps < ahead && !run.finished && run.samples < goal && now() - began < sliceMs) {
      run.step();
      steps += 1;
    }
    await run.settle();
    const taken = now() - began;
    const fitting = Math.floor((steps * sliceMs) / Math.max(taken, 0.001));
    if (steps > 0) ahead = Math.max(1, Math.min(fitting, 2 * ahead));
    return taken;
  };
}
