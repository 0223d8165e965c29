// Lays 3×3 kernels out for winograd: u = G g Gᵀ with G's rows (1, 0, 0), (½, ½, ½), (½, −½, ½), (0, 0, 1).

// @ts-ignore: decorator
@inline
function half(value: v128): v128 {
  return f32x4.mul(value, f32x4.splat(0.5));
}

// Four neighbouring values of `u` from four output channels, or, turned, from four inputs, whose
// values lie eight floats apart.
// @ts-ignore: decorator
@inline
function put(to: usize, value: v128, turned: bool): void {
  if (turned) {
    v128.store32_lane(to, value, 0);
    v128.store32_lane(to, value, 1, 32);
    v128.store32_lane(to, value, 2, 64);
    v128.store32_lane(to, value, 3, 96);
  } else v128.store(to, value);
}

// Four kernels at once: those whose first taps lie at `g`, `tap` bytes (or minus as many) apart.
// @ts-ignore: decorator
@inline
function transformKernels(to: usize, position: usize, g: usize, tap: usize, turned: bool): void {
  const g00 = v128.load(g);
  const g10 = v128.load(g + 3 * tap);
  const g20 = v128.load(g + 6 * tap);
  const s0 = f32x4.add(g00, g20);
  const p0 = half(f32x4.add(s0, g10));
  const m0 = half(f32x4.sub(s0, g10));
  const g01 = v128.load(g + tap);
  const g11 = v128.load(g + 4 * tap);
  const g21 = v128.load(g + 7 * tap);
  const s1 = f32x4.add(g01, g21);
  const p1 = half(f32x4.add(s1, g11));
  const m1 = half(f32x4.sub(s1, g11));
  const g02 = v128.load(g + 2 * tap);
  const g12 = v128.load(g + 5 * tap);
  const g22 = v128.load(g + 8 * tap);
  const s2 = f32x4.add(g02, g22);
  const p2 = half(f32x4.add(s2, g12));
  const m2 = half(f32x4.sub(s2, g12));
  const t0 = f32x4.add(g00, g02);
  put(to, g00, turned);
  put(to + position, half(f32x4.add(t0, g01)), turned);
  put(to + 2 * position, half(f32x4.sub(t0, g01)), turned);
  put(to + 3 * position, g02, turned);
  const t1 = f32x4.add(p0, p2);
  put(to + 4 * position, p0, turned);
  put(to + 5 * position, half(f32x4.add(t1, p1)), turned);
  put(to + 6 * position, half(f32x4.sub(t1, p1)), turned);
  put(to + 7 * position, p2, turned);
  const t2 = f32x4.add(m0, m2);
  put(to + 8 * position, m0, turned);
  put(to + 9 * position, half(f32x4.add(t2, m1)), turned);
  put(to + 10 * position, half(f32x4.sub(t2, m1)), turned);
  put(to + 11 * position, m2, turned);
  const t3 = f32x4.add(g20, g22);
  put(to + 12 * position, g20, turned);
  put(to + 13 * position, half(f32x4.add(t3, g21)), turned);
  put(to + 14 * position, half(f32x4.sub(t3, g21)), turned);
  put(to + 15 * position, g22, turned);
}

// From [9][ci][co] to [co / 8][16][ci][8].
export function packWinograd(u: usize, kernel: usize, ci: usize, co: usize): void {
  const tap = ci * co * 4;
  const position = ci * 32;
  for (let o: usize = 0; o < co; o += 4) {
    const to = u + (o >> 3) * 16 * position + (o & 7) * 4;
    for (let i: usize = 0; i < ci; i++)
      transformKernels(to + i * 32, position, kernel + (i * co + o) * 4, tap, false);
  }
}

// The same of the kernel of the gradient by the input, whose taps are turned round and whose inputs
// are the outputs: to [ci / 8][16][co][8].
export function packTurnedWinograd(u: usize, kernel: usize, ci: usize, co: usize): void {
  const tap = ci * co * 4;
  const position = co * 32;
  for (let i: usize = 0; i < ci; i++) {
    const to = u + (i >> 3) * 16 * position + (i & 7) * 4;
    for (let o: usize = 0; o < co; o += 4)
      transformKernels(to + o * 32, position, kernel + 8 * tap + (i * co + o) * 4, 0 - tap, true);
  }
}
