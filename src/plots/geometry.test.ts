import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alignTurns, degreeTicks, nearTurn } from './drawAngles.ts';
import { type CurvePlot, decades, lastSample, valueRange } from './drawCurves.ts';
import { dialAngle, dialPoint } from './drawDial.ts';
import { spreadLabels } from './labels.ts';
import { imageShape, spreadPixels } from './pixelSheet.ts';
import { seriesOf } from './series.ts';
import { alphaAt, centreAt, columnAt, snapAlpha } from './stripGeometry.ts';

test('α under a column’s centre is that column’s α, and back', () => {
  for (const columns of [11, 16]) {
    for (let step = 0; step <= 100; step++) {
      const alpha = step / 100;
      expect(alphaAt(centreAt(alpha, columns, 440), columns, 440)).toBe(alpha);
    }
  }
  expect(alphaAt(-50, 11, 440)).toBe(0);
  expect(alphaAt(999, 11, 440)).toBe(1);
  expect([0, 0.04, 0.06, 0.5, 1].map((alpha) => columnAt(alpha, 11))).toEqual([0, 0, 1, 5, 10]);
});

test('two columns beyond each end: the strip’s edges are α = −.25 and 1.25', () => {
  const width = 450;
  for (const alpha of [-0.2, 0, 0.5, 1, 1.2]) {
    expect(alphaAt(centreAt(alpha, 15, width, 2), 15, width, 2)).toBe(alpha);
  }
  expect(centreAt(-0.25, 15, width, 2)).toBeCloseTo(0, 9);
  expect(centreAt(1.25, 15, width, 2)).toBeCloseTo(width, 9);
  expect(alphaAt(-50, 15, width, 2)).toBe(-0.25);
  expect(alphaAt(999, 15, width, 2)).toBe(1.25);
  expect([-0.25, -0.2, 0, 1, 1.2].map((alpha) => columnAt(alpha, 15, 2))).toEqual([
    0, 0, 2, 12, 14,
  ]);
});

test('α snaps at 0, ½ and 1 only', () => {
  expect([0.02, 0.03, 0.48, 0.53, 0.99].map((alpha) => snapAlpha(alpha))).toEqual([
    0, 0.03, 0.5, 0.53, 1,
  ]);
});

test('a dial’s handle and its angle agree', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 6.28, noNaN: true }), (angle) => {
      const { x, y } = dialPoint(angle, 96);
      expect(dialAngle(x, y, 96)).toBeCloseTo(angle, 9);
    }),
    { seed: 1 },
  );
  expect(dialPoint(Math.PI / 2, 32).y).toBeCloseTo(1, 9);
});

test('angles are compared on the same turn', () => {
  expect(nearTurn(0.1 + 4 * Math.PI, 0)).toBeCloseTo(0.1, 9);
  const aligned = alignTurns([6.2, 6.4, 6.6], 0);
  expect(aligned[0]).toBeCloseTo(6.2 - 2 * Math.PI, 9);
  expect(aligned[2] - aligned[0]).toBeCloseTo(0.4, 9);
  expect(alignTurns([], 1)).toEqual([]);
  expect(degreeTicks(58, 142)).toEqual([60, 90, 120]);
});

test('labels keep their distance, their order and their bounds when there is room', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 8 }),
      (wanted) => {
        const placed = spreadLabels(wanted, 10, 0, 100);
        const sorted = [...placed].sort((a, b) => a - b);
        expect(sorted[0]).toBeGreaterThanOrEqual(0);
        expect(sorted.at(-1)!).toBeLessThanOrEqual(100);
        for (let index = 1; index < sorted.length; index++) {
          expect(sorted[index] - sorted[index - 1]).toBeGreaterThan(10 - 1e-9);
        }
        wanted.forEach((a, i) => {
          wanted.forEach((b, j) => {
            if (a < b) expect(placed[i]).toBeLessThan(placed[j]);
          });
        });
      },
    ),
    { seed: 2 },
  );
  expect(spreadLabels([20, 60], 10, 0, 100)).toEqual([20, 60]);
});

test('ranges hold what can be drawn and ignore what cannot', () => {
  const plot: CurvePlot = {
    scale: 'log',
    range: [1, 10],
    curves: [
      {
        label: 'a',
        colour: 0,
        dash: [],
        marker: null,
        selected: false,
        samples: [1, 2, 3, 70],
        values: [0.5, Number.NaN, 0, 20],
      },
    ],
    references: [{ label: 'paper', colour: 'muted', value: 0.24 }],
    format: String,
    formatSamples: String,
    leastSamples: 50,
  };
  expect(valueRange(plot)).toEqual([0.24, 20]);
  expect(lastSample(plot)).toBe(70);
  expect(decades([0.1, 100])).toEqual([0.1, 1, 10, 100]);
  expect(decades([1e-5, 1])).toEqual([1e-4, 1e-2, 1]);
  expect(
    valueRange({
      ...plot,
      curves: [],
      references: [{ label: 'tiny', colour: 'muted', value: 1e-14 }],
    }),
  ).toEqual([1e-4, 10]);
  expect(decades([1, 20])).toEqual([1, 2, 5, 10, 20]);
});

test('images stand side by side on the sheet', () => {
  expect(imageShape(1024)).toEqual({ size: 32, colours: 1 });
  expect(imageShape(3072)).toEqual({ size: 32, colours: 3 });
  expect(() => imageShape(7)).toThrow('7 bytes');
  const rgba = new Uint8ClampedArray(2 * 2 * 2 * 4);
  spreadPixels({ count: 2, bytes: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) }, rgba);
  const reds = Array.from({ length: 8 }, (_, index) => rgba[4 * index]);
  expect(reds).toEqual([1, 2, 5, 6, 3, 4, 7, 8]);
  expect(rgba[3]).toBe(255);
});

test('ten lanes are told apart by colour and marker', () => {
  const looks = [...'abcdefghij'].map((id) => {
    const { colour, marker } = seriesOf(id);
    return `${colour} ${marker}`;
  });
  expect(new Set(looks).size).toBe(10);
});
