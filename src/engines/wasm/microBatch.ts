/**
 * A batch is run in micro-batches, which bounds memory and keeps the work in cache. Their samples are
 * chosen in mirrored pairs {s, B − 1 − s}, first halves in front and mirrored ones behind, so that
 * reversing the batch is reversing each micro-batch. The kernels that move samples (kernels/movement.ts)
 * choose them.
 */

const largest = 8;

/** Samples in a micro-batch: the largest even divisor of `batch` up to 8, else the whole batch. */
export function microBatchSize(batch: number): number {
  for (let size = largest; size > 0; size -= 2) if (batch % size === 0) return size;
  return batch;
}
