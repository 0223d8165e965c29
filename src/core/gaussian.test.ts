import { describe, expect, test } from 'vitest';
import { drawLatents, fitGaussian, standardGaussian } from './gaussian.ts';
import { covarianceOf, meanOf } from './projection.ts';
import { streamOf } from './random.ts';

const key = { seed: 4, stream: streamOf('test'), step: 1 };

describe('a fitted Gaussian', () => {
  test('draws latents of the mean and covariance that it was fitted to', () => {
    const size = 3;
    const source = {
      mean: Float64Array.of(1, -2, 0.5),
      factor: Float64Array.of(2, 0, 0, 0.5, 1, 0, -1, 0.3, 0.4),
    };
    const seen = new Float32Array(20_000 * size);
    drawLatents(source, key, seen);
    const fitted = fitGaussian(seen, size);
    // Five standard errors of 20,000 draws.
    source.mean.forEach((value, i) => {
      expect(Math.abs(fitted.mean[i] - value)).toBeLessThan((5 * 2.1) / Math.sqrt(20_000));
    });
    source.factor.forEach((value, i) => {
      expect(Math.abs(fitted.factor[i] - value)).toBeLessThan((5 * 2.1) / Math.sqrt(20_000));
    });
    const again = new Float32Array(seen.length);
    drawLatents(fitted, { ...key, step: 2 }, again);
    expect(again).not.toEqual(seen);
    const [before, after] = [seen, again].map((each) => covarianceOf(each, meanOf(each, size)));
    expect(after.get(0, 0)).toBeCloseTo(before.get(0, 0), 0);
    expect(after.get(1, 0)).toBeCloseTo(before.get(1, 0), 0);
  });

  test('fits latents that fill no volume, and stays on them', () => {
    const size = 5;
    const line = new Float32Array(100 * size);
    for (let i = 0; i < line.length; i++) line[i] = Math.floor(i / size) * ((i % size) + 1);
    const fitted = fitGaussian(line, size);
    const drawn = new Float32Array(50 * size);
    drawLatents(fitted, key, drawn);
    for (let start = 0; start < drawn.length; start += size) {
      for (let i = 1; i < size; i++) {
        const wanted = drawn[start] * (i + 1);
        expect(Math.abs(drawn[start + i] - wanted)).toBeLessThan(0.2);
      }
    }
    const flat = fitGaussian(new Float32Array(40).fill(3), 4);
    drawLatents(flat, key, drawn.subarray(0, 8));
    expect(Array.from(drawn.subarray(0, 8))).toEqual(Array.from({ length: 8 }, () => 3));
  });

  test('is decided by seed and step', () => {
    const [a, b] = [new Float32Array(12), new Float32Array(12)];
    drawLatents(standardGaussian(4), key, a);
    drawLatents(standardGaussian(4), key, b);
    expect(a).toEqual(b);
    drawLatents(standardGaussian(4), { ...key, seed: 5 }, b);
    expect(a).not.toEqual(b);
  });

  test('refuses what has no covariance', () => {
    expect(() => fitGaussian(new Float32Array(4), 4)).toThrow(RangeError);
    expect(() => fitGaussian(new Float32Array(8).fill(Number.NaN), 4)).toThrow(/finite/);
  });
});
