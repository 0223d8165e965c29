// Dense maps and their gradients. x: [samples][n], kernel: [n][m], y and dy: [samples][m], all dense.
import { madd, sumLanes } from './simd';

// y = x · kernel
export function dense(
  y: usize,
  x: usize,
  kernel: usize,
  samples: usize,
  n: usize,
  m: usize,
): void {
  for (let s: usize = 0; s < samples; s++) {
    const xAt = x + s * n * 4;
    const yAt = y + s * m * 4;
    let o: usize = 0;
    for (; o + 16 <= m; o += 16) {
      let a = f32x4.splat(0), b = f32x4.splat(0), c = f32x4.splat(0), d = f32x4.splat(0);
      let w = kernel + o * 4;
      for (let i: usize = 0; i < n; i++) {
        const t = v128.load32_splat(xAt + i * 4);
        a = madd(t, v128.load(w), a);
        b = madd(t, v128.load(w, 16), b);
        c = madd(t, v128.load(w, 32), c);
        d = madd(t, v128.load(w, 48), d);
        w += m * 4;
      }
      const to = yAt + o * 4;
      v128.store(to, a);
      v128.store(to, b, 16);
      v128.store(to, c, 32);
      v128.store(to, d, 48);
    }
    for (; o + 4 <= m; o += 4) {
      let a = f32x4.splat(0);
      for (let i: usize = 0; i < n; i++)
        a = madd(v128.load32_splat(xAt + i * 4), v128.load(kernel + (i * m + o) * 4), a);
      v128.store(yAt + o * 4, a);
    }
    for (; o < m; o++) {
      let a: f32 = 0;
      for (let i: usize = 0; i < n; i++)
        a += load<f32>(xAt + i * 4) * load<f32>(kernel + (i * m + o) * 4);
      store<f32>(yAt + o * 4, a);
    }
  }
}

// @ts-ignore: decorator
@inline
function dot(a: usize, b: usize, length: usize): f32 {
  let sums = f32x4.splat(0);
  let more = f32x4.splat(0);
  let i: usize = 0;
  for (; i + 8 <= length; i += 8) {
    sums = madd(v128.load(a + i * 4), v128.load(b + i * 4), sums);
    more = madd(v128.load(a + i * 4, 16), v128.load(b + i * 4, 16), more);
  }
  let rest: f32 = 0;
  for (; i < length; i++) rest += load<f32>(a + i * 4) * load<f32>(b + i * 4);
  return sumLanes(f32x4.add(sums, more)) + rest;
}

// dx = dy · kernelᵀ
export function denseInputGradient(
  dx: usize,
  dy: usize,
  kernel: usize,
  samples: usize,
  n: usize,
  m: usize,
): void {
  for (let i: usize = 0; i < n; i++) {
    for (let s: usize = 0; s < samples; s++)
      store<f32>(dx + (s * n + i) * 4, dot(dy + s * m * 4, kernel + i * m * 4, m));
  }
}

// dw += xᵀ · dy
export function denseKernelGradient(
  dw: usize,
  x: usize,
  dy: usize,
  samples: usize,
  n: usize,
  m: usize,
): void {
  for (let i: usize = 0; i < n; i++) {
    const to = dw + i * m * 4;
    let o: usize = 0;
    for (; o + 8 <= m; o += 8) {
      let a = f32x4.splat(0), b = f32x4.splat(0);
      for (let s: usize = 0; s < samples; s++) {
        const t = v128.load32_splat(x + (s * n + i) * 4);
        const d = dy + (s * m + o) * 4;
        a = madd(t, v128.load(d), a);
        b = madd(t, v128.load(d, 16), b);
      }
      v128.store(to + o * 4, f32x4.add(v128.load(to + o * 4), a));
      v128.store(to + o * 4, f32x4.add(v128.load(to + o * 4, 16), b), 16);
    }
    for (; o < m; o++) {
      let a: f32 = 0;
      for (let s: usize = 0; s < samples; s++)
        a += load<f32>(x + (s * n + i) * 4) * load<f32>(dy + (s * m + o) * 4);
      store<f32>(to + o * 4, load<f32>(to + o * 4) + a);
    }
  }
}
