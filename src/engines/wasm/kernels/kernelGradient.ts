// Gradient of a convolution by its kernel: dw[ky][j][co] += Σ over pixels of x · dy, where j counts the
// k·ci inputs that lie side by side under a kernel row. A tile keeps 8 accumulators over all pixels of
// an area that fits the first-level cache.
import { madd } from './simd';

// 4 inputs × 8 output channels.
// @ts-ignore: decorator
@inline
function tile4x8(
  x: usize,
  dy: usize,
  dw: usize,
  samples: usize,
  rows: usize,
  cols: usize,
  xPixel: usize,
  xRow: usize,
  xSample: usize,
  yPixel: usize,
  yRow: usize,
  ySample: usize,
): void {
  let a00 = f32x4.splat(0);
  let a01 = f32x4.splat(0);
  let a10 = f32x4.splat(0);
  let a11 = f32x4.splat(0);
  let a20 = f32x4.splat(0);
  let a21 = f32x4.splat(0);
  let a30 = f32x4.splat(0);
  let a31 = f32x4.splat(0);
  let t: v128;
  for (let s: usize = 0; s < samples; s++) {
    for (let row: usize = 0; row < rows; row++) {
      let p = x + s * xSample + row * xRow;
      let q = dy + s * ySample + row * yRow;
      const end = q + cols * yPixel;
      while (q < end) {
        const d0 = v128.load(q);
        const d1 = v128.load(q, 16);
        t = v128.load32_splat(p, 0);
        a00 = madd(t, d0, a00);
        a01 = madd(t, d1, a01);
        t = v128.load32_splat(p, 4);
        a10 = madd(t, d0, a10);
        a11 = madd(t, d1, a11);
        t = v128.load32_splat(p, 8);
        a20 = madd(t, d0, a20);
        a21 = madd(t, d1, a21);
        t = v128.load32_splat(p, 12);
        a30 = madd(t, d0, a30);
        a31 = madd(t, d1, a31);
        p += xPixel;
        q += yPixel;
      }
    }
  }
  v128.store(dw, f32x4.add(v128.load(dw, 0), a00), 0);
  v128.store(dw, f32x4.add(v128.load(dw, 16), a01), 16);
  v128.store(dw + yPixel, f32x4.add(v128.load(dw + yPixel, 0), a10), 0);
  v128.store(dw + yPixel, f32x4.add(v128.load(dw + yPixel, 16), a11), 16);
  v128.store(dw + 2 * yPixel, f32x4.add(v128.load(dw + 2 * yPixel, 0), a20), 0);
  v128.store(dw + 2 * yPixel, f32x4.add(v128.load(dw + 2 * yPixel, 16), a21), 16);
  v128.store(dw + 3 * yPixel, f32x4.add(v128.load(dw + 3 * yPixel, 0), a30), 0);
  v128.store(dw + 3 * yPixel, f32x4.add(v128.load(dw + 3 * yPixel, 16), a31), 16);
}

// 1 input × 8 output channels.
// @ts-ignore: decorator
@inline
function tile1x8(
  x: usize,
  dy: usize,
  dw: usize,
  samples: usize,
  rows: usize,
  cols: usize,
  xPixel: usize,
  xRow: usize,
  xSample: usize,
  yPixel: usize,
  yRow: usize,
  ySample: usize,
): void {
  let a00 = f32x4.splat(0);
  let a01 = f32x4.splat(0);
  let t: v128;
  for (let s: usize = 0; s < samples; s++) {
    for (let row: usize = 0; row < rows; row++) {
      let p = x + s * xSample + row * xRow;
      let q = dy + s * ySample + row * yRow;
      const end = q + cols * yPixel;
      while (q < end) {
        const d0 = v128.load(q);
        const d1 = v128.load(q, 16);
        t = v128.load32_splat(p, 0);
        a00 = madd(t, d0, a00);
        a01 = madd(t, d1, a01);
        p += xPixel;
        q += yPixel;
      }
    }
  }
  v128.store(dw, f32x4.add(v128.load(dw, 0), a00), 0);
  v128.store(dw, f32x4.add(v128.load(dw, 16), a01), 16);
}

// 8 inputs × 4 output channels.
// @ts-ignore: decorator
@inline
function tile8x4(
  x: usize,
  dy: usize,
  dw: usize,
  samples: usize,
  rows: usize,
  cols: usize,
  xPixel: usize,
  xRow: usize,
  xSample: usize,
  yPixel: usize,
  yRow: usize,
  ySample: usize,
): void {
  let a00 = f32x4.splat(0);
  let a10 = f32x4.splat(0);
  let a20 = f32x4.splat(0);
  let a30 = f32x4.splat(0);
  let a40 = f32x4.splat(0);
  let a50 = f32x4.splat(0);
  let a60 = f32x4.splat(0);
  let a70 = f32x4.splat(0);
  let t: v128;
  for (let s: usize = 0; s < samples; s++) {
    for (let row: usize = 0; row < rows; row++) {
      let p = x + s * xSample + row * xRow;
      let q = dy + s * ySample + row * yRow;
      const end = q + cols * yPixel;
      while (q < end) {
        const d0 = v128.load(q);
        t = v128.load32_splat(p, 0);
        a00 = madd(t, d0, a00);
        t = v128.load32_splat(p, 4);
        a10 = madd(t, d0, a10);
        t = v128.load32_splat(p, 8);
        a20 = madd(t, d0, a20);
        t = v128.load32_splat(p, 12);
        a30 = madd(t, d0, a30);
        t = v128.load32_splat(p, 16);
        a40 = madd(t, d0, a40);
        t = v128.load32_splat(p, 20);
        a50 = madd(t, d0, a50);
        t = v128.load32_splat(p, 24);
        a60 = madd(t, d0, a60);
        t = v128.load32_splat(p, 28);
        a70 = madd(t, d0, a70);
        p += xPixel;
        q += yPixel;
      }
    }
  }
  v128.store(dw, f32x4.add(v128.load(dw, 0), a00), 0);
  v128.store(dw + yPixel, f32x4.add(v128.load(dw + yPixel, 0), a10), 0);
  v128.store(dw + 2 * yPixel, f32x4.add(v128.load(dw + 2 * yPixel, 0), a20), 0);
  v128.store(dw + 3 * yPixel, f32x4.add(v128.load(dw + 3 * yPixel, 0), a30), 0);
  v128.store(dw + 4 * yPixel, f32x4.add(v128.load(dw + 4 * yPixel, 0), a40), 0);
  v128.store(dw + 5 * yPixel, f32x4.add(v128.load(dw + 5 * yPixel, 0), a50), 0);
  v128.store(dw + 6 * yPixel, f32x4.add(v128.load(dw + 6 * yPixel, 0), a60), 0);
  v128.store(dw + 7 * yPixel, f32x4.add(v128.load(dw + 7 * yPixel, 0), a70), 0);
}

// 4 inputs × 4 output channels.
// @ts-ignore: decorator
@inline
function tile4x4(
  x: usize,
  dy: usize,
  dw: usize,
  samples: usize,
  rows: usize,
  cols: usize,
  xPixel: usize,
  xRow: usize,
  xSample: usize,
  yPixel: usize,
  yRow: usize,
  ySample: usize,
): void {
  let a00 = f32x4.splat(0);
  let a10 = f32x4.splat(0);
  let a20 = f32x4.splat(0);
  let a30 = f32x4.splat(0);
  let t: v128;
  for (let s: usize = 0; s < samples; s++) {
    for (let row: usize = 0; row < rows; row++) {
      let p = x + s * xSample + row * xRow;
      let q = dy + s * ySample + row * yRow;
      const end = q + cols * yPixel;
      while (q < end) {
        const d0 = v128.load(q);
        t = v128.load32_splat(p, 0);
        a00 = madd(t, d0, a00);
        t = v128.load32_splat(p, 4);
        a10 = madd(t, d0, a10);
        t = v128.load32_splat(p, 8);
        a20 = madd(t, d0, a20);
        t = v128.load32_splat(p, 12);
        a30 = madd(t, d0, a30);
        p += xPixel;
        q += yPixel;
      }
    }
  }
  v128.store(dw, f32x4.add(v128.load(dw, 0), a00), 0);
  v128.store(dw + yPixel, f32x4.add(v128.load(dw + yPixel, 0), a10), 0);
  v128.store(dw + 2 * yPixel, f32x4.add(v128.load(dw + 2 * yPixel, 0), a20), 0);
  v128.store(dw + 3 * yPixel, f32x4.add(v128.load(dw + 3 * yPixel, 0), a30), 0);
}

// 1 input × 4 output channels.
// @ts-ignore: decorator
@inline
function tile1x4(
  x: usize,
  dy: usize,
  dw: usize,
  samples: usize,
  rows: usize,
  cols: usize,
  xPixel: usize,
  xRow: usize,
  xSample: usize,
  yPixel: usize,
  yRow: usize,
  ySample: usize,
): void {
  let a00 = f32x4.splat(0);
  let t: v128;
  for (let s: usize = 0; s < samples; s++) {
    for (let row: usize = 0; row < rows; row++) {
      let p = x + s * xSample + row * xRow;
      let q = dy + s * ySample + row * yRow;
      const end = q + cols * yPixel;
      while (q < end) {
        const d0 = v128.load(q);
        t = v128.load32_splat(p, 0);
        a00 = madd(t, d0, a00);
        p += xPixel;
        q += yPixel;
      }
    }
  }
  v128.store(dw, f32x4.add(v128.load(dw, 0), a00), 0);
}

// 16 inputs × 1 output channel, four to a vector.
// @ts-ignore: decorator
@inline
function tile16x1(
  x: usize,
  dy: usize,
  dw: usize,
  samples: usize,
  rows: usize,
  cols: usize,
  xPixel: usize,
  xRow: usize,
  xSample: usize,
  yPixel: usize,
  yRow: usize,
  ySample: usize,
): void {
  let a0 = f32x4.splat(0);
  let a1 = f32x4.splat(0);
  let a2 = f32x4.splat(0);
  let a3 = f32x4.splat(0);
  for (let s: usize = 0; s < samples; s++) {
    for (let row: usize = 0; row < rows; row++) {
      let p = x + s * xSample + row * xRow;
      let q = dy + s * ySample + row * yRow;
      const end = q + cols * yPixel;
      while (q < end) {
        const d = v128.load32_splat(q);
        a0 = madd(v128.load(p), d, a0);
        a1 = madd(v128.load(p, 16), d, a1);
        a2 = madd(v128.load(p, 32), d, a2);
        a3 = madd(v128.load(p, 48), d, a3);
        p += xPixel;
        q += yPixel;
      }
    }
  }
  scatter4(dw, yPixel, a0);
  scatter4(dw + 4 * yPixel, yPixel, a1);
  scatter4(dw + 8 * yPixel, yPixel, a2);
  scatter4(dw + 12 * yPixel, yPixel, a3);
}

// 4 inputs × 1 output channel.
// @ts-ignore: decorator
@inline
function tile4x1(
  x: usize,
  dy: usize,
  dw: usize,
  samples: usize,
  rows: usize,
  cols: usize,
  xPixel: usize,
  xRow: usize,
  xSample: usize,
  yPixel: usize,
  yRow: usize,
  ySample: usize,
): void {
  let a = f32x4.splat(0);
  for (let s: usize = 0; s < samples; s++) {
    for (let row: usize = 0; row < rows; row++) {
      let p = x + s * xSample + row * xRow;
      let q = dy + s * ySample + row * yRow;
      const end = q + cols * yPixel;
      while (q < end) {
        a = madd(v128.load(p), v128.load32_splat(q), a);
        p += xPixel;
        q += yPixel;
      }
    }
  }
  scatter4(dw, yPixel, a);
}

// @ts-ignore: decorator
@inline
function scatter4(dw: usize, step: usize, value: v128): void {
  store<f32>(dw, load<f32>(dw) + f32x4.extract_lane(value, 0));
  store<f32>(dw + step, load<f32>(dw + step) + f32x4.extract_lane(value, 1));
  store<f32>(dw + 2 * step, load<f32>(dw + 2 * step) + f32x4.extract_lane(value, 2));
  store<f32>(dw + 3 * step, load<f32>(dw + 3 * step) + f32x4.extract_lane(value, 3));
}

// @ts-ignore: decorator
@inline
function tile1x1(
  x: usize,
  dy: usize,
  dw: usize,
  samples: usize,
  rows: usize,
  cols: usize,
  xPixel: usize,
  xRow: usize,
  xSample: usize,
  yPixel: usize,
  yRow: usize,
  ySample: usize,
): void {
  let a: f32 = 0;
  for (let s: usize = 0; s < samples; s++) {
    for (let row: usize = 0; row < rows; row++) {
      let p = x + s * xSample + row * xRow;
      let q = dy + s * ySample + row * yRow;
      const end = q + cols * yPixel;
      while (q < end) {
        a += load<f32>(p) * load<f32>(q);
        p += xPixel;
        q += yPixel;
      }
    }
  }
  store<f32>(dw, load<f32>(dw) + a);
}

// `x`: the first input under the kernel at pixel (0, 0); `dy`: upstream's interior start; `dw`:
// [k][k·ci][co]. An area is `areaSamples` × `areaRows` rows. Rows and columns of the ring are left out,
// where a tile lies in one column of the kernel.
export function kernelGradient(
  x: usize,
  dy: usize,
  dw: usize,
  n: usize,
  h: usize,
  width: usize,
  ci: usize,
  co: usize,
  k: usize,
  areaSamples: usize,
  areaRows: usize,
): void {
  const xPixel = ci * 4;
  const xRow = (width + 2) * xPixel;
  const xSample = (h + 2) * xRow;
  const yPixel = co * 4;
  const yRow = (width + 2) * yPixel;
  const ySample = (h + 2) * yRow;
  const run = k * ci;
  for (let s: usize = 0; s < n; s += areaSamples) {
    const samples = min(areaSamples, n - s);
    for (let y0: usize = 0; y0 < h; y0 += areaRows) {
      const y1 = min(y0 + areaRows, h);
      for (let ky: usize = 0; ky < k; ky++) {
        // Under kernel row 0 the first row of pixels sees the ring, under row 2 the last one.
        const from: usize = k == 3 && ky == 0 && y0 == 0 ? 1 : y0;
        const to = k == 3 && ky == 2 && y1 == h ? h - 1 : y1;
        if (from >= to) continue;
        const xAt = x + s * xSample + (from + ky) * xRow;
        const dyAt = dy + s * ySample + from * yRow;
        const dwAt = dw + ky * run * yPixel;
        let c: usize = 0;
        while (c < co) {
          const block: usize = c + 8 <= co ? 8 : c + 4 <= co ? 4 : 1;
          let j: usize = 0;
          while (j < run) {
            const left = run - j;
            let step: usize = 1;
            if (block == 1) step = left >= 16 ? 16 : left >= 4 ? 4 : 1;
            else if (block == 4) step = left >= 8 ? 8 : left >= 4 ? 4 : 1;
            else step = left >= 4 ? 4 : 1;
            const kx = j / ci;
            const single = k == 3 && (j + step - 1) / ci == kx;
            const first: usize = single && kx == 0 ? 1 : 0;
            const last = single && kx == 2 ? width - 1 : width;
            if (first < last)
              tile(
                step, block, xAt + first * xPixel + j * 4, dyAt + first * yPixel + c * 4,
                dwAt + j * yPixel + c * 4, samples, to - from, last - first,
                xPixel, xRow, xSample, yPixel, yRow, ySample,
              );
            j += step;
          }
          c += block;
        }
      }
    }
  }
}

function tile(
  step: usize,
  block: usize,
  x: usize,
  dy: usize,
  dw: usize,
  samples: usize,
  rows: usize,
  cols: usize,
  xPixel: usize,
  xRow: usize,
  xSample: usize,
  yPixel: usize,
  yRow: usize,
  ySample: usize,
): void {
  if (block == 8) {
    if (step == 4) tile4x8(x, dy, dw, samples, rows, cols, xPixel, xRow, xSample, yPixel, yRow, ySample);
    else tile1x8(x, dy, dw, samples, rows, cols, xPixel, xRow, xSample, yPixel, yRow, ySample);
  } else if (block == 4) {
    if (step == 8) tile8x4(x, dy, dw, samples, rows, cols, xPixel, xRow, xSample, yPixel, yRow, ySample);
    else if (step == 4) tile4x4(x, dy, dw, samples, rows, cols, xPixel, xRow, xSample, yPixel, yRow, ySample);
    else tile1x4(x, dy, dw, samples, rows, cols, xPixel, xRow, xSample, yPixel, yRow, ySample);
  } else {
    if (step == 16) tile16x1(x, dy, dw, samples, rows, cols, xPixel, xRow, xSample, yPixel, yRow, ySample);
    else if (step == 4) tile4x1(x, dy, dw, samples, rows, cols, xPixel, xRow, xSample, yPixel, yRow, ySample);
    else tile1x1(x, dy, dw, samples, rows, cols, xPixel, xRow, xSample, yPixel, yRow, ySample);
  }
}
