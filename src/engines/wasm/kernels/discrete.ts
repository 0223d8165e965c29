// Classification and vector quantisation, on dense tensors.
import { madd, sumLanes } from './simd';

// @ts-ignore: decorator
@inline
function largest(x: usize, c: usize): f32 {
  let most = load<f32>(x);
  for (let i: usize = 1; i < c; i++) most = max(most, load<f32>(x + i * 4));
  return most;
}

// Softmax of each of n vectors [c].
export function softmax(y: usize, x: usize, n: usize, c: usize): void {
  for (let s: usize = 0; s < n; s++) {
    const from = x + s * c * 4;
    const to = y + s * c * 4;
    const most = largest(from, c);
    let total: f64 = 0;
    for (let i: usize = 0; i < c; i++) total += NativeMath.exp(load<f32>(from + i * 4) - most);
    for (let i: usize = 0; i < c; i++)
      store<f32>(to + i * 4, <f32>(NativeMath.exp(load<f32>(from + i * 4) - most) / total));
  }
}

// y[s] = −Σ target · log softmax(logits); strides in bytes, 0 for an operand that all samples share.
export function softmaxCrossEntropy(
  y: usize,
  logits: usize,
  targets: usize,
  n: usize,
  c: usize,
  logitsSample: usize,
  targetsSample: usize,
): void {
  for (let s: usize = 0; s < n; s++) {
    const l = logits + s * logitsSample;
    const t = targets + s * targetsSample;
    const most = largest(l, c);
    let total: f64 = 0;
    for (let i: usize = 0; i < c; i++) total += NativeMath.exp(load<f32>(l + i * 4) - most);
    const logTotal = NativeMath.log(total);
    let loss: f64 = 0;
    for (let i: usize = 0; i < c; i++)
      loss -= load<f32>(t + i * 4) * (<f64>load<f32>(l + i * 4) - most - logTotal);
    store<f32>(y + s * 4, <f32>loss);
  }
}

// y[s] = index of the largest of [c], the lowest on ties.
export function argmax(y: usize, x: usize, n: usize, c: usize): void {
  for (let s: usize = 0; s < n; s++) {
    const at = x + s * c * 4;
    let best: usize = 0;
    for (let i: usize = 1; i < c; i++)
      if (load<f32>(at + i * 4) > load<f32>(at + best * 4)) best = i;
    store<f32>(y + s * 4, <f32>best);
  }
}

// y[s] = the row of table [rows][l] nearest to x[s] [l] by squared distance, the lowest on ties.
export function nearestRow(
  y: usize,
  x: usize,
  table: usize,
  n: usize,
  l: usize,
  rows: usize,
): void {
  for (let s: usize = 0; s < n; s++) {
    const at = x + s * l * 4;
    let best: usize = 0;
    let least: f32 = Infinity;
    let row = table;
    for (let r: usize = 0; r < rows; r++) {
      const distance = squaredDistance(at, row, l);
      if (distance < least) {
        least = distance;
        best = r;
      }
      row += l * 4;
    }
    store<f32>(y + s * 4, <f32>best);
  }
}

// @ts-ignore: decorator
@inline
function squaredDistance(a: usize, b: usize, l: usize): f32 {
  let sums = f32x4.splat(0);
  let more = f32x4.splat(0);
  let i: usize = 0;
  for (; i + 8 <= l; i += 8) {
    const d = f32x4.sub(v128.load(a + i * 4), v128.load(b + i * 4));
    const e = f32x4.sub(v128.load(a + i * 4, 16), v128.load(b + i * 4, 16));
    sums = madd(d, d, sums);
    more = madd(e, e, more);
  }
  let rest: f32 = 0;
  for (; i < l; i++) {
    const d = load<f32>(a + i * 4) - load<f32>(b + i * 4);
    rest += d * d;
  }
  return sumLanes(f32x4.add(sums, more)) + rest;
}

// y[i] = table[indices[i]], rows of l floats.
export function gatherRows(y: usize, table: usize, indices: usize, count: usize, l: usize): void {
  for (let i: usize = 0; i < count; i++)
    memory.copy(y + i * l * 4, table + <usize>load<f32>(indices + i * 4) * l * 4, l * 4);
}

// sum[indices[i]] += values[i], rows of l floats.
export function scatterRows(
  sum: usize,
  indices: usize,
  values: usize,
  count: usize,
  l: usize,
): void {
  for (let i: usize = 0; i < count; i++) {
    const to = sum + <usize>load<f32>(indices + i * 4) * l * 4;
    const from = values + i * l * 4;
    for (let j: usize = 0; j < l; j++)
      store<f32>(to + j * 4, load<f32>(to + j * 4) + load<f32>(from + j * 4));
  }
}
