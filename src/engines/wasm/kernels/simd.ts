// a · b + c; one rounding in the relaxed build, two (and so bit-reproducible) in the plain one.
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

// x where `gate` > 0, else slope · x: leakyReLU when gate is x, its gradient when gate is its output.
// @ts-ignore: decorator
@inline
export function leak(x: v128, gate: v128, slope: v128): v128 {
  return v128.bitselect(x, f32x4.mul(x, slope), f32x4.gt(gate, f32x4.splat(0)));
}

// Sum of the four lanes, in a fixed order.
// @ts-ignore: decorator
@inline
export function sumLanes(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) +
    f32x4.extract_lane(x, 1) +
    (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3))
  );
}
