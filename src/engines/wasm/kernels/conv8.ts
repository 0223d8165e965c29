// The kernel that a step spends most of its time in: 'same' convolution of zero-ringed NHWC images,
// with a register tile of 2×2 pixels × 8 output channels (the 8 accumulators hide the latency of the
// adder, and 4 × 8 is as much as 16 vector registers hold).
import { leak, madd } from './simd';

// Writes a tile's pixel: accumulators plus bias, through leakyReLU or the mask of one.
// @ts-ignore: decorator
@inline
function finish8(
  y: usize,
  low: v128,
  high: v128,
  activate: bool,
  slope: v128,
  mask: usize,
): void {
  if (mask) {
    low = leak(low, v128.load(mask), slope);
    high = leak(high, v128.load(mask, 16), slope);
  } else if (activate) {
    low = leak(low, low, slope);
    high = leak(high, high, slope);
  }
  v128.store(y, low);
  v128.store(y, high, 16);
}

// Eight output channels. `x` points at the first input of pixel (0, 0), `y` at its output, `mask` (or
// 0) at its gate, `w` at the block's weights [k·k][ci][8], `slope` (or 0) at leakyReLU's slope.
export function conv8(
  x: usize,
  w: usize,
  y: usize,
  n: usize,
  h: usize,
  width: usize,
  ci: usize,
  co: usize,
  k: usize,
  bias: usize,
  slope: usize,
  mask: usize,
): void {
  const xPixel = ci * 4;
  const xRow = (width + 2) * xPixel;
  const xSample = (h + 2) * xRow;
  const yPixel = co * 4;
  const yRow = (width + 2) * yPixel;
  const ySample = (h + 2) * yRow;
  // The k·ci inputs under one kernel row lie side by side, and so do their weights.
  const run = k * xPixel;
  const unrolled = ci % 4 == 0;
  const bias0 = bias ? v128.load(bias) : f32x4.splat(0);
  const bias1 = bias ? v128.load(bias, 16) : f32x4.splat(0);
  const slopes = slope ? v128.load32_splat(slope) : f32x4.splat(0);
  const activate = slope != 0;
  const maskOffset = mask - y;
  for (let s: usize = 0; s < n; s++) {
    for (let row: usize = 0; row < h; row += 2) {
      for (let col: usize = 0; col < width; col += 2) {
        let a0 = bias0;
        let a1 = bias1;
        let b0 = bias0;
        let b1 = bias1;
        let c0 = bias0;
        let c1 = bias1;
        let d0 = bias0;
        let d1 = bias1;
        let w0: v128, w1: v128, t: v128;
        let q = w;
        let start = x + s * xSample + row * xRow + col * xPixel;
        for (let ky: usize = 0; ky < k; ky++) {
          let p0 = start;
          let p1 = p0 + xPixel;
          let p2 = p0 + xRow;
          let p3 = p2 + xPixel;
          const end = p0 + run;
          if (unrolled) {
            while (p0 < end) {
              w0 = v128.load(q, 0);
              w1 = v128.load(q, 16);
              t = v128.load32_splat(p0, 0);
              a0 = madd(t, w0, a0);
              a1 = madd(t, w1, a1);
              t = v128.load32_splat(p1, 0);
              b0 = madd(t, w0, b0);
              b1 = madd(t, w1, b1);
              t = v128.load32_splat(p2, 0);
              c0 = madd(t, w0, c0);
              c1 = madd(t, w1, c1);
              t = v128.load32_splat(p3, 0);
              d0 = madd(t, w0, d0);
              d1 = madd(t, w1, d1);
              w0 = v128.load(q, 32);
              w1 = v128.load(q, 48);
              t = v128.load32_splat(p0, 4);
              a0 = madd(t, w0, a0);
              a1 = madd(t, w1, a1);
              t = v128.load32_splat(p1, 4);
              b0 = madd(t, w0, b0);
              b1 = madd(t, w1, b1);
              t = v128.load32_splat(p2, 4);
              c0 = madd(t, w0, c0);
              c1 = madd(t, w1, c1);
              t = v128.load32_splat(p3, 4);
              d0 = madd(t, w0, d0);
              d1 = madd(t, w1, d1);
              w0 = v128.load(q, 64);
              w1 = v128.load(q, 80);
              t = v128.load32_splat(p0, 8);
              a0 = madd(t, w0, a0);
              a1 = madd(t, w1, a1);
              t = v128.load32_splat(p1, 8);
              b0 = madd(t, w0, b0);
              b1 = madd(t, w1, b1);
              t = v128.load32_splat(p2, 8);
              c0 = madd(t, w0, c0);
              c1 = madd(t, w1, c1);
              t = v128.load32_splat(p3, 8);
              d0 = madd(t, w0, d0);
              d1 = madd(t, w1, d1);
              w0 = v128.load(q, 96);
              w1 = v128.load(q, 112);
              t = v128.load32_splat(p0, 12);
              a0 = madd(t, w0, a0);
              a1 = madd(t, w1, a1);
              t = v128.load32_splat(p1, 12);
              b0 = madd(t, w0, b0);
              b1 = madd(t, w1, b1);
              t = v128.load32_splat(p2, 12);
              c0 = madd(t, w0, c0);
              c1 = madd(t, w1, c1);
              t = v128.load32_splat(p3, 12);
              d0 = madd(t, w0, d0);
              d1 = madd(t, w1, d1);
              p0 += 16;
              p1 += 16;
              p2 += 16;
              p3 += 16;
              q += 128;
            }
          } else {
            while (p0 < end) {
              w0 = v128.load(q, 0);
              w1 = v128.load(q, 16);
              t = v128.load32_splat(p0, 0);
              a0 = madd(t, w0, a0);
              a1 = madd(t, w1, a1);
              t = v128.load32_splat(p1, 0);
              b0 = madd(t, w0, b0);
              b1 = madd(t, w1, b1);
              t = v128.load32_splat(p2, 0);
              c0 = madd(t, w0, c0);
              c1 = madd(t, w1, c1);
              t = v128.load32_splat(p3, 0);
              d0 = madd(t, w0, d0);
              d1 = madd(t, w1, d1);
              p0 += 4;
              p1 += 4;
              p2 += 4;
              p3 += 4;
              q += 32;
            }
          }
          start += xRow;
        }
        const out = y + s * ySample + row * yRow + col * yPixel;
        const gate = mask ? out + maskOffset : 0;
        const below = row + 1 < h;
        finish8(out, a0, a1, activate, slopes, gate);
        if (col + 1 < width) {
          finish8(out + yPixel, b0, b1, activate, slopes, mask ? gate + yPixel : 0);
          if (below)
            finish8(out + yRow + yPixel, d0, d1, activate, slopes, mask ? gate + yRow + yPixel : 0);
        }
        if (below) finish8(out + yRow, c0, c1, activate, slopes, mask ? gate + yRow : 0);
      }
    }
  }
}
