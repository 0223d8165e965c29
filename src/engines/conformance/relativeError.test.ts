import { expect, test } from 'vitest';
import { relativeError } from './relativeError.ts';

test('an error is measured in parts of the largest expected element', () => {
  expect(relativeError([1, 2, 3.5], [1, 2, 4])).toBe(0.125);
  expect(relativeError([0, 0], [0, 0])).toBe(0);
});

test('nothing hides a value that is not a number, is missing, or should be zero', () => {
  expect(relativeError([Number.NaN, 2], [1, 2])).toBeNaN();
  expect(relativeError([1, 2], [Number.NaN, 2])).toBeNaN();
  expect(relativeError([1], [1, 2])).toBeNaN();
  expect(relativeError([1e-9, 0], [0, 0])).toBe(Infinity);
  expect(relativeError([Infinity, 2], [1, 2])).toBe(Infinity);
});
