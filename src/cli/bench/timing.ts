/** Times work by the wall clock: runs to warm up, then as many as fit the time, within bounds. */
import { median, quantile } from '../../core/statistics.ts';

export interface TimingPlan {
  /** Warming up ends after the run that passes this; below 0 nothing is run. */
  readonly warmMs: number;
  readonly minimum: number;
  readonly maximum: number;
  /** Measuring ends after the run that passes this. */
  readonly forMs: number;
}

export interface Timing {
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly runs: number;
}

/** `between` runs after each measured run and is not timed. */
export async function time(
  work: () => void | Promise<void>,
  plan: TimingPlan,
  between: () => void = () => {},
): Promise<Timing> {
  const warmed = performance.now() + plan.warmMs;
  while (performance.now() <= warmed) await work();
  const times: number[] = [];
  const began = performance.now();
  while (
    times.length < plan.minimum ||
    (times.length < plan.maximum && performance.now() - began < plan.forMs)
  ) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
    between();
  }
  return { medianMs: median(times), p95Ms: quantile(times, 0.95), runs: times.length };
}
