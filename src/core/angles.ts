/** Angles in radians on a circle: wrapping, the shorter arc, unwrapping as NumPy does. */

export const fullTurn = 2 * Math.PI;

/** The same direction in [0, 2π). NaN and infinities give NaN. */
export function wrapAngle(angle: number): number {
  const wrapped = floorMod(angle, fullTurn);
  // A tiny negative angle rounds up to a full turn.
  return wrapped === fullTurn ? 0 : wrapped;
}

/** The signed turn in (−π, π] that leads from one angle to another along the shorter arc. */
export function shorterArc(from: number, to: number): number {
  const arc = wrapAngle(to - from);
  return arc > Math.PI ? arc - fullTurn : arc;
}

/** Whether two angles are half a turn apart, up to `tolerance`: then neither arc is the shorter one. */
export function areOpposite(a: number, b: number, tolerance = 1e-6): boolean {
  return Math.PI - Math.abs(shorterArc(a, b)) <= tolerance;
}

/**
 * The angle of the ideal interpolation at α: moves evenly along the shorter arc from `angle2` (α = 0) to
 * `angle1` (α = 1); half a turn apart it goes the way of growing angles. In [0, 2π).
 * Outside [0, 1] it goes on at the same pace.
 */
export function idealAngle(angle1: number, angle2: number, alpha: number): number {
  return wrapAngle(angle2 + alpha * shorterArc(angle2, angle1));
}

/**
 * What `numpy.unwrap` adds to a jump from one angle to the next: jumps of more than π are folded by
 * full turns, a jump of exactly ±π stays. Follows NumPy 1.24 operation by operation, so results agree
 * to the last bit.
 */
export function unwrapCorrection(jump: number): number {
  if (Math.abs(jump) < Math.PI) return 0;
  const folded = floorMod(jump + Math.PI, fullTurn) - Math.PI;
  return (folded === -Math.PI && jump > 0 ? Math.PI : folded) - jump;
}

/** `numpy.unwrap` of [n] angles into `out` [n], which may be `angles` itself. Returns `out`. */
export function unwrapAngles(angles: Float64Array, out: Float64Array): Float64Array {
  let correction = 0;
  let previous = angles[0];
  for (let i = 0; i < angles.length; i++) {
    const angle = angles[i];
    correction += unwrapCorrection(angle - previous);
    out[i] = angle + correction;
    previous = angle;
  }
  return out;
}

/** The remainder with the divisor's sign, as Python's and NumPy's `%`. */
function floorMod(value: number, divisor: number): number {
  const remainder = value % divisor;
  return remainder !== 0 && remainder < 0 !== divisor < 0 ? remainder + divisor : remainder + 0;
}
