import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mean, median, quantile, sampleStandardDeviation } from './statistics.ts';

test('mean and sample standard deviation', () => {
  expect(mean([1, 2, 3, 6])).toBe(3);
  expect(sampleStandardDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(Math.sqrt(32 / 7), 12);
  expect(sampleStandardDeviation(Float64Array.of(1, 2, 3))).toBe(1);
});

test('too few values have none', () => {
  expect(mean([])).toBeNaN();
  expect(sampleStandardDeviation([4])).toBeNaN();
  expect(quantile([], 0.5)).toBeNaN();
  expect(median([1, Number.NaN, 2])).toBeNaN();
});

test('quantiles as numpy.quantile', () => {
  const values = [9, 1, 5, 3];
  expect(median(values)).toBe(4);
  expect(quantile(values, 0.95)).toBeCloseTo(8.4, 12);
  expect(quantile(values, 0)).toBe(1);
  expect(quantile(values, 1)).toBe(9);
  expect(median([10, 9, 100])).toBe(10);
  expect(values).toEqual([9, 1, 5, 3]);
});

test('quantiles stay within the values and grow with the share', () => {
  const values = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(values, share, share, (sample, a, b) => {
      const low = quantile(sample, Math.min(a, b));
      const high = quantile(sample, Math.max(a, b));
      expect(low).toBeLessThanOrEqual(high + 1e-9);
      expect(low).toBeGreaterThanOrEqual(Math.min(...sample));
      expect(high).toBeLessThanOrEqual(Math.max(...sample));
    }),
    { seed: 6 },
  );
});
