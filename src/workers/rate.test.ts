import { expect, it } from 'vitest';
import { createRate } from './rate.ts';

it('tells samples per second, and follows a change within a few readings', () => {
  const rate = createRate(1000, 64);
  expect(rate(1000, 64)).toBe(0);
  expect(rate(1500, 564)).toBe(1000);
  expect(rate(1500, 600)).toBe(1000);
  let samples = 564;
  const slower = [2000, 2500, 3000, 3500, 4000, 4500, 5000, 5500].map((timeMs) => {
    samples += 50;
    return rate(timeMs, samples);
  });
  expect(slower[0]).toBeCloseTo(0.7 * 1000 + 0.3 * 100);
  expect(slower.at(-1)).toBeGreaterThan(100);
  expect(slower.at(-1)).toBeLessThan(160);
});
