/** The paper's two metrics on the lines benchmark, as the authors' code computes them (tests/golden/README.md, section 2). */
import { unwrapCorrection } from './angles.ts';
import { linePixels } from './lines.ts';
import { findNearestLines } from './nearestLine.ts';

/** A path whose ends are nearer to each other than this, in radians, has no smoothness. */
const shortestPath = 1e-4;

/**
 * Smoothness of one interpolation of N ≥ 2 images, from the angles [N] of their nearest lines, in radians:
 * max |Δ| / |first − last| − 1/(N − 1), after unwrapping. 0 is ideal, 14/15 one jump over 16 images,
 * more where the path wanders; NaN where it ends within 1e-4 of its start.
 * `start` and `count` pick a stretch of `angles`. Allocates nothing.
 */
export function smoothness(angles: Float64Array, start = 0, count = angles.length): number {
  const first = angles[start];
  let raw = first;
  let correction = 0;
  let unwrapped = first;
  let largest = 0;
  for (let i = 1; i < count; i++) {
    const angle = angles[start + i];
    correction += unwrapCorrection(angle - raw);
    const next = angle + correction;
    largest = Math.max(largest, Math.abs(next - unwrapped));
    raw = angle;
    unwrapped = next;
  }
  const total = Math.abs(first - unwrapped);
  return total < shortestPath ? Number.NaN : largest / total - 1 / (count - 1);
}

export interface InterpolationMetrics {
  /** Mean cosine distance of all images to their nearest lines; NaN if one has none. */
  readonly meanDistance: number;
  /** As the authors' code: the sum of the defined scores over the count of all; NaN only if none is defined. */
  readonly smoothness: number;
  /** The plain mean of the defined scores; NaN if none is. */
  readonly smoothnessPlain: number;
  /** Interpolations without a smoothness. */
  readonly undefinedScores: number;
  readonly interpolations: number;
}

/**
 * Both metrics over many interpolations of `points` images each.
 * @param angles, distances [interpolations · points] as `findNearestLines` gives them.
 * @throws RangeError when that is not a positive whole number of interpolations.
 */
export function interpolationMetrics(
  angles: Float64Array,
  distances: Float64Array,
  points: number,
): InterpolationMetrics {
  const interpolations = angles.length / points;
  const fits = Number.isInteger(interpolations) && interpolations > 0 && points >= 2;
  if (!fits || distances.length !== angles.length) {
    throw new RangeError(
      `${angles.length} angles and ${distances.length} distances are not interpolations of ${points} images`,
    );
  }
  let distance = 0;
  for (let i = 0; i < distances.length; i++) distance += distances[i];
  let total = 0;
  let defined = 0;
  for (let i = 0; i < interpolations; i++) {
    const score = smoothness(angles, i * points, points);
    if (Number.isNaN(score)) continue;
    total += score;
    defined += 1;
  }
  return {
    meanDistance: distance / distances.length,
    smoothness: defined === 0 ? Number.NaN : total / interpolations,
    smoothnessPlain: total / defined,
    undefinedScores: interpolations - defined,
    interpolations,
  };
}

/** Both metrics of decoded images [interpolations · points, 32, 32, 1]. @throws RangeError as above. */
export function measureInterpolations(images: Float32Array, points: number): InterpolationMetrics {
  const angles = new Float64Array(images.length / linePixels);
  const distances = new Float64Array(angles.length);
  findNearestLines(images, angles, distances);
  return interpolationMetrics(angles, distances, points);
}
