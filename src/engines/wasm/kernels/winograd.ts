// Convolution 3×3 by Winograd's F(2×2, 3×3) (Lavin and Gray, "Fast algorithms for convolutional neural
// networks", 2016): a tile of 2×2 outputs costs 16 products instead of 36. Tiles are taken `tiles` at
// a time: their inputs are transformed, multiplied channel by channel for each of the 16 positions,
// eight output channels at a time, and transformed back. Heights and widths are even, ci a multiple
// of 4, co of 8.
import { leak, madd } from './simd';
import { isThird, transformInputs, positionBytes } from './winogradInput';

export const tiles: usize = 32;

// Byte distance of one position from the next among the products: off a power of two, which would put
// all 16 of them into the same few cache lines.
const productBytes: usize = tiles * 32 + 64;

// `x`: corner of the ring; `y`, `mask`: interior starts; `u`: as packWinograd lays it out; `bias`,
// `slope`, `mask` as for convolve; `scratch`: see ../winograd.ts; `repeated`: x is upsampled;
// `pooled`: y is half as high and wide, its pixels the sums of tiles (and there is no bias).
export function winograd(
  x: usize,
  u: usize,
  y: usize,
  n: usize,
  h: usize,
  width: usize,
  ci: usize,
  co: usize,
  bias: usize,
  slope: usize,
  mask: usize,
  scratch: usize,
  repeated: bool,
  pooled: bool,
): void {
  const across = width / 2;
  const down = h / 2;
  const total = n * down * across;
  const products = scratch + 16 * positionBytes(ci);
  if (repeated) memory.fill(products, 0, 16 * productBytes);
  for (let first: usize = 0; first < total; first += tiles) {
    const count = min(tiles, total - first);
    transformInputs(x, scratch, first, count, h, width, ci);
    for (let c: usize = 0; c < co; c += 8) {
      multiplyTiles(scratch, u + c * ci * 64, products, count, ci, repeated || pooled);
      if (pooled) {
        sumTiles(products, y + c * 4, first, count, h, width, co, slope, mask ? mask + c * 4 : 0);
      } else transformBack(products, y + c * 4, first, count, h, width, co,
        bias ? bias + c * 4 : 0, slope, mask ? mask + c * 4 : 0);
    }
  }
}

// products[position][tile][8] = Σ over ci of inputs[position][tile][ci] · u[position][ci][8]
function multiplyTiles(
  inputs: usize,
  u: usize,
  products: usize,
  count: usize,
  ci: usize,
  leaveThird: bool,
): void {
  const tileBytes = ci * 4;
  const step = positionBytes(ci);
  for (let position: usize = 0; position < 16; position++) {
    if (leaveThird && isThird(position)) continue;
    const weights = u + position * ci * 32;
    let q = weights;
    let out = products + position * productBytes;
    let p = inputs + position * step;
    for (let tile: usize = 0; tile < count; tile += 4) {
      q = weights;
      let p0 = p;
      let p1 = p0 + tileBytes;
      let p2 = p1 + tileBytes;
      let p3 = p2 + tileBytes;
      const end = p1;
      let a0 = f32x4.splat(0), a1 = f32x4.splat(0), b0 = f32x4.splat(0), b1 = f32x4.splat(0);
      let c0 = f32x4.splat(0), c1 = f32x4.splat(0), d0 = f32x4.splat(0), d1 = f32x4.splat(0);
      let w0: v128, w1: v128, t: v128;
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
      v128.store(out, a0);
      v128.store(out, a1, 16);
      v128.store(out, b0, 32);
      v128.store(out, b1, 48);
      v128.store(out, c0, 64);
      v128.store(out, c1, 80);
      v128.store(out, d0, 96);
      v128.store(out, d1, 112);
      out += 128;
      p = p + 4 * tileBytes;
    }
  }
}

// Pixels of tile after tile: Aᵀ m A, A's columns (1, 1, 1, 0) and (0, 1, −1, −1).
function transformBack(
  products: usize,
  y: usize,
  first: usize,
  count: usize,
  h: usize,
  width: usize,
  co: usize,
  bias: usize,
  slope: usize,
  mask: usize,
): void {
  const across = width / 2;
  const perImage = (h / 2) * across;
  const pixel = co * 4;
  const row = (width + 2) * pixel;
  const sample = (h + 2) * row;
  const slopes = slope ? v128.load32_splat(slope) : f32x4.splat(0);
  const toMask = mask - y;
  const inImage = first % perImage;
  let left = across - (inImage % across);
  let below = h / 2 - inImage / across;
  let start = y + (first / perImage) * sample + (inImage / across) * 2 * row +
    (inImage % across) * 2 * pixel;
  for (let i: usize = 0; i < count; i++) {
    for (let half: usize = 0; half < 32; half += 16) {
      const added = bias ? v128.load(bias + half) : f32x4.splat(0);
      const out = start + half;
      const m = products + i * 32 + half;
      const r01 = v128.load(m, 4 * productBytes);
      const r02 = v128.load(m, 8 * productBytes);
      const top0 = f32x4.add(v128.load(m), f32x4.add(r01, r02));
      const low0 = f32x4.sub(f32x4.sub(r01, r02), v128.load(m, 12 * productBytes));
      const r11 = v128.load(m, 5 * productBytes);
      const r12 = v128.load(m, 9 * productBytes);
      const top1 = f32x4.add(v128.load(m, 1 * productBytes), f32x4.add(r11, r12));
      const low1 = f32x4.sub(f32x4.sub(r11, r12), v128.load(m, 13 * productBytes));
      const r21 = v128.load(m, 6 * productBytes);
      const r22 = v128.load(m, 10 * productBytes);
      const top2 = f32x4.add(v128.load(m, 2 * productBytes), f32x4.add(r21, r22));
      const low2 = f32x4.sub(f32x4.sub(r21, r22), v128.load(m, 14 * productBytes));
      const r31 = v128.load(m, 7 * productBytes);
      const r32 = v128.load(m, 11 * productBytes);
      const top3 = f32x4.add(v128.load(m, 3 * productBytes), f32x4.add(r31, r32));
      const low3 = f32x4.sub(f32x4.sub(r31, r32), v128.load(m, 15 * productBytes));
      finish(out, f32x4.add(f32x4.add(top0, f32x4.add(top1, top2)), added), slope != 0, slopes, mask ? out + toMask : 0);
      finish(out + pixel, f32x4.add(f32x4.sub(f32x4.sub(top1, top2), top3), added), slope != 0, slopes, mask ? out + pixel + toMask : 0);
      finish(out + row, f32x4.add(f32x4.add(low0, f32x4.add(low1, low2)), added), slope != 0, slopes, mask ? out + row + toMask : 0);
      finish(out + row + pixel, f32x4.add(f32x4.sub(f32x4.sub(low1, low2), low3), added), slope != 0, slopes, mask ? out + row + pixel + toMask : 0);
    }
    start += 2 * pixel;
    if (--left == 0) {
      left = across;
      start += 2 * row - width * pixel;
      if (--below == 0) {
        below = h / 2;
        start += 2 * row;
      }
    }
  }
}

// The sum of each tile's pixels: that of A's rows is (1, 2, 0, −1).
function sumTiles(
  products: usize,
  y: usize,
  first: usize,
  count: usize,
  h: usize,
  width: usize,
  co: usize,
  slope: usize,
  mask: usize,
): void {
  const across = width / 2;
  const down = h / 2;
  const perImage = down * across;
  const pixel = co * 4;
  const row = (across + 2) * pixel;
  const sample = (down + 2) * row;
  const slopes = slope ? v128.load32_splat(slope) : f32x4.splat(0);
  const toMask = mask - y;
  const inImage = first % perImage;
  let left = across - (inImage % across);
  let below = down - inImage / across;
  let start = y + (first / perImage) * sample + (inImage / across) * row +
    (inImage % across) * pixel;
  for (let i: usize = 0; i < count; i++) {
    for (let half: usize = 0; half < 32; half += 16) {
      const out = start + half;
      const m = products + i * 32 + half;
      const c0 = sumColumn(m);
      const c1 = sumColumn(m + productBytes);
      const c3 = sumColumn(m + 3 * productBytes);
      const sum = f32x4.sub(f32x4.add(c0, f32x4.add(c1, c1)), c3);
      finish(out, sum, slope != 0, slopes, mask ? out + toMask : 0);
    }
    start += pixel;
    if (--left == 0) {
      left = across;
      start += 2 * pixel;
      if (--below == 0) {
        below = down;
        start += 2 * row;
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function sumColumn(m: usize): v128 {
  const second = v128.load(m, 4 * productBytes);
  const sum = f32x4.add(v128.load(m), f32x4.add(second, second));
  return f32x4.sub(sum, v128.load(m, 12 * productBytes));
}

// @ts-ignore: decorator
@inline
function finish(y: usize, value: v128, activate: bool, slope: v128, mask: usize): void {
  if (mask) value = leak(value, v128.load(mask), slope);
  else if (activate) value = leak(value, value, slope);
  v128.store(y, value);
}
