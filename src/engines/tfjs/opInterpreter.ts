/**
 * What every op means in tfjs's functional ops, on any backend. A value with a batch has the batch as
 * its leading axis. Each rule returns a tensor of its own, so that the caller may dispose of it.
 */
import * as tf from '@tensorflow/tfjs-core';
import {
  isScalar,
  type OperationOf,
  type OpKind,
  sampleSize,
  type Tensor,
  type TensorType,
} from '../../graph/tensor.ts';
import { biasGradient, inputGradient, kernelGradient } from './convolutionGradients.ts';

/** Where the leaves of a graph get their values. */
export interface StepContext {
  /** Samples in one batch. */
  readonly batch: number;
  /** A fresh tensor of what the step was fed by that name. */
  feed(node: Tensor): tf.Tensor;
  /** A fresh tensor of draws; Bernoulli's are left uniform. Null where draws are fed. */
  readonly draw: ((op: OperationOf<'draw'>, node: Tensor) => tf.Tensor) | null;
  variable(name: string): tf.Tensor;
}

interface Call<K extends OpKind> {
  readonly op: OperationOf<K>;
  readonly node: Tensor;
  readonly context: StepContext;
}

type OpTable = {
  readonly [K in OpKind]: (inputs: readonly tf.Tensor[], call: Call<K>) => tf.Tensor;
};

/** The value of `node`, given the values of its inputs. */
export function interpret(
  node: Tensor,
  inputs: readonly tf.Tensor[],
  context: StepContext,
): tf.Tensor {
  return tf.tidy(() => dispatch(node.op.kind, inputs, node, context));
}

function dispatch<K extends OpKind>(
  kind: K,
  inputs: readonly tf.Tensor[],
  node: Tensor,
  context: StepContext,
): tf.Tensor {
  // A node's op is the member of Operation that its kind names; TypeScript cannot follow that.
  return table[kind](inputs, { op: node.op as OperationOf<K>, node, context });
}

/** The shape of a value in tfjs: [batches · batch, ...shape], or the shape alone for a shared value. */
function fullShape({ shape, batches }: TensorType, batch: number): number[] {
  return batches === 0 ? [...shape] : [batches * batch, ...shape];
}

/** A scalar per sample, [n], with as many axes of extent 1 as it takes to meet values of `type`. */
function align(value: tf.Tensor, from: TensorType, type: TensorType): tf.Tensor {
  if (from.batches === 0 || !isScalar(from) || isScalar(type)) return value;
  return tf.reshape(value, [value.shape[0], ...type.shape.map(() => 1)]);
}

function binary(apply: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor) {
  return ([a, b]: readonly tf.Tensor[], { node }: { readonly node: Tensor }) =>
    apply(align(a, node.inputs[0], node), align(b, node.inputs[1], node));
}

const unary =
  (apply: (x: tf.Tensor) => tf.Tensor) =>
  ([x]: readonly tf.Tensor[]) =>
    apply(x);

function spread(value: tf.Tensor, from: TensorType, to: TensorType, batch: number): tf.Tensor {
  return tf.broadcastTo(align(value, from, to), fullShape(to, batch));
}

const scaled = (x: tf.Tensor, scale: number) => (scale === 1 ? x : tf.mul(x, scale));

const asImages = (x: tf.Tensor) => x as tf.Tensor4D;
const asKernel = asImages;

/** Every pixel twice along the width, then every row twice: reshapes and concatenations alone. */
function repeatPixels(x: tf.Tensor): tf.Tensor {
  const [n, h, w, c] = x.shape;
  const pixels = tf.reshape(x, [n * h * w, c]);
  const wide = tf.reshape(tf.concat([pixels, pixels], 1), [n * h, 2 * w * c]);
  return tf.reshape(tf.concat([wide, wide], 1), [n, 2 * h, 2 * w, c]);
}

/** −½ the squared distance of each vector [m, l] to each row [v, l], up to a term of the vector's own. */
function nearness(vectors: tf.Tensor, rows: tf.Tensor): tf.Tensor {
  const halfNorms = tf.mul(tf.sum(tf.square(rows), 1), 0.5);
  return tf.sub(tf.matMul(vectors, rows, false, true), halfNorms);
}

const asFloat = (x: tf.Tensor) => tf.cast(x, 'float32');

const table: OpTable = {
  input: (_inputs, { node, context }) => context.feed(node),
  variable: (_inputs, { op, context }) => tf.clone(context.variable(op.name)),
  constant: (_inputs, { op }) => tf.scalar(op.value),
  draw: ([probability], { op, node, context }) => {
    if (!context.draw) return context.feed(node);
    const values = context.draw(op, node);
    return op.distribution === 'bernoulli' ? asFloat(tf.less(values, probability)) : values;
  },

  add: binary(tf.add),
  subtract: binary(tf.sub),
  multiply: binary(tf.mul),
  divide: binary(tf.div),
  square: unary(tf.square),
  exp: unary(tf.exp),
  log: unary(tf.log),
  sqrt: unary(tf.sqrt),
  sigmoid: unary(tf.sigmoid),
  softplus: ([x]) => tf.add(tf.relu(x), tf.log1p(tf.exp(tf.neg(tf.abs(x))))),
  isPositive: ([x]) => asFloat(tf.greater(x, 0)),
  leakyRelu: ([x], { op }) => tf.leakyRelu(x, op.slope),
  leakyReluGradient: ([upstream, y], { op }) =>
    tf.where(tf.greater(y, 0), upstream, tf.mul(upstream, op.slope)),
  stopGradient: unary(tf.clone),
  sampleScalar: unary(tf.clone),

  conv2d: ([x, kernel]) => tf.conv2d(asImages(x), asKernel(kernel), 1, 'same'),
  conv2dInputGradient: ([upstream, kernel]) => inputGradient(asImages(upstream), asKernel(kernel)),
  conv2dKernelGradient: ([x, upstream], { node }) =>
    kernelGradient(asImages(x), asImages(upstream), node.shape[0]),
  addBias: ([x, bias]) => tf.add(x, bias),
  biasGradient: ([upstream], { node, context: { batch } }) => {
    const [from] = node.inputs;
    const samples = Math.max(1, from.batches * batch);
    const [channels] = node.shape;
    const pixels = sampleSize(from) / channels;
    return biasGradient(tf.reshape<tf.Rank.R3>(upstream, [samples, pixels, channels]));
  },
  dense: ([x, kernel]) => tf.matMul(x, kernel),
  denseInputGradient: ([upstream, kernel]) => tf.matMul(upstream, kernel, false, true),
  denseKernelGradient: ([x, upstream]) => tf.matMul(x, upstream, true, false),
  pool2: ([x], { op }) => scaled(tf.avgPool(asImages(x), 2, 2, 'valid'), 4 * op.scale),
  upsample2: ([x], { op }) => scaled(repeatPixels(x), op.scale),

  reshape: ([x], { node, context }) => tf.reshape(x, fullShape(node, context.batch)),
  stack: (parts) => tf.concat([...parts], 0),
  unstack: ([x], { op, node, context: { batch } }) =>
    tf.slice(x, [op.start * batch], [node.batches * batch]),
  reverseBatch: ([x], { node, context: { batch } }) => {
    const byBatch = tf.reshape(x, [node.batches, batch, sampleSize(node)]);
    return tf.reshape(tf.reverse(byBatch, 1), x.shape);
  },
  broadcast: ([x], { node, context }) => spread(x, node.inputs[0], node, context.batch),

  sumSample: ([x], { node }) =>
    node.batches === 0 ? tf.sum(x) : tf.sum(tf.reshape(x, [x.shape[0], -1]), 1),
  sumBatch: ([x]) => tf.sum(x, 0),
  meanBatch: ([x]) => tf.div(tf.sum(x, 0), x.shape[0]),
  spreadBatch: ([x], { node, context: { batch } }) =>
    spread(tf.div(x, node.batches * batch), node.inputs[0], node, batch),

  softmax: ([logits]) => tf.softmax(logits),
  softmaxCrossEntropy: ([logits, targets]) =>
    tf.neg(tf.sum(tf.mul(targets, tf.logSoftmax(logits)), -1)),
  argmax: ([x]) => asFloat(tf.argMax(x, -1)),
  nearestRow: ([x, rows], { node, context }) => {
    const vectors = tf.reshape(x, [-1, rows.shape[1]!]);
    const nearest = tf.argMax(nearness(vectors, rows), 1);
    return asFloat(tf.reshape(nearest, fullShape(node, context.batch)));
  },
  gatherRows: ([rows, indices], { node, context }) => {
    const chosen = tf.gather(rows, tf.cast(tf.reshape(indices, [-1]), 'int32'));
    return tf.reshape(chosen, fullShape(node, context.batch));
  },
  scatterRows: ([indices, values], { node: { shape } }) =>
    tf.scatterND(
      tf.cast(tf.reshape(indices, [-1, 1]), 'int32'),
      tf.reshape(values, [-1, shape[1]]),
      [...shape],
    ),
  scaleRows: ([rows, factors]) => tf.mul(rows, tf.reshape(factors, [-1, 1])),
};
