/** How long a step of one program takes on several engines, by a brief measurement of each. */

/** Something that trains: a step may be put off until `settle`. */
export interface Contender {
  step(): void;
  settle(): Promise<void>;
  dispose(): void;
}

export interface ContestOptions {
  readonly now: () => number;
  /** A contender's time after its first step, which alone counts where another would take longer. */
  readonly limitMs?: number;
}

/** Steps are timed in bursts, of so many that a burst takes about this long: a GPU works ahead. */
const burstMs = 80;
const mostSteps = 64;
/** Bursts of that length. */
const longBursts = 3;

/**
 * The milliseconds that a step takes on each, in their order. They are prepared and measured one after
 * the other, for they may share processors. Whatever a contender throws is thrown.
 */
export async function contest(
  contenders: readonly (() => Promise<Contender>)[],
  options: ContestOptions,
): Promise<number[]> {
  const times: number[] = [];
  for (const prepare of contenders) {
    const contender = await prepare();
    try {
      times.push(await timeStep(contender, options));
    } finally {
      contender.dispose();
    }
  }
  return times;
}

/** The least of several bursts: on a busy machine the others waited. */
async function timeStep(
  contender: Contender,
  { now, limitMs = 1000 }: ContestOptions,
): Promise<number> {
  const timeBurst = async (steps: number) => {
    const start = now();
    for (let step = 0; step < steps; step++) contender.step();
    await contender.settle();
    return (now() - start) / steps;
  };
  // The first step warms up, and counts only where there is no time for another.
  const first = await timeBurst(1);
  const began = now();
  let best = Number.POSITIVE_INFINITY;
  let steps = 1;
  for (let left = longBursts; left > 0; ) {
    const expected = steps * Math.min(best, first);
    if (now() - began + expected > limitMs) break;
    const stepMs = await timeBurst(steps);
    best = Math.min(best, stepMs);
    if (steps * stepMs >= burstMs || steps >= mostSteps) left -= 1;
    else steps *= 2;
  }
  return Number.isFinite(best) ? best : first;
}
