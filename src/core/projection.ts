/** The plane that shows most of a cloud of latents: its first two principal components (Pearson 1901). */
import { EVD, Matrix } from 'ml-matrix';

export interface LatentPlane {
  /** The cloud's mean [n]. */
  readonly centre: Float64Array;
  /** Orthonormal [2, n]. */
  readonly axes: Float64Array;
  /** Shares of the variance along each, in [0, 1]; zeros for a cloud that is one point. */
  readonly shares: readonly [number, number];
}

/**
 * Fits the plane to `latents` [count, size], count ≥ 2 and size ≥ 2. A component's sign is arbitrary; here the first
 * latent has its x on the right, and the latents in their order go round anticlockwise, so maps of two
 * lanes can be compared.
 * @throws RangeError when the latents are too few or too small.
 */
export function fitPlane(latents: Float32Array, size: number): LatentPlane {
  const count = latents.length / size;
  if (!Number.isInteger(count) || count < 2 || size < 2) {
    throw new RangeError(`${latents.length} values are not two or more latents of ${size} ≥ 2`);
  }
  const centre = meanOf(latents, size);
  const { realEigenvalues, eigenvectorMatrix } = new EVD(covarianceOf(latents, centre), {
    assumeSymmetric: true,
  });
  // In ascending order.
  const axes = new Float64Array(2 * size);
  for (let axis = 0; axis < 2; axis++) {
    axes.set(eigenvectorMatrix.getColumn(size - 1 - axis), axis * size);
  }
  const total = realEigenvalues.reduce((sum, value) => sum + Math.max(0, value), 0);
  const share = (axis: number) =>
    total > 0 ? Math.max(0, realEigenvalues[size - 1 - axis]) / total : 0;
  const plane = { centre, axes, shares: [share(0), share(1)] as const };
  orient(plane, latents);
  return plane;
}

/** [n], of latents [count, n]. */
export function meanOf(latents: Float32Array, size: number): Float64Array {
  const mean = new Float64Array(size);
  const count = latents.length / size;
  for (let i = 0; i < latents.length; i++) mean[i % size] += latents[i] / count;
  return mean;
}

/** [n, n], with count − 1 in the denominator. */
export function covarianceOf(latents: Float32Array, centre: Float64Array): Matrix {
  const size = centre.length;
  const count = latents.length / size;
  const sums = new Float64Array(size * size);
  const off = new Float64Array(size);
  for (let start = 0; start < latents.length; start += size) {
    for (let i = 0; i < size; i++) off[i] = latents[start + i] - centre[i];
    for (let i = 0; i < size; i++) {
      for (let j = 0; j <= i; j++) sums[i * size + j] += off[i] * off[j];
    }
  }
  const covariance = Matrix.zeros(size, size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const value = sums[i * size + j] / (count - 1);
      covariance.set(i, j, value);
      covariance.set(j, i, value);
    }
  }
  return covariance;
}

/** Where latents [count, n] lie on the map: x₀, y₀, x₁, … [2 · count]. */
export function project(
  { centre, axes }: Pick<LatentPlane, 'centre' | 'axes'>,
  latents: Float32Array,
): Float64Array {
  const size = centre.length;
  const positions = new Float64Array((latents.length / size) * 2);
  for (let p = 0; p < positions.length; p++) {
    const latent = (p >> 1) * size;
    const axis = (p & 1) * size;
    for (let i = 0; i < size; i++) {
      positions[p] += (latents[latent + i] - centre[i]) * axes[axis + i];
    }
  }
  return positions;
}

function orient(plane: LatentPlane, latents: Float32Array): void {
  const { axes, centre } = plane;
  const size = centre.length;
  const positions = project(plane, latents);
  const flipX = positions[0] < 0;
  let area = 0;
  for (let p = 0; p < positions.length; p += 2) {
    const next = (p + 2) % positions.length;
    area += positions[p] * positions[next + 1] - positions[next] * positions[p + 1];
  }
  const flipY = (flipX ? -area : area) < 0;
  if (flipX) for (let i = 0; i < size; i++) axes[i] *= -1;
  if (flipY) for (let i = size; i < 2 * size; i++) axes[i] *= -1;
}
