import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readGoldenJson, readGoldenTensors } from '../../tests/goldenFiles.ts';
import { crossFade, fillStrip, mix, mixSpherical, mixStraight } from './paths.ts';

const golden = readGoldenTensors('interp.safetensors');
const json = readGoldenJson<{
  readonly names: string[];
  readonly n_steps: number;
  readonly official_slerp_has_nan: boolean[];
  readonly official_vs_f64_max_rel_diff: number[];
}>('interp.json');
const pairs = json.names.length;
const points = json.n_steps;
const size = golden.f32('a').length / pairs;
const cases = json.names.map((name, pair) => ({ name, pair }));

/** Pair by pair; the golden strips run from a to b. */
function pairOf(pair: number) {
  const of = (name: string) => golden.f32(name).slice(pair * size, (pair + 1) * size);
  return { a: of('a'), b: of('b') };
}

function goldenPoint(name: string, step: number, pair: number): Float32Array {
  const start = (step * pairs + pair) * size;
  return golden.f32(name).subarray(start, start + size);
}

function largest(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

function expectNear(
  found: Float32Array,
  expected: Float32Array,
  relative: number,
  scale = largest(expected),
): void {
  const tolerance = relative * scale;
  found.forEach((value, i) => {
    expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(tolerance);
  });
}

test('there are golden pairs of every kind', () => {
  expect(pairs).toBeGreaterThan(10);
  expect(json.official_slerp_has_nan).toContain(true);
  expect(json.official_vs_f64_max_rel_diff.filter((value) => value < 1e-5).length).toBeGreaterThan(
    4,
  );
});

describe('straight', () => {
  test.each(cases)('$name: a strip, bit for bit', ({ pair }) => {
    const { a, b } = pairOf(pair);
    const strip = new Float32Array(points * size);
    expect(fillStrip('straight', b, a, points, strip)).toBe('straight');
    for (let step = 0; step < points; step++) {
      expect(strip.slice(step * size, (step + 1) * size)).toEqual(
        goldenPoint('lerp', step, pair).slice(),
      );
    }
  });

  test.each(cases)('$name: by α', ({ pair }) => {
    const { a, b } = pairOf(pair);
    const out = new Float32Array(size);
    for (let step = 0; step < points; step++) {
      mixStraight(b, a, step / (points - 1), out);
      const scale = Math.max(largest(a), largest(b));
      expectNear(out, goldenPoint('lerp', step, pair), 3e-7, scale);
    }
  });

  test('α = 0 is z₂ and α = 1 is z₁, exactly; the cross-fade is the same', () => {
    const { a, b } = pairOf(0);
    const out = new Float32Array(size);
    mixStraight(a, b, 1, out);
    expect(out).toEqual(a);
    crossFade(a, b, 0, out);
    expect(out).toEqual(b);
  });
});

describe('spherical', () => {
  test.each(cases)('$name: the official variant', ({ pair }) => {
    const { a, b } = pairOf(pair);
    const out = new Float32Array(size);
    let sawNaN = false;
    for (let step = 0; step < points; step++) {
      expect(mixSpherical(b, a, step / (points - 1), out, 'official')).toBe('spherical');
      sawNaN ||= out.some(Number.isNaN);
      if (json.official_vs_f64_max_rel_diff[pair] < 1e-5) {
        expectNear(out, goldenPoint('slerp_official_f32', step, pair), 1e-5);
      }
    }
    expect(sawNaN).toBe(json.official_slerp_has_nan[pair]);
  });

  test.each(cases)('$name: the sound variant is the arc, or the straight path', ({ pair }) => {
    const { a, b } = pairOf(pair);
    const out = new Float32Array(size);
    for (let step = 0; step < points; step++) {
      const followed = mix('spherical', b, a, step / (points - 1), out);
      const arc = goldenPoint('slerp_f64_clipped', step, pair);
      if (followed === 'spherical') expectNear(out, arc, 1e-6);
      else expectNear(out, goldenPoint('lerp', step, pair), 1e-6, Math.max(largest(a), largest(b)));
      expect(out.some(Number.isNaN)).toBe(false);
    }
  });

  test('well separated pairs follow the arc; parallel, opposite and zero ones go straight', () => {
    const out = new Float32Array(size);
    const followed = Object.fromEntries(
      cases.map(({ name, pair }) => {
        const { a, b } = pairOf(pair);
        return [name, mixSpherical(b, a, 0.3, out)];
      }),
    );
    for (const name of ['random0', 'different_norms', 'orthogonal_axes', 'near_parallel_1e-2']) {
      expect(followed[name]).toBe('spherical');
    }
    for (const name of ['equal', 'parallel_x2', 'antiparallel', 'zero_and_random']) {
      expect(followed[name]).toBe('straight');
    }
  });

  test('ends at z₂ and z₁, and is finite, for any latents', () => {
    const latent = fc
      .array(fc.float({ min: -100, max: 100, noNaN: true }), { minLength: 6, maxLength: 6 })
      .map((values) => Float32Array.from(values));
    fc.assert(
      fc.property(latent, latent, fc.double({ min: 0, max: 1, noNaN: true }), (z1, z2, alpha) => {
        const out = new Float32Array(6);
        const scale = Math.max(largest(z1), largest(z2));
        mix('spherical', z1, z2, 0, out);
        expectNear(out, z2, 1e-6, scale);
        mix('spherical', z1, z2, 1, out);
        expectNear(out, z1, 1e-6, scale);
        mix('spherical', z1, z2, alpha, out);
        expect(out.every(Number.isFinite)).toBe(true);
      }),
      { seed: 5 },
    );
  });

  test('keeps the norm of latents of equal norm', () => {
    const out = new Float32Array(2);
    mixSpherical(Float32Array.of(0, 2), Float32Array.of(2, 0), 1 / 3, out);
    expect(Math.hypot(...out)).toBeCloseTo(2, 6);
    expect(Math.atan2(out[1], out[0])).toBeCloseTo(Math.PI / 6, 6);
  });
});

test('a spherical strip says which path it followed', () => {
  const z = Float32Array.of(1, 2, 3);
  const strip = new Float32Array(4 * 3);
  expect(fillStrip('spherical', z, z, 4, strip)).toBe('straight');
  expect(strip.slice(9)).toEqual(z);
  expect(fillStrip('spherical', z, Float32Array.of(3, -1, 0), 4, strip)).toBe('spherical');
});
