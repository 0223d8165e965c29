/**
 * Where α lies on a strip: columns are evenly spaced, α = 0 at the centre of the first, 1 of the last. With `outer`
 * columns on either side beyond those, the spacing goes on.
 */

/** How many columns beyond each end a strip of pictures has, where it has any. */
export const outerColumns = 2;

/** The column nearest to α, 0-based. */
export function columnAt(alpha: number, columns: number, outer = 0): number {
  const column = Math.round(outer + alpha * (columns - 2 * outer - 1));
  return Math.min(columns - 1, Math.max(0, column));
}

/** Horizontal centre of α, in the unit of `width`. */
export function centreAt(alpha: number, columns: number, width: number, outer = 0): number {
  const cell = width / columns;
  return cell * (outer + 0.5 + alpha * (columns - 2 * outer - 1));
}

/** α under a horizontal position, in steps of .01: in [0, 1], or with outer columns anywhere on the strip. */
export function alphaAt(x: number, columns: number, width: number, outer = 0): number {
  const cell = width / columns;
  const inner = columns - 2 * outer - 1;
  const alpha = Math.round(((x / cell - outer - 0.5) / inner) * 100) / 100;
  const room = outer === 0 ? 0 : (outer + 0.5) / inner;
  return Math.min(1 + room, Math.max(-room, alpha)) + 0;
}

/** Pulls α to 0, ½ and 1 when it is within `reach`. */
export function snapAlpha(alpha: number, reach = 0.02): number {
  const rounding = 1e-9;
  return [0, 0.5, 1].find((mark) => Math.abs(alpha - mark) <= reach + rounding) ?? alpha;
}
