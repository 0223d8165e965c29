// Adam over flat arenas, TensorFlow 1's form: see graph/program.ts.

// `count` floats, a multiple of 4. `rate` points at lr · √(1 − β₂ᵗ) / (1 − β₁ᵗ), then 1 − β₁, 1 − β₂, ε.
export function adam(
  parameter: usize,
  gradient: usize,
  first: usize,
  second: usize,
  count: usize,
  rate: usize,
): void {
  const step = v128.load32_splat(rate);
  const new1 = v128.load32_splat(rate, 4);
  const new2 = v128.load32_splat(rate, 8);
  const epsilon = v128.load32_splat(rate, 12);
  for (let i: usize = 0; i < count * 4; i += 16) {
    const g = v128.load(gradient + i);
    const m0 = v128.load(first + i);
    const v0 = v128.load(second + i);
    const m = f32x4.add(m0, f32x4.mul(new1, f32x4.sub(g, m0)));
    const v = f32x4.add(v0, f32x4.mul(new2, f32x4.sub(f32x4.mul(g, g), v0)));
    v128.store(first + i, m);
    v128.store(second + i, v);
    const move = f32x4.div(f32x4.mul(step, m), f32x4.add(f32x4.sqrt(v), epsilon));
    v128.store(parameter + i, f32x4.sub(v128.load(parameter + i), move));
  }
}
