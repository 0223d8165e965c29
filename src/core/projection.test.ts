import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitPlane, project } from './projection.ts';
import { fillNormal, streamOf } from './random.ts';

/** An ellipse, told in order, in the plane of two given directions of a space of `size`. */
function ellipse(size: number, [a, b]: readonly [number, number], seed: number, count = 60) {
  const frame = new Float32Array(2 * size);
  fillNormal(frame, { seed, stream: streamOf('frame'), step: 1 });
  const u = unit(Array.from(frame.subarray(0, size)));
  const raw = Array.from(frame.subarray(size));
  const shared = raw.reduce((sum, value, i) => sum + value * u[i], 0);
  const v = unit(raw.map((value, i) => value - shared * u[i]));
  const latents = new Float32Array(count * size);
  for (let k = 0; k < count; k++) {
    const angle = (2 * Math.PI * k) / count;
    for (let i = 0; i < size; i++) {
      latents[k * size + i] = 3 + a * Math.cos(angle) * u[i] + b * Math.sin(angle) * v[i];
    }
  }
  return { latents, u, v };
}

function unit(values: readonly number[]): number[] {
  const norm = Math.hypot(...values);
  return values.map((value) => value / norm);
}

describe('the plane of a cloud', () => {
  test('is that of its two largest directions, with their shares', () => {
    const size = 16;
    const { latents, u, v } = ellipse(size, [3, 1], 5);
    const { centre, axes, shares } = fitPlane(latents, size);
    for (let i = 0; i < size; i++) {
      expect(axes[i]).toBeCloseTo(u[i], 5);
      expect(axes[size + i]).toBeCloseTo(v[i], 5);
      expect(centre[i]).toBeCloseTo(3, 5);
    }
    expect(shares[0]).toBeCloseTo(0.9, 5);
    expect(shares[1]).toBeCloseTo(0.1, 5);
  });

  test('has orthonormal axes and a deterministic orientation', () => {
    const cloud = fc.record({ seed: fc.nat(1000), size: fc.integer({ min: 2, max: 24 }) });
    fc.assert(
      fc.property(cloud, ({ seed, size }) => {
        const latents = new Float32Array(30 * size);
        fillNormal(latents, { seed, stream: streamOf('cloud'), step: 1 });
        const plane = fitPlane(latents, size);
        const { axes } = plane;
        const product = (a: number, b: number) =>
          Array.from({ length: size }, (_, i) => axes[a * size + i] * axes[b * size + i]).reduce(
            (sum, value) => sum + value,
          );
        expect(product(0, 0)).toBeCloseTo(1, 9);
        expect(product(1, 1)).toBeCloseTo(1, 9);
        expect(product(0, 1)).toBeCloseTo(0, 9);
        const positions = project(plane, latents);
        expect(positions[0]).toBeGreaterThanOrEqual(0);
        expect(area(positions)).toBeGreaterThanOrEqual(-1e-9);
        // Nothing else of the plane has more variance than the first axis.
        const variance = (axis: number) =>
          positions.reduce((sum, value, i) => sum + (i % 2 === axis ? value * value : 0), 0);
        expect(variance(0)).toBeGreaterThanOrEqual(variance(1) - 1e-6);
        expect(fitPlane(latents, size)).toEqual(plane);
      }),
      { seed: 6, numRuns: 40 },
    );
  });

  test('a mirrored cloud has the mirrored map: both go round anticlockwise', () => {
    const { latents } = ellipse(8, [2, 1], 9);
    const mirrored = latents.map((value) => -value);
    const [there, back] = [latents, mirrored].map((each) => project(fitPlane(each, 8), each));
    there.forEach((value, i) => {
      expect(back[i]).toBeCloseTo(value, 4);
    });
  });

  test('of a single point has no shares; too few latents are refused', () => {
    expect(fitPlane(new Float32Array(12).fill(2), 3).shares).toEqual([0, 0]);
    expect(() => fitPlane(new Float32Array(3), 3)).toThrow(RangeError);
    expect(() => fitPlane(new Float32Array(7), 3)).toThrow(RangeError);
  });
});

function area(positions: Float64Array): number {
  let sum = 0;
  for (let p = 0; p < positions.length; p += 2) {
    const next = (p + 2) % positions.length;
    sum += positions[p] * positions[next + 1] - positions[next] * positions[p + 1];
  }
  return sum;
}
