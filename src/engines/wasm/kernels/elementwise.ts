// Elementwise ops over rows: a tensor is n samples of `rows` rows of `len` floats, with byte strides
// from sample to sample and row to row, so that ringed images and dense tensors are one case. An
// operand that is a scalar (full = 0) is read once a sample. The rings are never written.
import { leak } from './simd';

const ADD = 0;
const SUBTRACT = 1;
const MULTIPLY = 2;
const DIVIDE = 3;
const LEAKY_GRADIENT = 4;

// @ts-ignore: decorator
@inline
function apply(op: i32, a: v128, b: v128, slope: v128): v128 {
  if (op == ADD) return f32x4.add(a, b);
  if (op == SUBTRACT) return f32x4.sub(a, b);
  if (op == MULTIPLY) return f32x4.mul(a, b);
  if (op == DIVIDE) return f32x4.div(a, b);
  return leak(a, b, slope);
}

// @ts-ignore: decorator
@inline
function binaryRow(
  op: i32,
  y: usize,
  a: usize,
  b: usize,
  len: usize,
  aStep: usize,
  bStep: usize,
  slope: v128,
): void {
  const end = y + len * 4;
  const end4 = y + (len & ~3) * 4;
  while (y < end4) {
    const av = aStep ? v128.load(a) : v128.load32_splat(a);
    const bv = bStep ? v128.load(b) : v128.load32_splat(b);
    v128.store(y, apply(op, av, bv, slope));
    y += 16;
    a += aStep * 4;
    b += bStep * 4;
  }
  while (y < end) {
    const value = apply(op, v128.load32_splat(a), v128.load32_splat(b), slope);
    store<f32>(y, f32x4.extract_lane(value, 0));
    y += 4;
    a += aStep;
    b += bStep;
  }
}

// op: 0 add, 1 subtract, 2 multiply, 3 divide, 4 a times the leakyReLU mask of b (slope at `slope`).
export function binary(
  op: i32,
  y: usize,
  a: usize,
  b: usize,
  n: usize,
  rows: usize,
  len: usize,
  ySample: usize,
  yRow: usize,
  aSample: usize,
  aRow: usize,
  aFull: usize,
  bSample: usize,
  bRow: usize,
  bFull: usize,
  slope: usize,
): void {
  const slopes = slope ? v128.load32_splat(slope) : f32x4.splat(0);
  const aStep: usize = aFull ? 4 : 0;
  const bStep: usize = bFull ? 4 : 0;
  for (let s: usize = 0; s < n; s++) {
    let yAt = y + s * ySample;
    let aAt = a + s * aSample;
    let bAt = b + s * bSample;
    for (let row: usize = 0; row < rows; row++) {
      if (op == ADD) binaryRow(ADD, yAt, aAt, bAt, len, aStep, bStep, slopes);
      else if (op == SUBTRACT) binaryRow(SUBTRACT, yAt, aAt, bAt, len, aStep, bStep, slopes);
      else if (op == MULTIPLY) binaryRow(MULTIPLY, yAt, aAt, bAt, len, aStep, bStep, slopes);
      else if (op == DIVIDE) binaryRow(DIVIDE, yAt, aAt, bAt, len, aStep, bStep, slopes);
      else binaryRow(LEAKY_GRADIENT, yAt, aAt, bAt, len, aStep, bStep, slopes);
      yAt += yRow;
      aAt += aRow;
      bAt += bRow;
    }
  }
}

const SQUARE = 0;
const EXP = 1;
const LOG = 2;
const SQRT = 3;
const SIGMOID = 4;
const SOFTPLUS = 5;
const IS_POSITIVE = 6;
const LEAKY = 7;
const COPY = 8;

// The transcendental ones in f64, rounded once.
function scalar(op: i32, x: f32, slope: f32): f32 {
  switch (op) {
    case SQUARE: return x * x;
    case EXP: return <f32>NativeMath.exp(x);
    case LOG: return <f32>NativeMath.log(x);
    case SQRT: return sqrt<f32>(x);
    case SIGMOID: return <f32>(1 / (1 + NativeMath.exp(-(<f64>x))));
    case SOFTPLUS: return <f32>(max<f64>(x, 0) + NativeMath.log1p(NativeMath.exp(-abs<f64>(x))));
    case IS_POSITIVE: return x > 0 ? 1 : 0;
    case LEAKY: return x > 0 ? x : x * slope;
    default: return x;
  }
}

// op: 0 square, 1 exp, 2 log, 3 sqrt, 4 sigmoid, 5 softplus, 6 isPositive, 7 leakyReLU, 8 copy.
export function unary(
  op: i32,
  y: usize,
  x: usize,
  n: usize,
  rows: usize,
  len: usize,
  ySample: usize,
  yRow: usize,
  xSample: usize,
  xRow: usize,
  xFull: usize,
  slope: usize,
): void {
  const slope0: f32 = slope ? load<f32>(slope) : 0;
  const slopes = f32x4.splat(slope0);
  for (let s: usize = 0; s < n; s++) {
    for (let row: usize = 0; row < rows; row++) {
      const yAt = y + s * ySample + row * yRow;
      const xAt = x + s * xSample + row * xRow;
      if (!xFull) {
        const value = scalar(op, load<f32>(xAt), slope0);
        for (let i: usize = 0; i < len; i++) store<f32>(yAt + i * 4, value);
        continue;
      }
      let i: usize = 0;
      if (op == SQUARE || op == SQRT || op == LEAKY || op == COPY) {
        for (; i + 4 <= len; i += 4) {
          const v = v128.load(xAt + i * 4);
          let r = v;
          if (op == SQUARE) r = f32x4.mul(v, v);
          else if (op == SQRT) r = f32x4.sqrt(v);
          else if (op == LEAKY) r = leak(v, v, slopes);
          v128.store(yAt + i * 4, r);
        }
      }
      for (; i < len; i++) store<f32>(yAt + i * 4, scalar(op, load<f32>(xAt + i * 4), slope0));
    }
  }
}

// y = x + bias, the bias repeated for each of a row's len / c pixels; then leakyReLU where slope is not 0.
export function addBias(
  y: usize,
  x: usize,
  bias: usize,
  n: usize,
  rows: usize,
  len: usize,
  ySample: usize,
  yRow: usize,
  xSample: usize,
  xRow: usize,
  c: usize,
  slope: usize,
): void {
  const slope0: f32 = slope ? load<f32>(slope) : 1;
  for (let s: usize = 0; s < n; s++) {
    for (let row: usize = 0; row < rows; row++) {
      const yAt = y + s * ySample + row * yRow;
      const xAt = x + s * xSample + row * xRow;
      for (let pixel: usize = 0; pixel < len; pixel += c) {
        for (let i: usize = 0; i < c; i++) {
          const value = load<f32>(xAt + (pixel + i) * 4) + load<f32>(bias + i * 4);
          store<f32>(yAt + (pixel + i) * 4, value > 0 ? value : value * slope0);
        }
      }
    }
  }
}
