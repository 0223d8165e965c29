/**
 * Elementwise ops. Operands of a binary op have equal shapes, or one is a scalar: a shared one
 * (hyperparameter, loss) or one per sample (α, a critic's guess). A shared operand meets a batched
 * one by being repeated for each sample.
 */
import type { GradientRules } from '../gradientRule.ts';
import { constant } from '../leaves.ts';
import {
  createTensor,
  describeType,
  isScalar,
  type OpKind,
  requireThat,
  sameShape,
  type Tensor,
} from '../tensor.ts';
import { reduceTo } from './structure.ts';

type Operand = Tensor | number;
type BinaryKind = Extract<OpKind, 'add' | 'subtract' | 'multiply' | 'divide'>;
type UnaryKind = Extract<
  OpKind,
  'square' | 'exp' | 'log' | 'sqrt' | 'sigmoid' | 'softplus' | 'isPositive'
>;

function binary(kind: BinaryKind, left: Operand, right: Operand): Tensor {
  const a = typeof left === 'number' ? constant(left) : left;
  const b = typeof right === 'number' ? constant(right) : right;
  requireThat(
    sameShape(a.shape, b.shape) || isScalar(a) || isScalar(b),
    () => `${kind}: shapes ${describeType(a)} and ${describeType(b)} do not match`,
  );
  requireThat(
    a.batches === b.batches || a.batches === 0 || b.batches === 0,
    () => `${kind}: ${describeType(a)} and ${describeType(b)} hold different numbers of batches`,
  );
  const shape = isScalar(a) ? b.shape : a.shape;
  return createTensor({ kind }, [a, b], shape, Math.max(a.batches, b.batches));
}

export const add = (a: Operand, b: Operand) => binary('add', a, b);
export const subtract = (a: Operand, b: Operand) => binary('subtract', a, b);
export const multiply = (a: Operand, b: Operand) => binary('multiply', a, b);
export const divide = (a: Operand, b: Operand) => binary('divide', a, b);

function unary(kind: UnaryKind, x: Tensor): Tensor {
  return createTensor({ kind }, [x], x.shape, x.batches);
}

export const square = (x: Tensor) => unary('square', x);
export const exp = (x: Tensor) => unary('exp', x);
export const log = (x: Tensor) => unary('log', x);
export const sqrt = (x: Tensor) => unary('sqrt', x);
/** 1 / (1 + e^-x) */
export const sigmoid = (x: Tensor) => unary('sigmoid', x);
/** log(1 + e^x), computed as max(x, 0) + log(1 + e^-|x|). */
export const softplus = (x: Tensor) => unary('softplus', x);
/** 1 where x > 0, else 0; has no gradient. */
export const isPositive = (x: Tensor) => unary('isPositive', x);

/** x where x > 0, else slope · x (so the slope holds at 0 too, as in the authors' code). */
export function leakyRelu(x: Tensor, slope = 0.2): Tensor {
  return createTensor({ kind: 'leakyRelu', slope }, [x], x.shape, x.batches);
}

export const relu = (x: Tensor) => leakyRelu(x, 0);

/** `upstream` where the OUTPUT y of leakyRelu is > 0, else slope · upstream. */
export function leakyReluGradient(upstream: Tensor, y: Tensor, slope: number): Tensor {
  return createTensor({ kind: 'leakyReluGradient', slope }, [upstream, y], y.shape, y.batches);
}

/** The same value, through which no gradient flows. */
export function stopGradient(x: Tensor): Tensor {
  return createTensor({ kind: 'stopGradient' }, [x], x.shape, x.batches);
}

/**
 * Marks a per-sample scalar made by a whole network, a critic's guess: the same value, but
 * `gradients` sends a unit upstream through that network once and multiplies each loss's own
 * per-sample coefficient in where the batch is summed. So several losses on one guess share a single
 * backward pass.
 */
export function sampleScalar(x: Tensor): Tensor {
  requireThat(
    isScalar(x) && x.batches > 0,
    () => `sampleScalar: needs one scalar per sample, got ${describeType(x)}`,
  );
  return createTensor({ kind: 'sampleScalar' }, [x], x.shape, x.batches);
}

/** −x */
const negate = (x: Tensor) => multiply(x, -1);

export const elementwiseGradients: GradientRules = {
  add: (node, upstream, index) => reduceTo(upstream, node.inputs[index]),
  subtract: (node, upstream, index) =>
    reduceTo(index === 0 ? upstream : negate(upstream), node.inputs[index]),
  multiply: (node, upstream, index) =>
    reduceTo(multiply(upstream, node.inputs[1 - index]), node.inputs[index]),
  divide: (node, upstream, index) => {
    const [, divisor] = node.inputs;
    const quotient = divide(upstream, divisor);
    return reduceTo(index === 0 ? quotient : negate(multiply(quotient, node)), node.inputs[index]);
  },
  square: (node, upstream) => multiply(upstream, multiply(node.inputs[0], 2)),
  exp: (node, upstream) => multiply(upstream, node),
  log: (node, upstream) => divide(upstream, node.inputs[0]),
  sqrt: (node, upstream) => divide(upstream, multiply(node, 2)),
  sigmoid: (node, upstream) => multiply(upstream, multiply(node, subtract(1, node))),
  softplus: (node, upstream) => multiply(upstream, sigmoid(node.inputs[0])),
  isPositive: () => null,
  leakyRelu: (node, upstream) =>
    node.op.kind === 'leakyRelu' ? leakyReluGradient(upstream, node, node.op.slope) : null,
  stopGradient: () => null,
  sampleScalar: (_node, upstream) => upstream,
};
