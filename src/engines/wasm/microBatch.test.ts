import { expect, test } from 'vitest';
import { globalSample, microBatchSize } from './microBatch.ts';

test.each([
  [1, 1],
  [2, 2],
  [3, 3],
  [6, 6],
  [9, 9],
  [10, 2],
  [16, 8],
  [20, 4],
  [64, 8],
])('a batch of %i runs in micro-batches of %i', (batch, micro) => {
  expect(microBatchSize(batch)).toBe(micro);
});

test('every sample has its place, and reversing a micro-batch reverses the batch', () => {
  for (const batch of [1, 3, 6, 10, 64]) {
    const micro = microBatchSize(batch);
    const seen = new Set<number>();
    for (let part = 0; part < batch / micro; part++) {
      for (let local = 0; local < micro; local++) {
        const sample = globalSample(local, part, micro, batch);
        seen.add(sample);
        expect(globalSample(micro - 1 - local, part, micro, batch)).toBe(batch - 1 - sample);
      }
    }
    expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: batch }, (_, i) => i));
  }
});
