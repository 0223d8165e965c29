import { expect, test } from 'vitest';
import { trendOf } from './trend.ts';

test('a steady leak grows, though the first rounds fell', () => {
  const trend = trendOf([300, 250, 200, 100, 102, 104, 106, 108, 110, 112]);
  expect(trend.slope).toBeCloseTo(2, 10);
  expect(trend.level).toBeCloseTo(106, 10);
  expect(trend.verdict).toBe('grows');
});

test('noise and what settles are flat', () => {
  expect(trendOf([80, 120, 140, 150, 153, 149, 151, 150, 152, 150]).verdict).toBe('flat');
  expect(trendOf([5, 5, 5, 5, 5, 5, 5, 5, 5, 5])).toMatchObject({ slope: 0, verdict: 'flat' });
  expect(trendOf([0, 0, 0, 0, 0, 0, 0])).toMatchObject({ slope: 0, verdict: 'flat' });
});

test('growth below half a per cent a round is told from growth that matters', () => {
  expect(trendOf([1, 1, 1, 100, 100.1, 100.2, 100.3, 100.4]).verdict).toBe('creeps');
});

test('too few rounds have no trend', () => {
  expect(trendOf([1, 2, 3, 4, 5, 6]).verdict).toBe('too few rounds');
});
