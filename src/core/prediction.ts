/** "Draw your prediction": a curve over α as it is drawn, and how far it is from the one that is measured. */

/** Points of a curve, at α = 0, .05, …, 1. */
export const curvePoints = 21;

/** Values at the points; null where nothing is drawn yet. */
export type Drawing = readonly (number | null)[];

export const emptyDrawing: Drawing = Array<null>(curvePoints).fill(null);

export function isEmpty(drawing: Drawing): boolean {
  return drawing.every((value) => value === null);
}

/** A spot of the pointer on a plot. */
export interface DrawnSpot {
  /** Any; outside [0, 1] there is no point to draw. */
  readonly alpha: number;
  readonly value: number;
}

/** The drawing with a straight stroke from one spot to the next: every point between them, and the nearest to `to`. */
export function addStroke(drawing: Drawing, from: DrawnSpot | null, to: DrawnSpot): Drawing {
  const out = [...drawing];
  const end = pointAt(to.alpha);
  out[end] = to.value;
  if (!from) return out;
  const start = pointAt(from.alpha);
  const step = Math.sign(start - end);
  for (let point = end + step; point !== start && step !== 0; point += step) {
    const share = (point - end) / (start - end);
    out[point] = to.value + share * (from.value - to.value);
  }
  return out;
}

export function pointAt(alpha: number): number {
  return Math.min(curvePoints - 1, Math.max(0, Math.round(alpha * (curvePoints - 1))));
}

export function alphaOf(point: number): number {
  return point / (curvePoints - 1);
}

/** The whole curve that a drawing stands for: straight between its points, level beyond the outermost. Null for none. */
export function completeDrawing(drawing: Drawing): number[] | null {
  const drawn = drawing.flatMap((value, point) => (value === null ? [] : [{ point, value }]));
  if (drawn.length === 0) return null;
  return drawing.map((_, point) => {
    const after = drawn.find((each) => each.point >= point);
    const before = drawn.findLast((each) => each.point <= point);
    if (!after || !before) return (after ?? before)!.value;
    const span = after.point - before.point;
    const share = span === 0 ? 0 : (point - before.point) / span;
    return before.value + share * (after.value - before.value);
  });
}

/** Mean absolute difference over the points where both are numbers; NaN where none are. */
export function meanAbsoluteError(
  predicted: readonly number[],
  measured: readonly number[],
): number {
  let total = 0;
  let count = 0;
  for (let i = 0; i < predicted.length; i++) {
    const difference = Math.abs(predicted[i] - measured[i]);
    if (Number.isNaN(difference)) continue;
    total += difference;
    count += 1;
  }
  return count === 0 ? Number.NaN : total / count;
}
