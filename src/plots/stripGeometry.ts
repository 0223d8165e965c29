/** Where α lies on a strip: columns are evenly spaced, α = 0 at the centre of the first, 1 of the last. */

/** The column nearest to α, 0-based. */
export function columnAt(alpha: number, columns: number): number {
  return Math.min(columns - 1, Math.max(0, Math.round(alpha * (columns - 1))));
}

/** Horizontal centre of α, in the unit of `width`. */
export function centreAt(alpha: number, columns: number, width: number): number {
  const cell = width / columns;
  return cell / 2 + alpha * (width - cell);
}

/** α under a horizontal position, in steps of .01, at most [0, 1]. */
export function alphaAt(x: number, columns: number, width: number): number {
  const cell = width / columns;
  const alpha = (x - cell / 2) / (width - cell);
  return Math.min(1, Math.max(0, Math.round(alpha * 100) / 100));
}

/** Pulls α to 0, ½ and 1 when it is within `reach`. */
export function snapAlpha(alpha: number, reach = 0.02): number {
  const rounding = 1e-9;
  return [0, 0.5, 1].find((mark) => Math.abs(alpha - mark) <= reach + rounding) ?? alpha;
}
