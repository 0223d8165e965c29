/**
 * Whether two runs' losses agree as well as rounding lets them. Training amplifies rounding errors, so
 * runs that differ in nothing else drift apart; how far is measured first, and bounds what may differ.
 */
import { mean } from '../../core/statistics.ts';

/** Steps that one point of the smoothed curve is the mean of. */
export const windowSteps = 100;
/** As many times the spread of runs that differ in rounding alone may another run be away. */
export const spreadFactor = 3;
/** … and this much more, as a share of the loss: a few runs may by chance agree too well. */
export const floorShare = 1e-3;
/** Before errors have grown, every step must agree to this share. */
export const earlySteps = 20;
export const earlyTolerance = 1e-4;

/** A loss at every step. */
export type Curve = readonly number[];

/** Means over windows; what is left at the end is no window. */
export function smooth(curve: Curve): number[] {
  const count = Math.floor(curve.length / windowSteps);
  return Array.from({ length: count }, (_, w) => {
    return mean(curve.slice(w * windowSteps, (w + 1) * windowSteps));
  });
}

/** How far a smoothed curve is from another one in each window, as a share of that one. */
export function deviations(curve: readonly number[], reference: readonly number[]): number[] {
  return reference.map((value, w) => Math.abs(curve[w] - value) / Math.abs(value));
}

/** The bound in each window, from runs that differ from the reference in rounding alone. */
export function boundsFrom(alike: readonly Curve[], reference: Curve): number[] {
  const smoothed = smooth(reference);
  const apart = alike.map((curve) => deviations(smooth(curve), smoothed));
  return smoothed.map((_, w) => {
    return floorShare + spreadFactor * Math.max(...apart.map((values) => values[w]));
  });
}

export interface WindowReport {
  readonly lastStep: number;
  readonly reference: number;
  readonly other: number;
  readonly deviation: number;
  readonly bound: number;
}

export interface AgreementReport {
  readonly windows: readonly WindowReport[];
  /** The largest deviation as a share of its bound; at most 1 where the curves agree. */
  readonly worst: number;
  /** The largest relative difference in one of the first steps. */
  readonly early: number;
  readonly agrees: boolean;
}

export function compareCurves(
  other: Curve,
  reference: Curve,
  bounds: readonly number[],
): AgreementReport {
  const [smoothOther, smoothReference] = [smooth(other), smooth(reference)];
  const apart = deviations(smoothOther, smoothReference);
  const windows = smoothReference.map((value, w) => ({
    lastStep: (w + 1) * windowSteps,
    reference: value,
    other: smoothOther[w],
    deviation: apart[w],
    bound: bounds[w],
  }));
  const worst = largest(windows.map(({ deviation, bound }) => deviation / bound));
  const early = largest(deviations(other.slice(0, earlySteps), reference.slice(0, earlySteps)));
  return { windows, worst, early, agrees: worst <= 1 && early <= earlyTolerance };
}

/** NaN is the largest of all, and none is: nothing agrees with either. */
function largest(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : Math.max(...values);
}
