/** When Winograd's convolution F(2×2, 3×3) is used, and what it needs; see kernels/winograd.ts. */
import { sampleSize, type TensorType } from '../../graph/tensor.ts';

/** A 3×3 kernel has 16 values in Winograd's domain, a tile of 2×2 outputs as many products. */
export const winogradPositions = 16;

/** Tiles that the kernels transform at a time, and the bytes that keep positions off one cache line. */
const tiles = 32;
const gap = 64;
const outputsAtATime = 8;

/** Below these the transforms cost what the products save (docs/performance.md). */
const fewestInputs = 4;
const fewestGradientInputs = 8;
const fewestTiles = 4;

/** Whether the kernels can, and gain by, convolving `ci` channels to images of `type`. */
export function winogradConvolves(k: number, ci: number, type: TensorType, samples: number) {
  const [h, w, co] = type.shape;
  return (
    k === 3 &&
    h % 2 === 0 &&
    w % 2 === 0 &&
    ci % 4 === 0 &&
    co % 8 === 0 &&
    ci >= fewestInputs &&
    (samples * h * w) / 4 >= fewestTiles
  );
}

/** The same of the gradient by a kernel, from the type of the upstream. */
export function winogradFindsGradient(
  kernel: readonly number[],
  upstream: TensorType,
  samples: number,
) {
  const [k, , ci] = kernel;
  return ci >= fewestGradientInputs && winogradConvolves(k, ci, upstream, samples);
}

const positionBytes = (channels: number) => tiles * channels * 4 + gap;

/** Bytes of scratch for a convolution of `ci` channels. */
export function convolutionScratch(ci: number): number {
  return winogradPositions * (positionBytes(ci) + positionBytes(outputsAtATime));
}

export function gradientScratch(ci: number, co: number): number {
  return winogradPositions * (positionBytes(ci) + positionBytes(co));
}

/** Bytes of a [3, 3, ci, co] kernel in Winograd's domain. */
export function transformedBytes(kernel: readonly number[]): number {
  const [, , ci, co] = kernel;
  return winogradPositions * sampleSize({ shape: [ci, co], batches: 0 }) * 4;
}
