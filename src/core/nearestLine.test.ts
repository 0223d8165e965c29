import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readGoldenJson, readGoldenTensors } from '../../tests/goldenFiles.ts';
import { drawLine, linePixels, referenceAngle, referenceLines } from './lines.ts';
import { findNearestLines, prepareNearestLine } from './nearestLine.ts';
import { fillNormal, streamOf } from './random.ts';

function nearest(images: Float32Array) {
  const count = images.length / linePixels;
  const angles = new Float64Array(count);
  const distances = new Float64Array(count);
  findNearestLines(images, angles, distances);
  return { angles, distances };
}

describe('golden values', () => {
  const golden = readGoldenTensors('metrics.safetensors');
  const json = readGoldenJson<{
    readonly interpolation_names: string[];
    readonly fragile: { readonly items: string[] };
  }>('metrics.json');
  const [, points] = golden.shape('nearest_angle');
  const angles = golden.f64('nearest_angle');
  const distances = golden.f64('min_distance');
  const found = nearest(golden.f32('interpolations'));
  const cases = json.interpolation_names.map((name, item) => ({ name, item }));

  test('there are golden interpolations, most of them not fragile', () => {
    expect(cases.length).toBeGreaterThan(json.fragile.items.length * 3);
  });

  test.each(cases)('$name', ({ name, item }) => {
    for (let i = item * points; i < (item + 1) * points; i++) {
      if (Number.isNaN(distances[i])) expect(found.distances[i]).toBeNaN();
      else expect(Math.abs(found.distances[i] - distances[i])).toBeLessThanOrEqual(1e-12);
      if (!json.fragile.items.includes(name)) expect(found.angles[i]).toBe(angles[i]);
    }
  });
});

describe('against the plain search', () => {
  const lines = new Float64Array(referenceLines * linePixels);
  const norms = new Float64Array(referenceLines);
  for (let k = 0; k < referenceLines; k++) {
    drawLine(referenceAngle(k), lines, k * linePixels);
    const line = lines.subarray(k * linePixels, (k + 1) * linePixels);
    norms[k] = Math.sqrt(line.reduce((total, value) => total + value * value, 0));
  }

  /** Dense, float64, in order: the definition. */
  function plainDistances(image: Float32Array): Float64Array {
    const norm = Math.sqrt(image.reduce((total, value) => total + value * value, 0));
    const distances = new Float64Array(norms.length);
    for (let k = 0; k < norms.length; k++) {
      let product = 0;
      const row = k * image.length;
      for (let p = 0; p < image.length; p++) product += image[p] * lines[row + p];
      distances[k] = 1 - product / (norm * norms[k]);
    }
    return distances;
  }

  function expectPlain(image: Float32Array): void {
    const plain = plainDistances(image);
    let smallest = Number.POSITIVE_INFINITY;
    for (const distance of plain) smallest = Math.min(smallest, distance);
    const found = nearest(image);
    expect(Math.abs(found.distances[0] - smallest)).toBeLessThanOrEqual(1e-12);
    const index = Math.round((found.angles[0] / (2 * Math.PI)) * referenceLines);
    expect(found.angles[0]).toBe(referenceAngle(index));
    expect(plain[index] - smallest).toBeLessThanOrEqual(1e-12);
    // Nothing before it is nearer by more than rounding, so ties go to the lowest index.
    expect(plain.subarray(0, index).some((value) => value < found.distances[0] - 1e-12)).toBe(
      false,
    );
  }

  const scale = fc.constantFrom(-1, 1e-3, 0.3, 1, 40);
  const noise = fc.constantFrom(0, 0.01, 0.1, 0.5, 3);

  test('mixes of lines, any contrast, offset and noise', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 6.28, noNaN: true }),
        fc.double({ min: 0, max: 6.28, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        scale,
        fc.constantFrom(-1, 0, 0, 0.2, 1),
        noise,
        fc.nat(1e6),
        (first, second, share, contrast, offset, amplitude, step) => {
          const image = new Float32Array(linePixels);
          const other = new Float32Array(linePixels);
          drawLine(first, image);
          drawLine(second, other);
          const draws = new Float32Array(linePixels);
          fillNormal(draws, { seed: 1, stream: streamOf('test'), step });
          for (let p = 0; p < linePixels; p++) {
            const mix = share * image[p] + (1 - share) * other[p];
            image[p] = contrast * mix + offset + amplitude * draws[p];
          }
          fc.pre(image.some((value) => value !== 0));
          expectPlain(image);
        },
      ),
      { seed: 4, numRuns: 60 },
    );
  });

  test('single pixels and flat images', () => {
    for (const pixel of [0, 31, 500, 528, 1023]) {
      for (const value of [-2, 1, 1e-20]) {
        const image = new Float32Array(linePixels);
        image[pixel] = value;
        expectPlain(image);
      }
    }
    for (const value of [-1, 1, 0.01]) expectPlain(new Float32Array(linePixels).fill(value));
  });

  test('differences of neighbours, for which the bound is tight', () => {
    const one = new Float32Array(linePixels);
    const other = new Float32Array(linePixels);
    for (const index of [7, 400, 1249, 1250, 1251, 2600, 3749, 3751, 5003, 6250, 8745, 9990]) {
      for (const distance of [1, 6, 12]) {
        drawLine(referenceAngle(index), one);
        drawLine(referenceAngle(index + distance), other);
        expectPlain(one.map((value, p) => value - other[p]));
        expectPlain(one.map((value, p) => other[p] - value));
      }
    }
  });

  test('equal lines: the lowest index', () => {
    // Reference lines just below and above the horizontal are drawn differently; line 0 is itself.
    const image = new Float32Array(linePixels);
    for (const index of [0, 1, 2500, 5000, 7500, 9999]) {
      drawLine(referenceAngle(index), image);
      expectPlain(image);
    }
  });
});

test('an image without a direction has no nearest line', () => {
  const images = new Float32Array(4 * linePixels).fill(-1);
  images.fill(0, linePixels, 2 * linePixels);
  images[2 * linePixels + 5] = Number.NaN;
  images[3 * linePixels + 5] = Number.POSITIVE_INFINITY;
  const { angles, distances } = nearest(images);
  expect(distances[0]).toBeGreaterThan(0);
  for (const i of [1, 2, 3]) {
    expect(angles[i]).toBe(0);
    expect(distances[i]).toBeNaN();
  }
});

test('lengths that do not fit are refused', () => {
  prepareNearestLine();
  const one = new Float64Array(1);
  expect(() => findNearestLines(new Float32Array(7), one, one)).toThrow(RangeError);
  expect(() => findNearestLines(new Float32Array(linePixels), one, new Float64Array(2))).toThrow(
    RangeError,
  );
});
