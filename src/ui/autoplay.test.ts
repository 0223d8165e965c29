import { expect, test } from 'vitest';
import { swing } from './autoplay.ts';

test('α swings from where it is to 1, to 0, and back', () => {
  expect([0, 2000, 4000, 6000, 8000].map((ms) => swing(0.5, ms))).toEqual([0.5, 1, 0.5, 0, 0.5]);
  expect(swing(0, 40)).toBe(0.01);
});
