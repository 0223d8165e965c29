/**
 * Paths between two latents or images. By the paper's formula α belongs to the first one:
 * z_α = α·z₁ + (1 − α)·z₂. So α = 0 is z₂, which stands left on screen, and α = 1 is z₁, on the right.
 */

/** Those that a formula gives from the two ends. */
export const formulaPaths = ['straight', 'spherical'] as const;

export type FormulaPath = (typeof formulaPaths)[number];

/** And those that leave the formula: drawn on the map (drawnPath.ts), or shortest when decoded (geodesic.ts). */
export const pathNames = [...formulaPaths, 'drawn', 'geodesic'] as const;

export type PathName = (typeof pathNames)[number];

export function isFormula(path: PathName): path is FormulaPath {
  return path === 'straight' || path === 'spherical';
}

/** `sound` falls back to the straight path where the arc is undefined; `official` follows the authors' code. */
export type SphericalVariant = 'sound' | 'official';

/**
 * The point at α of a path, into `out`; all arrays [n]. Returns the path that was followed, which is
 * `straight` where the spherical one is undefined.
 */
export function mix(
  path: FormulaPath,
  z1: Float32Array,
  z2: Float32Array,
  alpha: number,
  out: Float32Array,
): FormulaPath {
  if (path === 'spherical') return mixSpherical(z1, z2, alpha, out);
  mixStraight(z1, z2, alpha, out);
  return path;
}

/** α·z₁ + (1 − α)·z₂ into `out`; all arrays [n]. Exact at both ends. */
export function mixStraight(
  z1: Float32Array,
  z2: Float32Array,
  alpha: number,
  out: Float32Array,
): void {
  for (let i = 0; i < out.length; i++) out[i] = alpha * z1[i] + (1 - alpha) * z2[i];
}

/** The pixel cross-fade: what a straight path does to the images themselves. */
export const crossFade = mixStraight;

const { fround } = Math;

/**
 * Point `step` of `points`, from z₂ (step 0) straight to z₁ (step `points` − 1), in the form and the
 * float32 roundings of the authors' evaluation: (z₂·(n − j) + z₁·j) / n with n = points − 1. All arrays [n].
 */
export function mixStraightStep(
  z1: Float32Array,
  z2: Float32Array,
  step: number,
  points: number,
  out: Float32Array,
): void {
  const last = points - 1;
  for (let i = 0; i < out.length; i++) {
    out[i] = fround(fround(z2[i] * (last - step)) + fround(z1[i] * step)) / last;
  }
}

/**
 * A whole strip [points, n] from z₂ to z₁ [n], into `out`. A straight strip takes the form of
 * `mixStraightStep`. Returns the path that was followed, see `mix`.
 */
export function fillStrip(
  path: FormulaPath,
  z1: Float32Array,
  z2: Float32Array,
  points: number,
  out: Float32Array,
): FormulaPath {
  let followed = path;
  for (let step = 0; step < points; step++) {
    const point = out.subarray(step * z1.length, (step + 1) * z1.length);
    if (path === 'straight') mixStraightStep(z1, z2, step, points, point);
    else followed = mix(path, z1, z2, step / (points - 1), point);
  }
  return followed;
}

/** Below this sine the arc is decided by the latents' rounding to float32. */
const smallestSine = 1e-4;

/**
 * Spherical interpolation (Shoemake 1985): sin(αω)/sin ω · z₁ + sin((1 − α)ω)/sin ω · z₂, ω the angle
 * between z₁ and z₂; nothing is normalised. All arrays [n]. Returns the path that was followed:
 * the `sound` variant goes straight where z₁ and z₂ are within 1e-4 rad of parallel or opposite, or one
 * is zero. The `official` one rounds to float32 as the authors' code does and has no such check: NaN for
 * (nearly) parallel latents, huge values for opposite ones.
 */
export function mixSpherical(
  z1: Float32Array,
  z2: Float32Array,
  alpha: number,
  out: Float32Array,
  variant: SphericalVariant = 'sound',
): FormulaPath {
  let product = 0;
  let squares1 = 0;
  let squares2 = 0;
  for (let i = 0; i < out.length; i++) {
    product += z1[i] * z2[i];
    squares1 += z1[i] * z1[i];
    squares2 += z2[i] * z2[i];
  }
  const cosine = product / Math.sqrt(squares1 * squares2);
  const official = variant === 'official';
  const omega = official
    ? fround(Math.acos(fround(cosine)))
    : Math.acos(Math.min(1, Math.max(-1, cosine)));
  const sine = Math.sin(omega);
  if (!official && !(sine >= smallestSine)) {
    mixStraight(z1, z2, alpha, out);
    return 'straight';
  }
  const weight1 = Math.sin(alpha * omega) / sine;
  const weight2 = Math.sin((1 - alpha) * omega) / sine;
  for (let i = 0; i < out.length; i++) out[i] = weight1 * z1[i] + weight2 * z2[i];
  return 'spherical';
}
