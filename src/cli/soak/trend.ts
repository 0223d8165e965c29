/** Whether a measure that is taken round after round keeps growing. */
import { mean } from '../../core/statistics.ts';

/** Caches fill in the first rounds. */
export const settlingRounds = 3;
/** Growth in a round that is too small to matter, as a share of the level. */
const negligible = 0.005;

export interface Trend {
  /** Least-squares slope over the later rounds, in the measure's unit a round. */
  readonly slope: number;
  /** The slope's standard error. */
  readonly error: number;
  /** Mean of the later rounds. */
  readonly level: number;
  readonly verdict: 'flat' | 'creeps' | 'grows' | 'too few rounds';
}

/** It grows where the slope is more than twice its standard error; where that is negligible, it creeps. */
export function trendOf(values: readonly number[]): Trend {
  const later = values.slice(settlingRounds);
  const n = later.length;
  const level = mean(later);
  if (n < 4) return { slope: Number.NaN, error: Number.NaN, level, verdict: 'too few rounds' };
  const middle = (n - 1) / 2;
  const spread = later.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
  const slope = later.reduce((sum, value, i) => sum + (i - middle) * (value - level), 0) / spread;
  const squares = later.reduce(
    (sum, value, i) => sum + (value - level - slope * (i - middle)) ** 2,
    0,
  );
  const error = Math.sqrt(squares / (n - 2) / spread);
  const rises = slope > 2 * error;
  const verdict = !rises ? 'flat' : slope > negligible * level ? 'grows' : 'creeps';
  return { slope, error, level, verdict };
}
