// Halving and doubling images, each the other's gradient, with the leakyReLU mask of the layer below
// multiplied in where there is one. All pointers are interior starts of ringed images.
import { leak } from './simd';

// @ts-ignore: decorator
@inline
function leak1(value: f32, gate: f32, slope: f32): f32 {
  return gate > 0 ? value : value * slope;
}

// y [h, w, c] = scale · the sum of each 2×2 block of x [2h, 2w, c], times the mask of `gate`.
export function pool2(
  y: usize,
  x: usize,
  n: usize,
  h: usize,
  width: usize,
  c: usize,
  scale: usize,
  gate: usize,
  slope: usize,
): void {
  const pixel = c * 4;
  const yRow = (width + 2) * pixel;
  const ySample = (h + 2) * yRow;
  const xRow = (width * 2 + 2) * pixel;
  const xSample = (h * 2 + 2) * xRow;
  const factor = load<f32>(scale);
  const factors = f32x4.splat(factor);
  const slope0: f32 = slope ? load<f32>(slope) : 1;
  const slopes = f32x4.splat(slope0);
  for (let s: usize = 0; s < n; s++) {
    for (let row: usize = 0; row < h; row++) {
      let q = y + s * ySample + row * yRow;
      let p = x + s * xSample + 2 * row * xRow;
      const end = q + width * pixel;
      while (q < end) {
        let i: usize = 0;
        for (; i + 4 <= c; i += 4) {
          const at = p + i * 4;
          let sum = f32x4.add(
            f32x4.add(v128.load(at), v128.load(at + pixel)),
            f32x4.add(v128.load(at + xRow), v128.load(at + xRow + pixel)),
          );
          sum = f32x4.mul(sum, factors);
          if (gate) sum = leak(sum, v128.load(gate + (q - y) + i * 4), slopes);
          v128.store(q + i * 4, sum);
        }
        for (; i < c; i++) {
          const at = p + i * 4;
          let sum =
            (load<f32>(at) + load<f32>(at + pixel) +
              (load<f32>(at + xRow) + load<f32>(at + xRow + pixel))) * factor;
          if (gate) sum = leak1(sum, load<f32>(gate + (q - y) + i * 4), slope0);
          store<f32>(q + i * 4, sum);
        }
        q += pixel;
        p += 2 * pixel;
      }
    }
  }
}

// y [2h, 2w, c] = scale · x [h, w, c] repeated, times the mask of `gate`.
export function upsample2(
  y: usize,
  x: usize,
  n: usize,
  h: usize,
  width: usize,
  c: usize,
  scale: usize,
  gate: usize,
  slope: usize,
): void {
  const pixel = c * 4;
  const xRow = (width + 2) * pixel;
  const xSample = (h + 2) * xRow;
  const yRow = (width * 2 + 2) * pixel;
  const ySample = (h * 2 + 2) * yRow;
  const factor = load<f32>(scale);
  const factors = f32x4.splat(factor);
  const slope0: f32 = slope ? load<f32>(slope) : 1;
  const slopes = f32x4.splat(slope0);
  for (let s: usize = 0; s < n; s++) {
    for (let row: usize = 0; row < 2 * h; row++) {
      let q = y + s * ySample + row * yRow;
      let p = x + s * xSample + (row >> 1) * xRow;
      const end = p + width * pixel;
      while (p < end) {
        let i: usize = 0;
        for (; i + 4 <= c; i += 4) {
          const value = f32x4.mul(v128.load(p + i * 4), factors);
          const to = q + i * 4;
          if (gate) {
            const g = gate + (to - y);
            v128.store(to, leak(value, v128.load(g), slopes));
            v128.store(to + pixel, leak(value, v128.load(g + pixel), slopes));
          } else {
            v128.store(to, value);
            v128.store(to + pixel, value);
          }
        }
        for (; i < c; i++) {
          const value = load<f32>(p + i * 4) * factor;
          const to = q + i * 4;
          if (gate) {
            const g = gate + (to - y);
            store<f32>(to, leak1(value, load<f32>(g), slope0));
            store<f32>(to + pixel, leak1(value, load<f32>(g + pixel), slope0));
          } else {
            store<f32>(to, value);
            store<f32>(to + pixel, value);
          }
        }
        p += pixel;
        q += 2 * pixel;
      }
    }
  }
}
