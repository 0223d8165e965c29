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
// `least`: room for n floats. A few rows at a time meet all vectors, so that a large table is read once.
export function nearestRow(
  y: usize,
  x: usize,
  table: usize,
  n: usize,
  l: usize,
  rows: usize,
  least: usize,
): void {
  for (let s: usize = 0; s < n; s++) {
    store<f32>(least + s * 4, Infinity);
    store<f32>(y + s * 4, 0);
  }
  for (let from: usize = 0; from < rows; from += rowsAtATime) {
    const to = min(from + rowsAtATime, rows);
    for (let s: usize = 0; s < n; s += 4) {
      const at = x + s * l * 4;
      for (let r = from; r < to; r++) {
        const row = table + r * l * 4;
        if (s + 4 <= n) offerFour(y + s * 4, least + s * 4, at, row, r, l);
        else for (let i: usize = 0; s + i < n; i++)
          offer(y + (s + i) * 4, least + (s + i) * 4, squaredDistance(at + i * l * 4, row, l), r);
      }
    }
  }
}

const rowsAtATime: usize = 32;

// @ts-ignore: decorator
@inline
function offer(y: usize, least: usize, distance: f32, row: usize): void {
  if (distance < load<f32>(least)) {
    store<f32>(least, distance);
    store<f32>(y, <f32>row);
  }
}

// The same arithmetic as squaredDistance, for four vectors that share the loads of the row.
function offerFour(y: usize, least: usize, x: usize, row: usize, index: usize, l: usize): void {
  const x1 = x + l * 4;
  const x2 = x1 + l * 4;
  const x3 = x2 + l * 4;
  let a0 = f32x4.splat(0), a1 = f32x4.splat(0), b0 = f32x4.splat(0), b1 = f32x4.splat(0);
  let c0 = f32x4.splat(0), c1 = f32x4.splat(0), d0 = f32x4.splat(0), d1 = f32x4.splat(0);
  let t: v128;
  let i: usize = 0;
  for (; i + 8 <= l; i += 8) {
    const at = i * 4;
    const r0 = v128.load(row + at);
    const r1 = v128.load(row + at, 16);
    t = f32x4.sub(v128.load(x + at), r0);
    a0 = madd(t, t, a0);
    t = f32x4.sub(v128.load(x + at, 16), r1);
    a1 = madd(t, t, a1);
    t = f32x4.sub(v128.load(x1 + at), r0);
    b0 = madd(t, t, b0);
    t = f32x4.sub(v128.load(x1 + at, 16), r1);
    b1 = madd(t, t, b1);
    t = f32x4.sub(v128.load(x2 + at), r0);
    c0 = madd(t, t, c0);
    t = f32x4.sub(v128.load(x2 + at, 16), r1);
    c1 = madd(t, t, c1);
    t = f32x4.sub(v128.load(x3 + at), r0);
    d0 = madd(t, t, d0);
    t = f32x4.sub(v128.load(x3 + at, 16), r1);
    d1 = madd(t, t, d1);
  }
  offer(y, least, sumLanes(f32x4.add(a0, a1)) + restOf(x, row, i, l), index);
  offer(y + 4, least + 4, sumLanes(f32x4.add(b0, b1)) + restOf(x1, row, i, l), index);
  offer(y + 8, least + 8, sumLanes(f32x4.add(c0, c1)) + restOf(x2, row, i, l), index);
  offer(y + 12, least + 12, sumLanes(f32x4.add(d0, d1)) + restOf(x3, row, i, l), index);
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
  return sumLanes(f32x4.add(sums, more)) + restOf(a, b, i, l);
}

// @ts-ignore: decorator
@inline
function restOf(a: usize, b: usize, from: usize, l: usize): f32 {
  let rest: f32 = 0;
  for (let i = from; i < l; i++) {
    const d = load<f32>(a + i * 4) - load<f32>(b + i * 4);
    rest += d * d;
  }
  return rest;
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
