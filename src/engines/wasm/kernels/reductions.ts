// Sums over a sample, over the batch and over pixels. Strides as in elementwise.ts.
import { sumLanes } from './simd';

// y[s] = Σ over the sample's elements.
export function sumSample(
  y: usize,
  x: usize,
  n: usize,
  rows: usize,
  len: usize,
  xSample: usize,
  xRow: usize,
): void {
  for (let s: usize = 0; s < n; s++) {
    let total: f64 = 0;
    for (let row: usize = 0; row < rows; row++) {
      const at = x + s * xSample + row * xRow;
      let sums = f32x4.splat(0);
      let i: usize = 0;
      for (; i + 4 <= len; i += 4) sums = f32x4.add(sums, v128.load(at + i * 4));
      let rest: f32 = 0;
      for (; i < len; i++) rest += load<f32>(at + i * 4);
      total += sumLanes(sums) + rest;
    }
    store<f32>(y + s * 4, <f32>total);
  }
}

// sum[i] += scale · Σ over samples of x[s][i].
export function sumBatch(
  sum: usize,
  x: usize,
  n: usize,
  rows: usize,
  len: usize,
  xSample: usize,
  xRow: usize,
  scale: usize,
): void {
  const factor = load<f32>(scale);
  for (let row: usize = 0; row < rows; row++) {
    const at = x + row * xRow;
    for (let i: usize = 0; i < len; i++) {
      let total: f64 = 0;
      for (let s: usize = 0; s < n; s++) total += load<f32>(at + s * xSample + i * 4);
      const to = sum + (row * len + i) * 4;
      store<f32>(to, load<f32>(to) + <f32>total * factor);
    }
  }
}

// sum[c] += Σ over samples and pixels.
export function biasGradient(
  sum: usize,
  x: usize,
  n: usize,
  rows: usize,
  len: usize,
  xSample: usize,
  xRow: usize,
  c: usize,
): void {
  const pixel = c * 4;
  let i: usize = 0;
  for (; i + 16 <= c; i += 16) {
    let a = f32x4.splat(0);
    let b = f32x4.splat(0);
    let d = f32x4.splat(0);
    let e = f32x4.splat(0);
    for (let s: usize = 0; s < n; s++) {
      for (let row: usize = 0; row < rows; row++) {
        let p = x + s * xSample + row * xRow + i * 4;
        const end = p + len * 4;
        while (p < end) {
          a = f32x4.add(a, v128.load(p));
          b = f32x4.add(b, v128.load(p, 16));
          d = f32x4.add(d, v128.load(p, 32));
          e = f32x4.add(e, v128.load(p, 48));
          p += pixel;
        }
      }
    }
    const to = sum + i * 4;
    v128.store(to, f32x4.add(v128.load(to), a));
    v128.store(to, f32x4.add(v128.load(to, 16), b), 16);
    v128.store(to, f32x4.add(v128.load(to, 32), d), 32);
    v128.store(to, f32x4.add(v128.load(to, 48), e), 48);
  }
  for (; i + 4 <= c; i += 4) {
    let a = f32x4.splat(0);
    for (let s: usize = 0; s < n; s++) {
      for (let row: usize = 0; row < rows; row++) {
        let p = x + s * xSample + row * xRow + i * 4;
        const end = p + len * 4;
        while (p < end) {
          a = f32x4.add(a, v128.load(p));
          p += pixel;
        }
      }
    }
    const to = sum + i * 4;
    v128.store(to, f32x4.add(v128.load(to), a));
  }
  for (; i < c; i++) {
    let total: f64 = 0;
    for (let s: usize = 0; s < n; s++) {
      for (let row: usize = 0; row < rows; row++) {
        const at = x + s * xSample + row * xRow;
        for (let j = i; j < len; j += c) total += load<f32>(at + j * 4);
      }
    }
    const to = sum + i * 4;
    store<f32>(to, load<f32>(to) + <f32>total);
  }
}
