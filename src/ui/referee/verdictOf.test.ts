import { expect, test } from 'vitest';
import { verdictOf } from './verdictOf.ts';

const errors = { constant: 0.02, blind: 0.036, mixes: 512 };

test.each([
  [0.036, 0.034, 'both'],
  [0.036, 0.01, 'ownOnly'],
  [0.005, 0.004, 'neither'],
  [0.005, 0.036, 'refereeOnly'],
  [null, 0.004, 'found'],
  [null, 0.035, 'hidden'],
] as const)('own critic %s, referee %s: %s', (own, referee, verdict) => {
  expect(verdictOf({ ...errors, own, referee })).toBe(verdict);
});
