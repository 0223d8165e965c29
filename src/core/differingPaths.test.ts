import { expect, test } from 'vitest';
import { differingPaths } from './differingPaths.ts';

test('names what differs by path, and nothing else', () => {
  const one = { seed: 1, schedule: { batch: 32, decay: { share: 0.05 } }, ramp: null };
  expect(differingPaths(one, structuredClone(one))).toEqual([]);
  expect(
    differingPaths(one, { seed: 2, schedule: { batch: 32, decay: null }, ramp: null, more: [1] }),
  ).toEqual(['seed', 'schedule.decay', 'more']);
});
