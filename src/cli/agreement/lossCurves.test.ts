import { expect, test } from 'vitest';
import { boundsFrom, compareCurves, floorShare, smooth, windowSteps } from './lossCurves.ts';

const steps = 3 * windowSteps;
const falling = Array.from({ length: steps }, (_, i) => 1 / (1 + i / 50));
const scaled = (by: number, from = 0) => falling.map((loss, i) => (i < from ? loss : loss * by));

test('a curve is smoothed over whole windows', () => {
  const curve = Array.from({ length: 2 * windowSteps + 7 }, (_, i) => (i < windowSteps ? 1 : 3));
  expect(smooth(curve)).toEqual([1, 3]);
});

test('the bound is three times the largest spread, and the floor', () => {
  const bounds = boundsFrom([scaled(1.01, windowSteps), scaled(0.98, windowSteps)], falling);
  expect(bounds[0]).toBe(floorShare);
  expect(bounds[1]).toBeCloseTo(floorShare + 0.06, 10);
  expect(bounds[2]).toBeCloseTo(floorShare + 0.06, 10);
});

test('within the bounds curves agree, beyond them they do not', () => {
  const bounds = boundsFrom([scaled(1.01, windowSteps)], falling);
  const near = compareCurves(scaled(0.975, windowSteps), falling, bounds);
  expect(near.agrees).toBe(true);
  expect(near.worst).toBeCloseTo(0.025 / 0.031, 6);
  expect(near.windows.map(({ lastStep }) => lastStep)).toEqual([100, 200, 300]);
  const far = compareCurves(scaled(1.04, windowSteps), falling, bounds);
  expect(far.worst).toBeGreaterThan(1);
  expect(far.agrees).toBe(false);
});

test('the first steps must agree closely, whatever the bounds', () => {
  const report = compareCurves(scaled(1.0002), falling, [1, 1, 1]);
  expect(report.early).toBeCloseTo(2e-4, 8);
  expect(report.worst).toBeLessThan(1);
  expect(report.agrees).toBe(false);
});

test('nothing agrees with NaN, or with nothing', () => {
  const nan = [...falling.slice(0, -1), Number.NaN];
  expect(compareCurves(nan, falling, [1, 1, 1]).agrees).toBe(false);
  expect(compareCurves([], [], []).agrees).toBe(false);
});
