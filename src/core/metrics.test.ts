import { describe, expect, test } from 'vitest';
import { readGoldenJson, readGoldenTensors } from '../../tests/goldenFiles.ts';
import { idealAngle } from './angles.ts';
import { drawLine, linePixels } from './lines.ts';
import { type InterpolationMetrics, measureInterpolations, smoothness } from './metrics.ts';
import { findNearestLines } from './nearestLine.ts';
import { crossFade, fillStrip } from './paths.ts';

interface Batch {
  readonly indices: number[];
  readonly official_mean_distance: number;
  readonly official_mean_smoothness: number;
  readonly plain_nanmean_smoothness: number;
  readonly smoothness_nan_count: number;
  readonly mean_distance_f64: number;
}

interface MetricsJson {
  readonly batches: Readonly<Record<string, Batch>>;
  readonly fragile: { readonly items: string[] };
  readonly interpolation_names: string[];
  readonly smoothness_sequences: Readonly<
    Record<string, { readonly angles: number[]; readonly smoothness: number }>
  >;
}

const json = readGoldenJson<MetricsJson>('metrics.json');
const golden = readGoldenTensors('metrics.safetensors');
const images = golden.f32('interpolations');
const [, points] = golden.shape('interpolations');
const sizeOfOne = points * linePixels;

/** 1e-6 relative, the golden values' own tolerance; NaN only for NaN. */
function expectClose(value: number, expected: number, relative = 1e-6): void {
  if (Number.isNaN(expected)) expect(value).toBeNaN();
  else expect(Math.abs(value - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));
}

describe('smoothness of golden sequences', () => {
  const cases = Object.entries(json.smoothness_sequences);
  test('there are some', () => expect(cases.length).toBeGreaterThan(10));
  test.each(cases)('%s', (_, { angles, smoothness: expected }) => {
    const score = smoothness(Float64Array.from(angles));
    if (Number.isNaN(expected)) expect(score).toBeNaN();
    else expect(Math.abs(score - expected)).toBeLessThanOrEqual(1e-12 * Math.max(1, expected));
  });

  test('of a stretch of a longer array', () => {
    const { angles, smoothness: expected } = json.smoothness_sequences.wrap;
    const longer = Float64Array.of(1, 5, 3, ...angles, 2, 0);
    expect(smoothness(longer, 3, angles.length)).toBeCloseTo(expected, 12);
  });
});

describe('smoothness of golden interpolations', () => {
  const nearest = golden.f64('nearest_angle');
  const scores = golden.f64('smoothness');
  test.each(json.interpolation_names.map((name, i) => [i, name] as const))('%i %s', (i) => {
    expectClose(smoothness(nearest, i * points, points), scores[i], 1e-12);
  });
});

describe('metrics of golden batches', () => {
  const cases = Object.entries(json.batches);
  test('there are some', () => expect(cases.length).toBeGreaterThan(20));
  test.each(cases)('%s', (_, batch) => {
    const chosen = new Float32Array(batch.indices.length * sizeOfOne);
    batch.indices.forEach((index, i) => {
      chosen.set(images.subarray(index * sizeOfOne, (index + 1) * sizeOfOne), i * sizeOfOne);
    });
    const found = measureInterpolations(chosen, points);
    // Distances that are 0 up to rounding (jump_exact_pi: 6e-17) have no relative error.
    if (batch.official_mean_distance < 1e-12) expect(found.meanDistance).toBeLessThan(1e-12);
    else {
      expectClose(found.meanDistance, batch.mean_distance_f64);
      expectClose(found.meanDistance, batch.official_mean_distance);
    }
    expect(found.interpolations).toBe(batch.indices.length);
    const names = batch.indices.map((index) => json.interpolation_names[index]);
    if (names.some((name) => json.fragile.items.includes(name))) return;
    expectClose(found.smoothness, batch.official_mean_smoothness);
    expectClose(found.smoothnessPlain, batch.plain_nanmean_smoothness);
    expect(found.undefinedScores).toBe(batch.smoothness_nan_count);
  });
});

describe('the evaluation protocol', () => {
  interface Result {
    readonly official_mean_distance: number;
    readonly official_mean_smoothness: number;
    readonly nan?: number;
    readonly mean_distance_f64?: number;
    readonly plain_nanmean_smoothness?: number;
  }
  const protocol = readGoldenTensors('protocol.safetensors');
  const expected = readGoldenJson<{
    readonly n_interpolations: number;
    readonly n_images_per_interpolation: number;
    readonly pixel_space: Result;
    readonly shortest_arc: Result;
  }>('protocol.json');
  const angles = protocol.f64('endpoint_angles');
  const count = expected.n_interpolations;
  const steps = expected.n_images_per_interpolation;

  function expectResult(found: InterpolationMetrics, result: Result): void {
    expectClose(found.meanDistance, result.official_mean_distance);
    expectClose(found.smoothness, result.official_mean_smoothness);
    if (result.nan !== undefined) expect(found.undefinedScores).toBe(result.nan);
    if (result.mean_distance_f64 !== undefined) {
      expectClose(found.meanDistance, result.mean_distance_f64);
    }
    if (result.plain_nanmean_smoothness !== undefined) {
      expectClose(found.smoothnessPlain, result.plain_nanmean_smoothness);
    }
  }

  test('pixel cross-fade', () => {
    const strips = new Float32Array(count * steps * linePixels);
    const from = new Float32Array(linePixels);
    const to = new Float32Array(linePixels);
    for (let i = 0; i < count; i++) {
      drawLine(angles[i], from);
      drawLine(angles[count + i], to);
      for (let j = 0; j < steps; j++) {
        const start = (i * steps + j) * linePixels;
        crossFade(to, from, j / (steps - 1), strips.subarray(start, start + linePixels));
      }
    }
    expectResult(measureInterpolations(strips, steps), expected.pixel_space);
  });

  test('pixel mixing in the form of the evaluation, image by image', () => {
    const strips = new Float32Array(count * steps * linePixels);
    const from = new Float32Array(linePixels);
    const to = new Float32Array(linePixels);
    for (let i = 0; i < count; i++) {
      drawLine(angles[i], from);
      drawLine(angles[count + i], to);
      const start = i * steps * linePixels;
      fillStrip('straight', to, from, steps, strips.subarray(start, start + steps * linePixels));
    }
    const nearest = new Float64Array(count * steps);
    const distances = new Float64Array(count * steps);
    findNearestLines(strips, nearest, distances);
    const expectedAngles = protocol.f64('pixel_nearest_angle');
    const expectedDistances = protocol.f64('pixel_min_distance');
    nearest.forEach((angle, i) => {
      expect(angle).toBe(expectedAngles[i]);
      expect(Math.abs(distances[i] - expectedDistances[i])).toBeLessThanOrEqual(1e-12);
    });
    protocol.f64('pixel_smoothness').forEach((score, i) => {
      expectClose(smoothness(nearest, i * steps, steps), score, 1e-12);
    });
    expectResult(measureInterpolations(strips, steps), expected.pixel_space);
  });

  test('exact lines along the shorter arc', () => {
    const strips = new Float32Array(count * steps * linePixels);
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < steps; j++) {
        const angle = idealAngle(angles[count + i], angles[i], j / (steps - 1));
        drawLine(angle, strips, (i * steps + j) * linePixels);
      }
    }
    expectResult(measureInterpolations(strips, steps), expected.shortest_arc);
  });
});
