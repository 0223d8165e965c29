// The inputs' side of Winograd's convolution.
import { tiles } from './winograd';

// Bytes of all tiles' inputs at one position, with a gap that keeps the 16 positions out of the same
// cache lines.
// @ts-ignore: decorator
@inline
export function positionBytes(channels: usize): usize {
  return tiles * channels * 4 + 64;
}

// Positions in the third row or column. Where each pixel of x is repeated 2×2, as upsampling leaves it,
// all inputs there are zero: a tile's middle rows are the same, so are its middle columns, and Bᵀ's third
// row is their difference. And where a tile's outputs are summed, products there cancel out. That leaves
// 9 positions of 16.
// @ts-ignore: decorator
@inline
export function isThird(position: usize): bool {
  return (position & 3) == 2 || position >> 2 == 2;
}

// v[position][tile][ci] = Bᵀ d B for the 4×4 inputs d of tiles `first` to `first + count − 1`.
export function transformInputs(
  x: usize,
  v: usize,
  first: usize,
  count: usize,
  h: usize,
  width: usize,
  ci: usize,
): void {
  const across = width / 2;
  const perImage = (h / 2) * across;
  const pixel = ci * 4;
  const row = (width + 2) * pixel;
  const sample = (h + 2) * row;
  const step = positionBytes(ci);
  // Walked tile by tile, since divisions for each would show in the time.
  const inImage = first % perImage;
  let left = across - (inImage % across);
  let below = h / 2 - inImage / across;
  let start = x + (first / perImage) * sample + (inImage / across) * 2 * row +
    (inImage % across) * 2 * pixel;
  for (let i: usize = 0; i < count; i++) {
    let p = start;
    let out = v + i * pixel;
    const end = out + pixel;
    while (out < end) {
      const d00 = v128.load(p);
      const d10 = v128.load(p + row);
      const d20 = v128.load(p + 2 * row);
      const d30 = v128.load(p + 3 * row);
      const e00 = f32x4.sub(d00, d20);
      const e10 = f32x4.add(d10, d20);
      const e20 = f32x4.sub(d20, d10);
      const e30 = f32x4.sub(d10, d30);
      const d01 = v128.load(p + pixel);
      const d11 = v128.load(p + row + pixel);
      const d21 = v128.load(p + 2 * row + pixel);
      const d31 = v128.load(p + 3 * row + pixel);
      const e01 = f32x4.sub(d01, d21);
      const e11 = f32x4.add(d11, d21);
      const e21 = f32x4.sub(d21, d11);
      const e31 = f32x4.sub(d11, d31);
      const d02 = v128.load(p + 2 * pixel);
      const d12 = v128.load(p + row + 2 * pixel);
      const d22 = v128.load(p + 2 * row + 2 * pixel);
      const d32 = v128.load(p + 3 * row + 2 * pixel);
      const e02 = f32x4.sub(d02, d22);
      const e12 = f32x4.add(d12, d22);
      const e22 = f32x4.sub(d22, d12);
      const e32 = f32x4.sub(d12, d32);
      const d03 = v128.load(p + 3 * pixel);
      const d13 = v128.load(p + row + 3 * pixel);
      const d23 = v128.load(p + 2 * row + 3 * pixel);
      const d33 = v128.load(p + 3 * row + 3 * pixel);
      const e03 = f32x4.sub(d03, d23);
      const e13 = f32x4.add(d13, d23);
      const e23 = f32x4.sub(d23, d13);
      const e33 = f32x4.sub(d13, d33);
      v128.store(out, f32x4.sub(e00, e02));
      v128.store(out + step, f32x4.add(e01, e02));
      v128.store(out + 2 * step, f32x4.sub(e02, e01));
      v128.store(out + 3 * step, f32x4.sub(e01, e03));
      v128.store(out + 4 * step, f32x4.sub(e10, e12));
      v128.store(out + 5 * step, f32x4.add(e11, e12));
      v128.store(out + 6 * step, f32x4.sub(e12, e11));
      v128.store(out + 7 * step, f32x4.sub(e11, e13));
      v128.store(out + 8 * step, f32x4.sub(e20, e22));
      v128.store(out + 9 * step, f32x4.add(e21, e22));
      v128.store(out + 10 * step, f32x4.sub(e22, e21));
      v128.store(out + 11 * step, f32x4.sub(e21, e23));
      v128.store(out + 12 * step, f32x4.sub(e30, e32));
      v128.store(out + 13 * step, f32x4.add(e31, e32));
      v128.store(out + 14 * step, f32x4.sub(e32, e31));
      v128.store(out + 15 * step, f32x4.sub(e31, e33));
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
