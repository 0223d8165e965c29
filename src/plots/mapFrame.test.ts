import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { farthestPoint } from '../core/drawnPath.ts';
import { angleColour } from './angleColour.ts';
import {
  endsOf,
  fitFrame,
  pointOfSpot,
  spotAlong,
  spotAt,
  spotOf,
  spotOfPoint,
} from './mapFrame.ts';

const position = fc.double({ min: -100, max: 100, noNaN: true });

describe('the frame of a map', () => {
  test('shows every position within the margin, as long one way as the other', () => {
    const positions = fc.array(fc.tuple(position, position), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(positions, (pairs) => {
        const flat = pairs.flat();
        const frame = fitFrame(flat, 220, 180, 20);
        pairs.forEach((_, index) => {
          const { x, y } = spotAt(frame, flat, index);
          expect(x).toBeGreaterThanOrEqual(20 - 1e-3);
          expect(x).toBeLessThanOrEqual(200 + 1e-3);
          expect(y).toBeGreaterThanOrEqual(20 - 1e-3);
          expect(y).toBeLessThanOrEqual(160 + 1e-3);
        });
        const [here, there] = [spotOf(frame, 0, 0), spotOf(frame, 1, 1)];
        expect(there.x - here.x).toBeCloseTo(here.y - there.y, 6);
        expect(there.x).toBeGreaterThan(here.x);
      }),
      { seed: 1 },
    );
  });

  test('survives no positions, and those that are not finite', () => {
    const { x, y } = spotOf(fitFrame([], 200, 100, 20), 0, 0);
    expect([x, y]).toEqual([100, 50]);
    expect(fitFrame([0, 0, Number.NaN, 1, 2, 2], 200, 200, 20).scale).toBeCloseTo(80, 9);
  });
});

describe('control points', () => {
  const trace = [0, 0, 1, 0, 2, 1];
  const frame = fitFrame(trace, 300, 300, 30);
  const ends = endsOf(frame, trace);

  test('there and back', () => {
    const coordinate = fc.double({ min: -farthestPoint, max: farthestPoint, noNaN: true });
    fc.assert(
      fc.property(coordinate, coordinate, (along, across) => {
        const point = pointOfSpot(ends, spotOfPoint(ends, { along, across }))!;
        expect(point.along).toBeCloseTo(along, 6);
        expect(point.across).toBeCloseTo(across, 6);
      }),
      { seed: 2 },
    );
  });

  test('x₂ is (0, 0), x₁ is (1, 0), and what lies to the left of the way is above it', () => {
    expect(spotOfPoint(ends, { along: 0, across: 0 })).toEqual(spotAt(frame, trace, 0));
    const end = spotOfPoint(ends, { along: 1, across: 0 });
    expect(end.x).toBeCloseTo(spotAt(frame, trace, 2).x, 9);
    expect(spotOfPoint(ends, { along: 0.5, across: 1 }).y).toBeLessThan(
      spotOfPoint(ends, { along: 0.5, across: 0 }).y,
    );
  });

  test('cannot be told where both ends lie at one spot', () => {
    expect(pointOfSpot({ x2: { x: 5, y: 5 }, x1: { x: 6, y: 6 } }, { x: 9, y: 9 })).toBeNull();
  });

  test('α moves along the trace, and goes on beyond its ends', () => {
    expect(spotAlong(frame, trace, 0)).toEqual(spotAt(frame, trace, 0));
    expect(spotAlong(frame, trace, 0.25).x).toBeCloseTo(spotOf(frame, 0.5, 0).x, 9);
    expect(spotAlong(frame, trace, 1).x).toBeCloseTo(spotAt(frame, trace, 2).x, 9);
    expect(spotAlong(frame, trace, 1.25).x).toBeCloseTo(spotOf(frame, 2.5, 1.5).x, 9);
  });
});

test('angles have a ring of colours of one lightness and chroma', () => {
  const theme = { angleLightness: 0.62 };
  expect(angleColour(0, theme)).toBe('oklch(0.62 0.115 30.0)');
  expect(angleColour(2 * Math.PI, theme)).toBe(angleColour(0, theme));
  expect(angleColour(Math.PI, theme)).toBe('oklch(0.62 0.115 210.0)');
});
