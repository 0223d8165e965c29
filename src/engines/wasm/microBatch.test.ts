import { expect, test } from 'vitest';
import { microBatchSize } from './microBatch.ts';
import { openWasm } from './openForTest.ts';

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

test('every sample has its place, reversing a micro-batch reverses the batch, and all come back', async () => {
  const { heap, kernels } = await openWasm();
  for (const batch of [1, 3, 6, 10, 64]) {
    const micro = microBatchSize(batch);
    const numbers = Array.from({ length: batch }, (_, i) => i);
    const [whole, gathered, back, part] = [batch, micro, batch, 1].map((n) => heap.allocate(n * 4));
    const values = (at: number, count: number) => [...heap.floats.subarray(at / 4, at / 4 + count)];
    heap.floats.set(numbers, whole / 4);
    const seen: number[] = [];
    for (let index = 0; index < batch / micro; index++) {
      new Uint32Array(heap.floats.buffer)[part / 4] = index;
      // One float a sample: batches, micro, batch, rows, len, sample and row strides, part.
      const layout = [1, micro, batch, 1, 1, 4, 4, part];
      kernels.gatherSamples(gathered, whole, ...layout);
      kernels.scatterSamples(back, gathered, ...layout);
      const samples = values(gathered, micro);
      expect(samples.toReversed()).toEqual(samples.map((sample) => batch - 1 - sample));
      seen.push(...samples);
    }
    expect(seen.sort((a, b) => a - b)).toEqual(numbers);
    expect(values(back, batch)).toEqual(numbers);
  }
});
