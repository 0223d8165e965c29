/** Images from random latents, how near they are to lines, and what the run was trained on beside them. */
import { drawLatents, fitGaussian, standardGaussian } from '../core/gaussian.ts';
import { findNearestLines } from '../core/nearestLine.ts';
import { streamOf } from '../core/random.ts';
import { createDataset } from '../datasets/dataset.ts';
import { toPictures } from './pictures.ts';
import type { RandomSamples, ViewCalls } from './protocol.ts';
import type { ViewLane } from './viewLane.ts';

/** Training images whose latents the Gaussian is fitted to: eight for each coordinate. */
const fittedImages = 512;
/** Training images among which the nearest is looked for: a line every fifth of a degree, on average. */
const searchedImages = 2048;
/** Images between two pauses. */
const chunk = 4;

const streams = { prior: streamOf('prior samples'), fitted: streamOf('fitted samples') };

type SampleWish = Omit<ViewCalls['samples']['params'], 'laneId'>;

/** @throws RangeError for counts that make no sense. */
export async function drawSamples(
  lane: ViewLane,
  { source, count, shown, draw }: SampleWish,
  pause: () => Promise<void>,
): Promise<RandomSamples> {
  if (!(Number.isInteger(count) && count >= 2 && count <= 1024)) {
    throw new RangeError(`2 to 1024 samples are drawn at a time, not ${count}`);
  }
  if (!(Number.isInteger(shown) && shown >= 1 && shown <= Math.min(32, count))) {
    throw new RangeError(`1 to 32 of the samples are shown, not ${shown}`);
  }
  const { autoencoder, config, samples } = lane;
  const { latentSize, imageSize } = autoencoder;
  const gaussian =
    source === 'prior'
      ? standardGaussian(latentSize)
      : fitGaussian(await encodeTraining(lane, pause), latentSize);
  const latents = new Float32Array(count * latentSize);
  drawLatents(gaussian, { seed: config.seed, stream: streams[source], step: draw >>> 0 }, latents);

  const images = new Float32Array(count * imageSize);
  const distances = new Float64Array(count);
  const angles = new Float64Array(count);
  for (let from = 0; from < count; from += chunk) {
    const to = Math.min(count, from + chunk);
    const part = images.subarray(from * imageSize, to * imageSize);
    await autoencoder.decode(latents.subarray(from * latentSize, to * latentSize), part);
    findNearestLines(part, angles.subarray(from, to), distances.subarray(from, to));
    await pause();
  }
  const pictured = images.subarray(0, shown * imageSize);
  return {
    samples,
    pictures: toPictures(pictured, shown),
    nearest: toPictures(await nearestTraining(lane, pictured, pause), shown),
    distances: [...distances],
  };
}

/** Latents of the run's first training images, drawn from their distributions where the method has them. */
async function encodeTraining(
  { autoencoder, config }: ViewLane,
  pause: () => Promise<void>,
): Promise<Float32Array> {
  const { latentSize, imageSize } = autoencoder;
  const dataset = createDataset(config);
  const images = new Float32Array(chunk * imageSize);
  const labels = new Float32Array(chunk * dataset.labelSize);
  const latents = new Float32Array(fittedImages * latentSize);
  for (let from = 0, step = 1; from < fittedImages; from += chunk, step++) {
    dataset.fillTraining(step, images, labels);
    const into = latents.subarray(from * latentSize, (from + chunk) * latentSize);
    await autoencoder.sample(images, step, into);
    await pause();
  }
  return latents;
}

/** For each image [n, imageSize] the training image at the least cosine distance, [n, imageSize]. */
async function nearestTraining(
  { config }: ViewLane,
  images: Float32Array,
  pause: () => Promise<void>,
): Promise<Float32Array> {
  const dataset = createDataset(config);
  const { imageSize, labelSize } = dataset;
  const { batch } = config.schedule;
  const seen = new Float32Array(batch * imageSize);
  const labels = new Float32Array(batch * labelSize);
  const nearest = new Float32Array(images.length);
  const best = new Float64Array(images.length / imageSize).fill(Number.NEGATIVE_INFINITY);
  for (let step = 1; step * batch <= searchedImages; step++) {
    dataset.fillTraining(step, seen, labels);
    for (let start = 0; start < seen.length; start += imageSize) {
      const candidate = seen.subarray(start, start + imageSize);
      const norm = Math.sqrt(product(candidate, candidate));
      for (let i = 0; i < best.length; i++) {
        const likeness =
          product(images.subarray(i * imageSize, (i + 1) * imageSize), candidate) / norm;
        if (!(likeness > best[i])) continue;
        best[i] = likeness;
        nearest.set(candidate, i * imageSize);
      }
    }
    await pause();
  }
  return nearest;
}

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
