// Moving samples: between the whole batch and a micro-batch, reversed, and into another shape.

export function copyBytes(to: usize, from: usize, bytes: usize): void {
  memory.copy(to, from, bytes);
}

export function zeroBytes(at: usize, bytes: usize): void {
  memory.fill(at, 0, bytes);
}

// Sample `local` of micro-batch `part` within the batch: halves mirror each other, see microBatch.ts.
// @ts-ignore: decorator
@inline
function globalSample(local: usize, part: usize, micro: usize, batch: usize): usize {
  if (micro == batch) return local;
  const half = micro / 2;
  return local < half ? part * half + local : batch - 1 - (part * half + micro - 1 - local);
}

// From the whole batch, dense [batches · batch][rows · len], to micro-batch number load(part).
export function gatherSamples(
  to: usize,
  whole: usize,
  batches: usize,
  micro: usize,
  batch: usize,
  rows: usize,
  len: usize,
  toSample: usize,
  toRow: usize,
  part: usize,
): void {
  const index = load<u32>(part);
  for (let b: usize = 0; b < batches; b++) {
    for (let i: usize = 0; i < micro; i++) {
      const from = whole + (b * batch + globalSample(i, index, micro, batch)) * rows * len * 4;
      const at = to + (b * micro + i) * toSample;
      for (let row: usize = 0; row < rows; row++)
        memory.copy(at + row * toRow, from + row * len * 4, len * 4);
    }
  }
}

// The way back.
export function scatterSamples(
  whole: usize,
  from: usize,
  batches: usize,
  micro: usize,
  batch: usize,
  rows: usize,
  len: usize,
  fromSample: usize,
  fromRow: usize,
  part: usize,
): void {
  const index = load<u32>(part);
  for (let b: usize = 0; b < batches; b++) {
    for (let i: usize = 0; i < micro; i++) {
      const to = whole + (b * batch + globalSample(i, index, micro, batch)) * rows * len * 4;
      const at = from + (b * micro + i) * fromSample;
      for (let row: usize = 0; row < rows; row++)
        memory.copy(to + row * len * 4, at + row * fromRow, len * 4);
    }
  }
}

// Sample i of each of `batches` groups of `micro` becomes sample micro − 1 − i; whole samples, ring and all.
export function reverseSamples(
  to: usize,
  from: usize,
  batches: usize,
  micro: usize,
  bytes: usize,
): void {
  for (let b: usize = 0; b < batches; b++) {
    for (let i: usize = 0; i < micro; i++)
      memory.copy(to + (b * micro + i) * bytes, from + (b * micro + micro - 1 - i) * bytes, bytes);
  }
}

// The same elements in row-major order, between two divisions into rows.
export function relayout(
  to: usize,
  from: usize,
  n: usize,
  size: usize,
  toLen: usize,
  toSample: usize,
  toRow: usize,
  fromLen: usize,
  fromSample: usize,
  fromRow: usize,
): void {
  for (let s: usize = 0; s < n; s++) {
    for (let i: usize = 0; i < size; i++) {
      const value = load<f32>(from + s * fromSample + (i / fromLen) * fromRow + (i % fromLen) * 4);
      store<f32>(to + s * toSample + (i / toLen) * toRow + (i % toLen) * 4, value);
    }
  }
}
