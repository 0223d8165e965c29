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
  const start0 = bias ? v128.load(bias) : f32x4.splat(0);
  const slopes = slope ? v128.load32_splat(slope) : f32x4.splat(0);
  const activate = slope != 0;
  for (let s: usize = 0; s < n; s++) {
    for (let row: usize = 0; row < h; row += 2) {
      for (let col: usize = 0; col < width; col += 4) {
        let a = start0, b = start0, c = start0, d = start0;
        let e = start0, f = start0, g = start0, i = start0;
        let w0: v128, w1: v128, w2: v128, t: v128;
        let q = w;
        let start = x + s * xSample + row * xRow + col * xPixel;
        for (let ky: usize = 0; ky < k; ky++) {
          let p = start;
          const end = p + xPixel;
          if (k == 3) {
            // The six inputs of a row serve three taps each.
            while (p < end) {
              w0 = v128.load(q);
              w1 = v128.load(q + xPixel * 4);
              w2 = v128.load(q + xPixel * 8);
              t = v128.load32_splat(p);
              a = madd(t, w0, a);
              t = v128.load32_splat(p + xPixel);
              a = madd(t, w1, a);
              b = madd(t, w0, b);
              t = v128.load32_splat(p + 2 * xPixel);
              a = madd(t, w2, a);
              b = madd(t, w1, b);
              c = madd(t, w0, c);
              t = v128.load32_splat(p + 3 * xPixel);
              b = madd(t, w2, b);
              c = madd(t, w1, c);
              d = madd(t, w0, d);
              t = v128.load32_splat(p + 4 * xPixel);
              c = madd(t, w2, c);
              d = madd(t, w1, d);
              t = v128.load32_splat(p + 5 * xPixel);
              d = madd(t, w2, d);
              const low = p + xRow;
              t = v128.load32_splat(low);
              e = madd(t, w0, e);
              t = v128.load32_splat(low + xPixel);
              e = madd(t, w1, e);
              f = madd(t, w0, f);
              t = v128.load32_splat(low + 2 * xPixel);
              e = madd(t, w2, e);
              f = madd(t, w1, f);
              g = madd(t, w0, g);
              t = v128.load32_splat(low + 3 * xPixel);
              f = madd(t, w2, f);
              g = madd(t, w1, g);
              i = madd(t, w0, i);
              t = v128.load32_splat(low + 4 * xPixel);
              g = madd(t, w2, g);
              i = madd(t, w1, i);
              t = v128.load32_splat(low + 5 * xPixel);
              i = madd(t, w2, i);
              p += 4;
              q += 16;
            }
            q += xPixel * 8;
          } else {
            while (p < end) {
              w0 = v128.load(q);
              const low = p + xRow;
              a = madd(v128.load32_splat(p), w0, a);
              b = madd(v128.load32_splat(p + xPixel), w0, b);
              c = madd(v128.load32_splat(p + 2 * xPixel), w0, c);
              d = madd(v128.load32_splat(p + 3 * xPixel), w0, d);
              e = madd(v128.load32_splat(low), w0, e);
              f = madd(v128.load32_splat(low + xPixel), w0, f);
              g = madd(v128.load32_splat(low + 2 * xPixel), w0, g);
              i = madd(v128.load32_splat(low + 3 * xPixel), w0, i);
              p += 4;
              q += 16;
            }
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
