import { describe, expect, it } from 'vitest';
import { readGoldenJson, readGoldenTensors } from '../../tests/goldenFiles.ts';
import { idealAngle } from '../core/angles.ts';
import { drawLine, linePixels } from '../core/lines.ts';
import { createDataset } from '../datasets/dataset.ts';
import { evaluate } from './evaluate.ts';

interface Protocol {
  readonly pixel_space: {
    readonly official_mean_distance: number;
    readonly official_mean_smoothness: number;
    readonly plain_nanmean_smoothness: number;
    readonly nan: number;
  };
}

/** An autoencoder whose latents are the images themselves. */
const identity = {
  imageSize: linePixels,
  latentSize: linePixels,
  encode: copy,
  decode: copy,
  sample: (images: Float32Array, _seed: number, out?: Float32Array) => copy(images, out),
};

async function copy(from: Float32Array, out: Float32Array = new Float32Array(from.length)) {
  out.set(from);
  return out;
}

const testImages = createDataset({ dataset: 'lines', seed: 1 }).testImages();

describe('evaluate', () => {
  it('agrees with the authors’ code on the pixel cross-fade', async () => {
    const angles = readGoldenTensors('protocol.safetensors').f64('endpoint_angles');
    const golden = readGoldenJson<Protocol>('protocol.json').pixel_space;
    const images = new Float32Array(angles.length * linePixels);
    angles.forEach((angle, i) => {
      drawLine(angle, images, i * linePixels);
    });
    const metrics = await evaluate(identity, images);
    expect(metrics.meanDistance / golden.official_mean_distance).toBeCloseTo(1, 6);
    expect(metrics.smoothness / golden.official_mean_smoothness).toBeCloseTo(1, 6);
    expect(metrics.smoothnessPlain / golden.plain_nanmean_smoothness).toBeCloseTo(1, 6);
    expect(metrics.undefinedScores).toBe(golden.nan);
    expect(metrics.reconstruction).toBe(0);
  });

  it('finds a decoder ideal that draws the line at a latent angle', async () => {
    // Latents on one chart of angles: an interpolation that crosses angle 0 takes the longer arc.
    const angular = {
      imageSize: linePixels,
      latentSize: 1,
      encode: async (images: Float32Array, out = new Float32Array(images.length / linePixels)) => {
        for (let i = 0; i < out.length; i++) {
          const image = images.subarray(i * linePixels, (i + 1) * linePixels);
          const [row, column] = [16, 16];
          let [y, x] = [0, 0];
          image.forEach((value, p) => {
            y -= (value + 1) * (Math.floor(p / 32) + 0.5 - row);
            x += (value + 1) * ((p % 32) + 0.5 - column);
          });
          out[i] = idealAngle(Math.atan2(y, x), 0, 1);
        }
        return out;
      },
      decode: async (
        latents: Float32Array,
        out = new Float32Array(latents.length * linePixels),
      ) => {
        latents.forEach((angle, i) => {
          drawLine(angle, out, i * linePixels);
        });
        return out;
      },
      sample: async () => new Float32Array(0),
    };
    const metrics = await evaluate(angular, testImages, { interpolations: 40 });
    expect(metrics.meanDistance).toBeLessThan(1e-6);
    expect(metrics.smoothnessPlain).toBeLessThan(0.01);
    expect(metrics.undefinedScores).toBe(0);
    expect(metrics.reconstruction).toBeGreaterThan(0);
    expect(metrics.reconstruction).toBeLessThan(0.05);
  });

  it('gives way between batches, and takes the first interpolations', async () => {
    let pauses = 0;
    const pause = async () => {
      pauses++;
    };
    const metrics = await evaluate(identity, testImages, { interpolations: 9, pause });
    // After each set of end points, and after each interpolation.
    expect(pauses).toBe(2 + 9);
    const same = await evaluate(identity, testImages, { interpolations: 9 });
    expect(metrics).toEqual(same);
    expect(same).not.toEqual(await evaluate(identity, testImages, { interpolations: 10 }));
  });

  it('samples where asked', async () => {
    const seeds: number[] = [];
    const sampling = {
      ...identity,
      sample: (images: Float32Array, seed: number, out?: Float32Array) => {
        seeds.push(seed);
        return copy(images, out);
      },
    };
    await evaluate(sampling, testImages, { interpolations: 100 });
    expect(seeds).toEqual([]);
    await evaluate(sampling, testImages, { interpolations: 100, sampleSeed: 5 });
    expect(new Set(seeds).size).toBe(4);
  });

  it('refuses other counts and images', async () => {
    await expect(evaluate(identity, testImages, { interpolations: 0 })).rejects.toThrow(RangeError);
    await expect(evaluate(identity, testImages, { interpolations: 257 })).rejects.toThrow(/257/);
    await expect(evaluate(identity, testImages.subarray(linePixels))).rejects.toThrow(/512/);
  });
});
