/** Ops on batch and shape, reductions, classification, quantisation and draws. */

import { draw } from '../../graph/leaves.ts';
import {
  argmax,
  gatherRows,
  nearestRow,
  scaleRows,
  scatterRows,
  softmax,
  softmaxCrossEntropy,
} from '../../graph/ops/discrete.ts';
import { add, multiply, square, stopGradient, subtract } from '../../graph/ops/elementwise.ts';
import { mean, meanSample } from '../../graph/ops/means.ts';
import {
  broadcast,
  flatten,
  meanBatch,
  reshape,
  reverseBatch,
  stack,
  sumBatch,
  sumSample,
  unstack,
} from '../../graph/ops/structure.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { cycle, forwardCase, type Leaves, type OpCase, opCase } from './opCase.ts';

const three = (leaves: Leaves, shape: readonly number[]) =>
  stack(leaves.batch('x', shape), leaves.batch('y', shape), leaves.batch('z', shape));

const moving: readonly OpCase[] = [
  opCase('reshape of a batch', 6, (leaves) => reshape(leaves.batch('x', [2, 3, 4]), [4, 6])),
  opCase('reshape of a shared value', 1, (leaves) => reshape(leaves.parameter('x', [2, 6]), [12])),
  opCase('flatten of images', 10, (leaves) => flatten(leaves.batch('x', [4, 4, 3]))),
  opCase('stack of two', 3, (leaves) =>
    stack(leaves.batch('x', [4, 4, 3]), leaves.batch('y', [4, 4, 3])),
  ),
  opCase('stack of three', 10, (leaves) => three(leaves, [5])),
  opCase('stack of scalars per sample', 64, (leaves) =>
    stack(leaves.batch('x', []), leaves.batch('y', [])),
  ),
  opCase('stack of one batch with itself', 3, (leaves) => {
    const x = leaves.batch('x', [2, 2, 3]);
    return stack(x, x);
  }),
  opCase('stack of a stack and a batch', 3, (leaves) =>
    stack(stack(leaves.batch('x', [2]), leaves.batch('y', [2])), leaves.batch('z', [2])),
  ),
  opCase('unstack of the first', 10, (leaves) => unstack(three(leaves, [4, 4, 1]), 0)),
  opCase('unstack of the last', 64, (leaves) => unstack(three(leaves, [4]), 2)),
  opCase('unstack of two in the middle of four', 3, (leaves) =>
    unstack(stack(three(leaves, [2, 2, 1]), leaves.batch('w', [2, 2, 1])), 1, 2),
  ),
  ...[1, 2, 3, 10, 64].map((batch) =>
    opCase(`reverseBatch of ${batch}`, batch, (leaves) =>
      reverseBatch(leaves.batch('x', [2, 2, 3])),
    ),
  ),
  opCase('reverseBatch of scalars per sample', 10, (leaves) => reverseBatch(leaves.batch('x', []))),
  opCase('reverseBatch of three stacked batches', 10, (leaves) => reverseBatch(three(leaves, [3]))),
  ...[3, 10, 64].map((batch) =>
    opCase(`a mix of mirrored pairs of ${batch}`, batch, (leaves) => {
      const z = leaves.batch('z', [2, 2, 4]);
      const alpha = leaves.batch('alpha', []);
      return add(multiply(z, alpha), multiply(reverseBatch(z), subtract(1, alpha)));
    }),
  ),
];

const to = (shape: readonly number[], batches: number) => ({ shape, batches });

const repeating: readonly OpCase[] = [
  opCase('broadcast of a shared scalar to a shared value', 1, (leaves) =>
    broadcast(leaves.scalar('x', 0.7), to([3, 2], 0)),
  ),
  opCase('broadcast of a shared scalar to a scalar per sample', 10, (leaves) =>
    broadcast(leaves.scalar('x', 0.7), to([], 1)),
  ),
  opCase('broadcast of a shared scalar to images', 3, (leaves) =>
    broadcast(leaves.scalar('x', 0.7), to([4, 4, 3], 2)),
  ),
  opCase('broadcast of a scalar per sample to images', 10, (leaves) =>
    broadcast(leaves.batch('x', []), to([4, 4, 3], 1)),
  ),
  opCase('broadcast of a shared value to a batch', 3, (leaves) =>
    broadcast(leaves.parameter('x', [2, 2, 3]), to([2, 2, 3], 1)),
  ),
];

const reducing: readonly OpCase[] = [
  opCase('sumSample of images', 10, (leaves) => sumSample(leaves.batch('x', [8, 8, 3]))),
  opCase('sumSample of a shared value', 1, (leaves) => sumSample(leaves.parameter('x', [3, 5]))),
  opCase('sumSample of scalars per sample', 3, (leaves) => sumSample(leaves.batch('x', []))),
  opCase('sumBatch of images', 10, (leaves) => sumBatch(leaves.batch('x', [4, 4, 3]))),
  opCase('sumBatch of three stacked batches', 64, (leaves) => sumBatch(three(leaves, [3]))),
  opCase('sumBatch of scalars per sample', 6, (leaves) => sumBatch(leaves.batch('x', []))),
  opCase('meanBatch of vectors', 64, (leaves) => meanBatch(leaves.batch('x', [5]))),
  opCase('meanBatch of two stacked batches', 10, (leaves) =>
    meanBatch(stack(leaves.batch('x', [5]), leaves.batch('y', [5]))),
  ),
  opCase('meanSample of images', 6, (leaves) => meanSample(leaves.batch('x', [8, 8, 1]))),
  ...[1, 6, 64].map((batch) =>
    opCase(`the mean squared error of ${batch} images`, batch, (leaves) =>
      mean(square(subtract(leaves.batch('x', [8, 8, 1]), leaves.batch('y', [8, 8, 1])))),
    ),
  ),
];

/** One-hot labels of ten classes; every third sample has none, as the authors' last line label. */
const labels = (leaves: Leaves) =>
  leaves.fixed('labels', [10], (_value, index) => {
    const sample = Math.floor(index / 10);
    return sample % 3 !== 2 && index % 10 === (sample * 7) % 10 ? 1 : 0;
  });

const classifying: readonly OpCase[] = [
  opCase('softmax of a batch', 6, (leaves) => softmax(leaves.batch('x', [10]))),
  opCase('softmax of a shared value', 1, (leaves) => softmax(leaves.parameter('x', [4]))),
  opCase('softmax of large logits', 3, (leaves) =>
    softmax(leaves.batch('x', [5], (value) => 300 + 3 * value)),
  ),
  ...[1, 6, 64].map((batch) =>
    opCase(`softmaxCrossEntropy of ${batch}`, batch, (leaves) =>
      softmaxCrossEntropy(leaves.batch('x', [10]), labels(leaves)),
    ),
  ),
  opCase('softmaxCrossEntropy of large logits', 3, (leaves) =>
    softmaxCrossEntropy(
      leaves.batch('x', [10], (value) => 200 + 3 * value),
      labels(leaves),
    ),
  ),
  forwardCase('argmax', 64, (leaves) => argmax(leaves.batch('x', [10]))),
  forwardCase('argmax with ties', 6, (leaves) =>
    argmax(leaves.batch('x', [5], cycle([-1, 2, 2, 0, 1, -3, -3, -3, -3, -3, 0, 1, 2]))),
  ),
];

/** A table whose second half repeats its first. */
const tableWithTies = (leaves: Leaves) =>
  leaves.parameter('table', [8, 3], (_value, index) => Math.sin(index % 12));

const quantised = (vectors: Tensor, table: Tensor) => gatherRows(table, nearestRow(vectors, table));

const quantising: readonly OpCase[] = [
  forwardCase('nearestRow', 6, (leaves) =>
    nearestRow(leaves.batch('x', [10, 16]), leaves.parameter('table', [32, 16])),
  ),
  forwardCase('nearestRow of one vector', 64, (leaves) =>
    nearestRow(leaves.batch('x', [1, 5]), leaves.parameter('table', [7, 5])),
  ),
  forwardCase('nearestRow with ties', 10, (leaves) =>
    nearestRow(leaves.batch('x', [4, 3]), tableWithTies(leaves)),
  ),
  forwardCase('gatherRows', 6, (leaves) =>
    gatherRows(
      leaves.parameter('table', [8, 3]),
      leaves.fixed('indices', [5], cycle([7, 0, 3, 3, 1, 6, 2])),
    ),
  ),
  forwardCase('scatterRows, into some rows often and into some never', 10, (leaves) =>
    scatterRows(
      leaves.fixed('indices', [5], cycle([7, 0, 3, 3, 1, 6, 3])),
      leaves.fixed('values', [5, 3]),
      9,
    ),
  ),
  forwardCase('scatterRows of two stacked batches', 3, (leaves) =>
    scatterRows(
      stack(leaves.fixed('i', [2], cycle([0, 1, 4])), leaves.fixed('j', [2], cycle([1, 4]))),
      stack(leaves.fixed('values', [2, 3]), leaves.fixed('more values', [2, 3])),
      5,
    ),
  ),
  forwardCase('scaleRows', 1, (leaves) =>
    scaleRows(leaves.parameter('table', [7, 3]), leaves.parameter('factors', [7])),
  ),
  opCase(
    'straight through a quantiser',
    6,
    (leaves) => {
      const x = leaves.batch('x', [10, 4]);
      const nearest = quantised(x, leaves.parameter('table', [32, 4]));
      return add(x, stopGradient(subtract(nearest, x)));
    },
    { smooth: false },
  ),
];

const drawing: readonly OpCase[] = [
  forwardCase('a uniform draw', 10, () => draw('uniform', 'uniform', [2, 2, 3])),
  forwardCase('a normal draw', 64, () => draw('normal', 'normal', [5])),
  forwardCase('a Bernoulli draw', 3, (leaves) =>
    draw('mask', 'bernoulli', [7], leaves.scalar('keep', 0.25)),
  ),
  opCase('noise added to images', 10, (leaves) =>
    add(leaves.batch('x', [8, 8, 1]), multiply(draw('noise', 'normal', [8, 8, 1]), 0.1)),
  ),
];

export const structureCases: readonly OpCase[] = [
  ...moving,
  ...repeating,
  ...reducing,
  ...classifying,
  ...quantising,
  ...drawing,
];
