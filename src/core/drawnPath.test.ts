import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  farthestPoint,
  maximumPathPoints,
  mixDrawn,
  type PathPoint,
  pointAt,
  simplifyStroke,
  traceCurve,
} from './drawnPath.ts';
import { mixStraight } from './paths.ts';

const coordinate = fc.double({ min: -farthestPoint, max: farthestPoint, noNaN: true });
const point: fc.Arbitrary<PathPoint> = fc.record({ along: coordinate, across: coordinate });
const points = fc.array(point, { maxLength: maximumPathPoints });
const alpha = fc.double({ min: 0, max: 1, noNaN: true });
const latent = fc
  .array(fc.float({ min: -10, max: 10, noNaN: true }), { minLength: 4, maxLength: 4 })
  .map((values) => Float32Array.from(values));

/** The first and the third coordinate. */
const axes = Float64Array.of(1, 0, 0, 0, 0, 0, 1, 0);

describe('a drawn curve', () => {
  test('runs from x₂ to x₁ exactly, whatever was drawn', () => {
    fc.assert(
      fc.property(points, (drawn) => {
        const curve = traceCurve(drawn);
        expect(pointAt(curve, 0)).toEqual({ along: 0, across: 0 });
        expect(pointAt(curve, 1)).toEqual({ along: 1, across: 0 });
      }),
      { seed: 1 },
    );
  });

  test('goes through its control points, at even speed', () => {
    const curve = traceCurve([{ along: 0.5, across: 0.5 }]);
    const middle = pointAt(curve, 0.5);
    expect(middle.along).toBeCloseTo(0.5, 6);
    expect(middle.across).toBeCloseTo(0.5, 6);
    const steps = Array.from({ length: 100 }, (_, i) => {
      const [from, to] = [pointAt(curve, i / 100), pointAt(curve, (i + 1) / 100)];
      return Math.hypot(to.along - from.along, to.across - from.across);
    });
    expect(Math.max(...steps) / Math.min(...steps)).toBeLessThan(1.02);
  });

  test('without points is the straight path, inside and beyond', () => {
    for (const at of [-0.25, 0.1, 0.5, 1.25]) {
      expect(pointAt(traceCurve([]), at).along).toBeCloseTo(at, 12);
      expect(pointAt(traceCurve([]), at).across).toBeCloseTo(0, 12);
    }
  });
});

describe('a drawn path of latents', () => {
  test('ends exactly at z₂ and z₁', () => {
    fc.assert(
      fc.property(points, latent, latent, (drawn, z1, z2) => {
        const out = new Float32Array(4);
        mixDrawn(traceCurve(drawn), axes, z1, z2, 0, out);
        expect(out.every((value, i) => value === z2[i])).toBe(true);
        mixDrawn(traceCurve(drawn), axes, z1, z2, 1, out);
        expect(out.every((value, i) => value === z1[i])).toBe(true);
      }),
      { seed: 2 },
    );
  });

  test('leaves the straight path within the plane only', () => {
    fc.assert(
      fc.property(points, latent, latent, alpha, (drawn, z1, z2, at) => {
        const [out, straight] = [new Float32Array(4), new Float32Array(4)];
        mixDrawn(traceCurve(drawn), axes, z1, z2, at, out);
        mixStraight(z1, z2, at, straight);
        expect([out[1], out[3]]).toEqual([straight[1], straight[3]]);
      }),
      { seed: 3 },
    );
  });

  test('lies on the map where it was drawn', () => {
    const z1 = Float32Array.of(2, 5, 0, 1);
    const z2 = Float32Array.of(0, 7, 0, 2);
    const out = new Float32Array(4);
    mixDrawn(traceCurve([{ along: 0.5, across: 0.25 }]), axes, z1, z2, 0.5, out);
    // The chord is (2, 0) on the map: half of it, and a quarter of its length to the left.
    expect(out[0]).toBeCloseTo(1, 5);
    expect(out[2]).toBeCloseTo(0.5, 5);
  });
});

describe('a stroke', () => {
  test('becomes few points within bounds', () => {
    const stroke = fc.array(
      fc.record({ along: fc.double({ noNaN: true }), across: fc.double({ noNaN: true }) }),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(stroke, (drawn) => {
        const found = simplifyStroke(drawn);
        expect(found.length).toBeLessThanOrEqual(maximumPathPoints);
        for (const { along, across } of found) {
          expect(Math.abs(along)).toBeLessThanOrEqual(farthestPoint);
          expect(Math.abs(across)).toBeLessThanOrEqual(farthestPoint);
        }
      }),
      { seed: 4 },
    );
  });

  test('keeps its corner, and a straight one needs none', () => {
    const up = Array.from({ length: 20 }, (_, i) => ({ along: i / 38, across: i / 19 }));
    const down = up.map(({ along, across }) => ({ along: 0.5 + along, across: 1 - across }));
    expect(simplifyStroke([...up, ...down])).toEqual([{ along: 0.5, across: 1 }]);
    expect(simplifyStroke(up.map(({ along }) => ({ along, across: 0 })))).toEqual([]);
  });
});
