import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readGoldenJson } from '../../tests/goldenFiles.ts';
import {
  areOpposite,
  fullTurn,
  idealAngle,
  shorterArc,
  unwrapAngles,
  unwrapCorrection,
  wrapAngle,
} from './angles.ts';

interface Sequences {
  readonly smoothness_sequences: Readonly<
    Record<string, { readonly angles: number[]; readonly unwrapped: number[] }>
  >;
}

const sequences = Object.entries(readGoldenJson<Sequences>('metrics.json').smoothness_sequences);
const angle = fc.double({ min: -50, max: 50, noNaN: true });

describe('unwrapping', () => {
  test('there are golden sequences', () => expect(sequences.length).toBeGreaterThan(10));

  test.each(sequences)('%s as numpy.unwrap', (_, { angles, unwrapped }) => {
    const out = unwrapAngles(Float64Array.from(angles), new Float64Array(angles.length));
    out.forEach((value, i) => {
      expect(value).toBeCloseTo(unwrapped[i], 14);
    });
  });

  test('leaves no jump above π and changes by full turns only', () => {
    fc.assert(
      fc.property(fc.array(angle, { minLength: 1, maxLength: 40 }), (angles) => {
        const out = unwrapAngles(Float64Array.from(angles), new Float64Array(angles.length));
        out.forEach((value, i) => {
          if (i > 0) expect(Math.abs(value - out[i - 1])).toBeLessThan(Math.PI + 1e-9);
          const turns = (value - angles[i]) / fullTurn;
          expect(turns).toBeCloseTo(Math.round(turns), 9);
        });
      }),
      { seed: 1 },
    );
  });

  test('a jump of exactly half a turn stays', () => {
    expect(unwrapCorrection(Math.PI)).toBe(0);
    expect(unwrapCorrection(-Math.PI)).toBe(0);
  });

  test('works in place', () => {
    const angles = Float64Array.of(6, 6.2, 0.1, 0.3);
    const apart = unwrapAngles(angles, new Float64Array(4));
    expect(unwrapAngles(angles, angles)).toEqual(apart);
  });
});

describe('the circle', () => {
  test('wrapping stays in [0, 2π) and keeps the direction', () => {
    fc.assert(
      fc.property(angle, (a) => {
        const wrapped = wrapAngle(a);
        expect(wrapped).toBeGreaterThanOrEqual(0);
        expect(wrapped).toBeLessThan(fullTurn);
        expect(Math.cos(wrapped)).toBeCloseTo(Math.cos(a), 9);
        expect(Math.sin(wrapped)).toBeCloseTo(Math.sin(a), 9);
      }),
      { seed: 2 },
    );
    expect(wrapAngle(-1e-300)).toBe(0);
    expect(Object.is(wrapAngle(-0), 0)).toBe(true);
    expect(wrapAngle(Number.NaN)).toBeNaN();
  });

  test('the shorter arc leads there and is at most half a turn', () => {
    fc.assert(
      fc.property(angle, angle, (a, b) => {
        const arc = shorterArc(a, b);
        expect(arc).toBeGreaterThan(-Math.PI);
        expect(arc).toBeLessThanOrEqual(Math.PI);
        expect(Math.cos(a + arc)).toBeCloseTo(Math.cos(b), 9);
        expect(Math.sin(a + arc)).toBeCloseTo(Math.sin(b), 9);
      }),
      { seed: 3 },
    );
  });

  test('flags angles that are half a turn apart', () => {
    expect(areOpposite(0.5, 0.5 + Math.PI)).toBe(true);
    expect(areOpposite(0.5 + Math.PI, 0.5)).toBe(true);
    expect(areOpposite(0, Math.PI - 0.01)).toBe(false);
    expect(areOpposite(1, 1)).toBe(false);
  });

  test('the ideal goes from x₂ at α = 0 to x₁ at α = 1, across 0 where that is shorter', () => {
    expect(idealAngle(1, 2, 0)).toBeCloseTo(2, 12);
    expect(idealAngle(1, 2, 1)).toBeCloseTo(1, 12);
    expect(idealAngle(1, 2, 0.25)).toBeCloseTo(1.75, 12);
    expect(idealAngle(0.1, fullTurn - 0.3, 0.5)).toBeCloseTo(fullTurn - 0.1, 12);
  });
});
