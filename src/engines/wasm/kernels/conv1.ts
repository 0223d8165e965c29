// The convolution of conv8.ts for a single output channel: a dot product over the inputs under the
// kernel, four at a time, for two pixels at once.
import { madd, sumLanes } from './simd';

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
      for (let col: usize = 0; col < width; col += 2) {
        let a = f32x4.splat(0), b = f32x4.splat(0);
        let restA = start0, restB = start0;
        let q = w;
        let start = x + s * xSample + row * xRow + col * xPixel;
        for (let ky: usize = 0; ky < k; ky++) {
          let p0 = start;
          let p1 = p0 + xPixel;
          const end = p0 + run;
          const end4 = p0 + (run & ~15);
          while (p0 < end4) {
            const w0 = v128.load(q);
            a = madd(v128.load(p0), w0, a);
            b = madd(v128.load(p1), w0, b);
            p0 += 16;
            p1 += 16;
            q += 16;
          }
          while (p0 < end) {
            const w0 = load<f32>(q);
            restA += load<f32>(p0) * w0;
            restB += load<f32>(p1) * w0;
            p0 += 4;
            p1 += 4;
            q += 4;
          }
          start += xRow;
        }
        const out = y + s * ySample + row * yRow + col * yPixel;
        const gate = mask ? mask + (out - y) : 0;
        finish1(out, sumLanes(a) + restA, activate, slope0, gate);
        if (col + 1 < width)
          finish1(out + yPixel, sumLanes(b) + restB, activate, slope0, mask ? gate + yPixel : 0);
      }
    }
  }
}
