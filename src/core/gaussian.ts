/** A normal distribution fitted to latents, to draw new ones from. */
import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { covarianceOf, meanOf } from './projection.ts';
import { type DrawKey, fillNormal } from './random.ts';

export interface Gaussian {
  readonly mean: Float64Array;
  /** Lower triangle L [n, n], row-major; the covariance is L·Lᵀ. */
  readonly factor: Float64Array;
}

/**
 * Mean and covariance (count − 1 in the denominator) of latents [count, n]. What is added to the diagonal so that it
 * has a Cholesky factor is the least power of ten that does, from 1e-9 of the mean variance on: latents of a
 * one-parameter family fill no volume.
 * @throws RangeError for fewer than two latents, or latents that are not finite.
 */
export function fitGaussian(latents: Float32Array, size: number): Gaussian {
  const count = latents.length / size;
  if (!Number.isInteger(count) || count < 2) {
    throw new RangeError(`${latents.length} values are not two or more latents of ${size}`);
  }
  if (!latents.every(Number.isFinite)) throw new RangeError('the latents are not all finite');
  const mean = meanOf(latents, size);
  const covariance = covarianceOf(latents, mean);
  const scale = covariance.trace() / size || Number.MIN_VALUE;
  for (let jitter = 1e-9; ; jitter *= 10) {
    const shifted = Matrix.add(covariance, Matrix.eye(size, size, jitter * scale));
    const cholesky = new CholeskyDecomposition(shifted);
    if (!cholesky.isPositiveDefinite()) continue;
    return { mean, factor: Float64Array.from(cholesky.lowerTriangularMatrix.to1DArray()) };
  }
}

/** N(0, I), of latents of this size. */
export function standardGaussian(size: number): Gaussian {
  const factor = Float64Array.from(Matrix.eye(size, size).to1DArray());
  return { mean: new Float64Array(size), factor };
}

/** Fills `out` [count, n] with draws, decided by `key`. */
export function drawLatents({ mean, factor }: Gaussian, key: DrawKey, out: Float32Array): void {
  const size = mean.length;
  const noise = new Float32Array(out.length);
  fillNormal(noise, key);
  for (let start = 0; start < out.length; start += size) {
    for (let i = 0; i < size; i++) {
      let value = mean[i];
      for (let j = 0; j <= i; j++) value += factor[i * size + j] * noise[start + j];
      out[start + i] = value;
    }
  }
}
