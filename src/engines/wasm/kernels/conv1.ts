// The convolution of conv8.ts for a single output channel: a dot product over the inputs under the
// kernel, four at a time, for four pixels at once.
import { madd } from './simd';

// @ts-ignore: decorator
@inline
function finish1(y: usize, value: f32, activate: bool, slope: f32, mask: usize): void {
  const gate = mask ? load<f32>(mask) : value;
  store<f32>(y, (mask != 0 || activate) && !(gate > 0) ? value * slope : value);
}

// As conv8, with weights [k·k][ci].
export function conv1(
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
  const run = k * xPixel;
  const start0 = bias ? load<f32>(bias) : 0;
  const slope0 = slope ? load<f32>(slope) : 0;
  const activate = slope != 0;
  for (let s: usize = 0; s < n; s++) {
    for (let row: usize = 0; row < h; row++) {
      for (let col: usize = 0; col < width; col += 4) {
        let a = f32x4.splat(0), b = f32x4.splat(0), c = f32x4.splat(0), d = f32x4.splat(0);
        let rest = f32x4.splat(start0);
        let q = w;
        let start = x + s * xSample + row * xRow + col * xPixel;
        for (let ky: usize = 0; ky < k; ky++) {
          let p = start;
          const end = p + run;
          const end4 = p + (run & ~15);
          while (p < end4) {
            const w0 = v128.load(q);
            a = madd(v128.load(p), w0, a);
            b = madd(v128.load(p + xPixel), w0, b);
            c = madd(v128.load(p + 2 * xPixel), w0, c);
            d = madd(v128.load(p + 3 * xPixel), w0, d);
            p += 16;
            q += 16;
          }
          while (p < end) {
            rest = madd(fourPixels(p, xPixel), v128.load32_splat(q), rest);
            p += 4;
            q += 4;
          }
          start += xRow;
        }
        const sums = f32x4.add(sumRows(a, b, c, d), rest);
        const out = y + s * ySample + row * yRow + col * yPixel;
        const gate = mask ? mask + (out - y) : 0;
        const wide = width - col;
        finish1(out, f32x4.extract_lane(sums, 0), activate, slope0, gate);
        if (wide > 1)
          finish1(out + yPixel, f32x4.extract_lane(sums, 1), activate, slope0, mask ? gate + yPixel : 0);
        if (wide > 2)
          finish1(out + 2 * yPixel, f32x4.extract_lane(sums, 2), activate, slope0, mask ? gate + 2 * yPixel : 0);
        if (wide > 3)
          finish1(out + 3 * yPixel, f32x4.extract_lane(sums, 3), activate, slope0, mask ? gate + 3 * yPixel : 0);
      }
    }
  }
}

// One input of four neighbouring pixels.
// @ts-ignore: decorator
@inline
function fourPixels(p: usize, pixel: usize): v128 {
  let value = v128.load32_zero(p);
  value = v128.load32_lane(p + pixel, value, 1);
  value = v128.load32_lane(p + 2 * pixel, value, 2);
  return v128.load32_lane(p + 3 * pixel, value, 3);
}

// The sums of the lanes of four vectors.
// @ts-ignore: decorator
@inline
function sumRows(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}
