// Gradient of a 3×3 convolution by its kernel in Winograd's domain: du[position] += vᵀ w, summed over
// tiles, where v are the transformed inputs and w = A dy Aᵀ the transformed upstream; at the end of
// the step dw = Gᵀ du G. Heights and widths are even, ci a multiple of 4, co of 8.
import { madd } from './simd';
import { tiles } from './winograd';
import { isThird, positionBytes, transformInputs } from './winogradInput';

// `x`: corner of the ring; `dy`: interior start; `du`: [co / 8][16][ci][8]; `scratch`: room for all
// positions of ci + co channels; `repeated`: x is upsampled.
export function winogradKernelGradient(
  x: usize,
  dy: usize,
  du: usize,
  n: usize,
  h: usize,
  width: usize,
  ci: usize,
  co: usize,
  scratch: usize,
  repeated: bool,
): void {
  const total = n * (h / 2) * (width / 2);
  const upstream = scratch + 16 * positionBytes(ci);
  for (let first: usize = 0; first < total; first += tiles) {
    const count = min(tiles, total - first);
    transformInputs(x, scratch, first, count, h, width, ci);
    transformUpstream(dy, upstream, first, count, h, width, co);
    for (let position: usize = 0; position < 16; position++) {
      if (repeated && isThird(position)) continue;
      const v = scratch + position * positionBytes(ci);
      const w = upstream + position * positionBytes(co);
      for (let c: usize = 0; c < co; c += 8)
        addProducts(v, w + c * 4, du + (c * 2 + position) * ci * 32, count, ci, co);
    }
  }
}

// du[ci][8] += Σ over tiles of v[tile][ci] · w[tile][8]
function addProducts(v: usize, w: usize, du: usize, count: usize, ci: usize, co: usize): void {
  const vTile = ci * 4;
  const wTile = co * 4;
  const end = w + count * wTile;
  for (let i: usize = 0; i < ci; i += 4) {
    let p = v + i * 4;
    let q = w;
    const to = du + i * 32;
    let a0 = v128.load(to);
    let a1 = v128.load(to, 16);
    let a2 = v128.load(to, 32);
    let a3 = v128.load(to, 48);
    let a4 = v128.load(to, 64);
    let a5 = v128.load(to, 80);
    let a6 = v128.load(to, 96);
    let a7 = v128.load(to, 112);
    let w0: v128, w1: v128, t: v128;
    while (q < end) {
      w0 = v128.load(q);
      w1 = v128.load(q, 16);
      t = v128.load32_splat(p);
      a0 = madd(t, w0, a0);
      a1 = madd(t, w1, a1);
      t = v128.load32_splat(p, 4);
      a2 = madd(t, w0, a2);
      a3 = madd(t, w1, a3);
      t = v128.load32_splat(p, 8);
      a4 = madd(t, w0, a4);
      a5 = madd(t, w1, a5);
      t = v128.load32_splat(p, 12);
      a6 = madd(t, w0, a6);
      a7 = madd(t, w1, a7);
      p += vTile;
      q += wTile;
    }
    v128.store(to, a0);
    v128.store(to, a1, 16);
    v128.store(to, a2, 32);
    v128.store(to, a3, 48);
    v128.store(to, a4, 64);
    v128.store(to, a5, 80);
    v128.store(to, a6, 96);
    v128.store(to, a7, 112);
  }
}

// w[position][tile][co] = A dy Aᵀ for the 2×2 upstream of tile after tile.
function transformUpstream(
  dy: usize,
  w: usize,
  first: usize,
  count: usize,
  h: usize,
  width: usize,
  co: usize,
): void {
  const across = width / 2;
  const perImage = (h / 2) * across;
  const pixel = co * 4;
  const row = (width + 2) * pixel;
  const sample = (h + 2) * row;
  const step = positionBytes(co);
  const inImage = first % perImage;
  let left = across - (inImage % across);
  let below = h / 2 - inImage / across;
  let start = dy + (first / perImage) * sample + (inImage / across) * 2 * row +
    (inImage % across) * 2 * pixel;
  for (let i: usize = 0; i < count; i++) {
    let p = start;
    let out = w + i * pixel;
    const end = out + pixel;
    while (out < end) {
      const d00 = v128.load(p);
      const d01 = v128.load(p + pixel);
      const d10 = v128.load(p + row);
      const d11 = v128.load(p + row + pixel);
      const e10 = f32x4.add(d00, d10);
      const e11 = f32x4.add(d01, d11);
      const e20 = f32x4.sub(d00, d10);
      const e21 = f32x4.sub(d01, d11);
      const e30 = f32x4.neg(d10);
      const e31 = f32x4.neg(d11);
      putRow(out, step, d00, d01);
      putRow(out + 4 * step, step, e10, e11);
      putRow(out + 8 * step, step, e20, e21);
      putRow(out + 12 * step, step, e30, e31);
      p += 16;
      out += 16;
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

// @ts-ignore: decorator
@inline
function putRow(out: usize, step: usize, a: v128, b: v128): void {
  v128.store(out, a);
  v128.store(out + step, f32x4.add(a, b));
  v128.store(out + 2 * step, f32x4.sub(a, b));
  v128.store(out + 3 * step, f32x4.neg(b));
}

// dw[9][ci][co] = Gᵀ du G, G as in packWinograd.ts.
export function unpackWinograd(dw: usize, du: usize, ci: usize, co: usize): void {
  const tap = ci * co * 4;
  const position = ci * 32;
  for (let o: usize = 0; o < co; o += 4) {
    const block = du + (o >> 3) * 16 * position + (o & 7) * 4;
    for (let i: usize = 0; i < ci; i++)
      transformGradients(dw + (i * co + o) * 4, tap, block + i * 32, position);
  }
}

// @ts-ignore: decorator
@inline
function half(value: v128): v128 {
  return f32x4.mul(value, f32x4.splat(0.5));
}

// @ts-ignore: decorator
@inline
function transformGradients(dw: usize, tap: usize, u: usize, position: usize): void {
  const u00 = v128.load(u);
  const u10 = v128.load(u + 4 * position);
  const u20 = v128.load(u + 8 * position);
  const u30 = v128.load(u + 12 * position);
  const s0 = half(f32x4.add(u10, u20));
  const a0 = f32x4.add(u00, s0);
  const b0 = half(f32x4.sub(u10, u20));
  const c0 = f32x4.add(s0, u30);
  const u01 = v128.load(u + position);
  const u11 = v128.load(u + 5 * position);
  const u21 = v128.load(u + 9 * position);
  const u31 = v128.load(u + 13 * position);
  const s1 = half(f32x4.add(u11, u21));
  const a1 = f32x4.add(u01, s1);
  const b1 = half(f32x4.sub(u11, u21));
  const c1 = f32x4.add(s1, u31);
  const u02 = v128.load(u + 2 * position);
  const u12 = v128.load(u + 6 * position);
  const u22 = v128.load(u + 10 * position);
  const u32 = v128.load(u + 14 * position);
  const s2 = half(f32x4.add(u12, u22));
  const a2 = f32x4.add(u02, s2);
  const b2 = half(f32x4.sub(u12, u22));
  const c2 = f32x4.add(s2, u32);
  const u03 = v128.load(u + 3 * position);
  const u13 = v128.load(u + 7 * position);
  const u23 = v128.load(u + 11 * position);
  const u33 = v128.load(u + 15 * position);
  const s3 = half(f32x4.add(u13, u23));
  const a3 = f32x4.add(u03, s3);
  const b3 = half(f32x4.sub(u13, u23));
  const c3 = f32x4.add(s3, u33);
  const sa = half(f32x4.add(a1, a2));
  v128.store(dw, f32x4.add(a0, sa));
  v128.store(dw + tap, half(f32x4.sub(a1, a2)));
  v128.store(dw + 2 * tap, f32x4.add(sa, a3));
  const sb = half(f32x4.add(b1, b2));
  v128.store(dw + 3 * tap, f32x4.add(b0, sb));
  v128.store(dw + 4 * tap, half(f32x4.sub(b1, b2)));
  v128.store(dw + 5 * tap, f32x4.add(sb, b3));
  const sc = half(f32x4.add(c1, c2));
  v128.store(dw + 6 * tap, f32x4.add(c0, sc));
  v128.store(dw + 7 * tap, half(f32x4.sub(c1, c2)));
  v128.store(dw + 8 * tap, f32x4.add(sc, c3));
}
