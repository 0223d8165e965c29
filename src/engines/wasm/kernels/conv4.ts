// The convolution of conv8.ts for a block of four output channels: 2×4 pixels × 4 channels.
import { leak, madd } from './simd';

// @ts-ignore: decorator
@inline
function finish4(y: usize, value: v128, activate: bool, slope: v128, mask: usize): void {
  if (mask) value = leak(value, v128.load(mask), slope);
  else if (activate) value = leak(value, value, slope);
  v128.store(y, value);
}

// As conv8, with weights [k·k][ci][4].
export function conv4(
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
  const start0 = bias ? v128.load(bias) : f32x4.splat(0);
  const slopes = slope ? v128.load32_splat(slope) : f32x4.splat(0);
  const activate = slope != 0;
  for (let s: usize = 0; s < n; s++) {
    for (let row: usize = 0; row < h; row += 2) {
      for (let col: usize = 0; col < width; col += 4) {
        let a = start0, b = start0, c = start0, d = start0;
        let e = start0, f = start0, g = start0, i = start0;
        let w0: v128;
        let q = w;
        let start = x + s * xSample + row * xRow + col * xPixel;
        for (let ky: usize = 0; ky < k; ky++) {
          let p0 = start;
          let p1 = p0 + xPixel;
          let p2 = p1 + xPixel;
          let p3 = p2 + xPixel;
          let p4 = p0 + xRow;
          let p5 = p4 + xPixel;
          let p6 = p5 + xPixel;
          let p7 = p6 + xPixel;
          const end = p0 + run;
          while (p0 < end) {
            w0 = v128.load(q);
            a = madd(v128.load32_splat(p0), w0, a);
            b = madd(v128.load32_splat(p1), w0, b);
            c = madd(v128.load32_splat(p2), w0, c);
            d = madd(v128.load32_splat(p3), w0, d);
            e = madd(v128.load32_splat(p4), w0, e);
            f = madd(v128.load32_splat(p5), w0, f);
            g = madd(v128.load32_splat(p6), w0, g);
            i = madd(v128.load32_splat(p7), w0, i);
            p0 += 4;
            p1 += 4;
            p2 += 4;
            p3 += 4;
            p4 += 4;
            p5 += 4;
            p6 += 4;
            p7 += 4;
            q += 16;
          }
          start += xRow;
        }
        let out = y + s * ySample + row * yRow + col * yPixel;
        let gate = mask ? mask + (out - y) : 0;
        const wide = width - col;
        finish4(out, a, activate, slopes, gate);
        if (wide > 1) finish4(out + yPixel, b, activate, slopes, mask ? gate + yPixel : 0);
        if (wide > 2) finish4(out + 2 * yPixel, c, activate, slopes, mask ? gate + 2 * yPixel : 0);
        if (wide > 3) finish4(out + 3 * yPixel, d, activate, slopes, mask ? gate + 3 * yPixel : 0);
        if (row + 1 < h) {
          out += yRow;
          gate = mask ? gate + yRow : 0;
          finish4(out, e, activate, slopes, gate);
          if (wide > 1) finish4(out + yPixel, f, activate, slopes, mask ? gate + yPixel : 0);
          if (wide > 2) finish4(out + 2 * yPixel, g, activate, slopes, mask ? gate + 2 * yPixel : 0);
          if (wide > 3) finish4(out + 3 * yPixel, i, activate, slopes, mask ? gate + 3 * yPixel : 0);
        }
      }
    }
  }
}
