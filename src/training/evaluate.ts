/** The authors' evaluation protocol (tests/golden/README.md, section 4). */
import { interpolationMetrics } from '../core/metrics.ts';
import { findNearestLines } from '../core/nearestLine.ts';
import { fillStrip } from '../core/paths.ts';
import { testImageCount } from '../datasets/dataset.ts';
import type { Autoencoder } from './autoencoder.ts';
import type { Evaluation } from './evaluation.ts';

/** Interpolation i runs from test image i to image i + `pairOffset`. */
export const pairOffset = testImageCount / 2;
export const pointsPerInterpolation = 16;

export interface EvaluationOptions {
  /** Default 256, the whole protocol; fewer take the first ones. */
  readonly interpolations?: number;
  /** VAE: interpolate draws from the latents' distributions, as the authors' code does, not means. */
  readonly sampleSeed?: number;
  /** Awaited between batches, so that a worker can answer other calls. */
  readonly pause?: () => Promise<void>;
}

type Metrics = Omit<Evaluation, 'samples'>;
type Networks = Pick<Autoencoder, 'encode' | 'sample' | 'decode' | 'imageSize' | 'latentSize'>;

/** End points read between two pauses. */
const batch = 64;

/**
 * Both metrics over straight interpolations of 16 points between test images, and the mean squared
 * error of the reconstructed end points.
 * @param testImages [512, size, size, colours].
 * @throws RangeError when there are not 1 to 256 interpolations, or too few images.
 */
export async function evaluate(
  autoencoder: Networks,
  testImages: Float32Array,
  options: EvaluationOptions = {},
): Promise<Metrics> {
  const { interpolations = pairOffset, pause = async () => {} } = options;
  const { imageSize, latentSize } = autoencoder;
  if (!(Number.isInteger(interpolations) && interpolations >= 1 && interpolations <= pairOffset)) {
    throw new RangeError(`there are 1 to ${pairOffset} interpolations, not ${interpolations}`);
  }
  if (testImages.length !== testImageCount * imageSize) {
    throw new RangeError(`the protocol takes ${testImageCount} test images of ${imageSize} values`);
  }
  const from = testImages.subarray(0, interpolations * imageSize);
  const to = testImages.subarray(pairOffset * imageSize, (pairOffset + interpolations) * imageSize);
  const seed = options.sampleSeed;
  const ends = [
    await readEnd(autoencoder, from, pause, seed),
    await readEnd(autoencoder, to, pause, seed === undefined ? undefined : seed + pairOffset),
  ];

  const images = new Float32Array(pointsPerInterpolation * imageSize);
  const latents = new Float32Array(pointsPerInterpolation * latentSize);
  const angles = new Float64Array(interpolations * pointsPerInterpolation);
  const distances = new Float64Array(angles.length);
  // One at a time, so that the search for nearest lines between two pauses is short.
  for (let i = 0; i < interpolations; i++) {
    const latent = i * latentSize;
    fillStrip(
      'straight',
      ends[1].latents.subarray(latent, latent + latentSize),
      ends[0].latents.subarray(latent, latent + latentSize),
      pointsPerInterpolation,
      latents,
    );
    await autoencoder.decode(latents, images);
    const start = i * pointsPerInterpolation;
    const end = start + pointsPerInterpolation;
    findNearestLines(images, angles.subarray(start, end), distances.subarray(start, end));
    await pause();
  }
  const { meanDistance, smoothness, smoothnessPlain, undefinedScores } = interpolationMetrics(
    angles,
    distances,
    pointsPerInterpolation,
  );
  const reconstruction = (ends[0].error + ends[1].error) / 2;
  return { meanDistance, smoothness, smoothnessPlain, undefinedScores, reconstruction };
}

/** Latents of images [n, …], and the mean squared error of what they decode to. */
async function readEnd(
  autoencoder: Networks,
  images: Float32Array,
  pause: () => Promise<void>,
  sampleSeed: number | undefined,
): Promise<{ latents: Float32Array; error: number }> {
  const { imageSize, latentSize } = autoencoder;
  const count = images.length / imageSize;
  const latents = new Float32Array(count * latentSize);
  const decoded = new Float32Array(Math.min(batch, count) * imageSize);
  let squares = 0;
  for (let start = 0; start < count; start += batch) {
    const end = Math.min(count, start + batch);
    const part = images.subarray(start * imageSize, end * imageSize);
    const code = latents.subarray(start * latentSize, end * latentSize);
    if (sampleSeed === undefined) await autoencoder.encode(part, code);
    else await autoencoder.sample(part, sampleSeed + start, code);
    const rebuilt = decoded.subarray(0, part.length);
    await autoencoder.decode(code, rebuilt);
    for (let i = 0; i < part.length; i++) squares += (rebuilt[i] - part[i]) ** 2;
    await pause();
  }
  return { latents, error: squares / images.length };
}
