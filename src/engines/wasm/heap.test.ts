import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createHeap, createMemory } from './heap.ts';

const start = 1000;

test('blocks are aligned zeros, apart from one another, and what is freed is used again', () => {
  const order = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 300_000 })), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(order, (actions) => {
      const heap = createHeap(createMemory(), start);
      const blocks: { at: number; bytes: number }[] = [];
      for (const [take, bytes] of actions) {
        if (take || blocks.length === 0) {
          const at = heap.allocate(bytes);
          expect(at % 64).toBe(0);
          expect(at).toBeGreaterThanOrEqual(start);
          const held = heap.floats.subarray(at / 4, at / 4 + Math.ceil(bytes / 4));
          expect(held.every((value) => value === 0)).toBe(true);
          held.fill(1);
          for (const other of blocks) {
            expect(at + bytes <= other.at || other.at + other.bytes <= at).toBe(true);
          }
          blocks.push({ at, bytes });
        } else heap.free(blocks.splice(bytes % blocks.length, 1)[0].at);
      }
      for (const { at } of blocks) heap.free(at);
      expect(heap.bytesInUse).toBe(0);
      // Joined again, the gaps hold as much as the whole memory did.
      const held = heap.memory.buffer.byteLength;
      heap.allocate(held - 1024);
      expect(heap.memory.buffer.byteLength).toBe(held);
    }),
    { seed: 3, numRuns: 60 },
  );
});

test('freeing what is no block is refused', () => {
  const heap = createHeap(createMemory(), start);
  const at = heap.allocate(10);
  heap.free(at);
  expect(() => heap.free(at)).toThrow(/no block in use/);
});
