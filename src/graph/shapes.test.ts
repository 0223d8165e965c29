import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batchInput, constant, draw, scalarInput, variable } from './leaves.ts';
import {
  argmax,
  gatherRows,
  nearestRow,
  scaleRows,
  scatterRows,
  softmax,
  softmaxCrossEntropy,
} from './ops/discrete.ts';
import { add, divide, multiply, sampleScalar, sigmoid, subtract } from './ops/elementwise.ts';
import { addBias, conv2d, dense, pool2, upsample2 } from './ops/layers.ts';
import { mean, meanSample } from './ops/means.ts';
import {
  broadcast,
  flatten,
  meanBatch,
  reshape,
  reverseBatch,
  stack,
  sumBatch,
  unstack,
} from './ops/structure.ts';
import { describeType, GraphError, type Tensor } from './tensor.ts';

const parameter = (shape: readonly number[]) => variable('w', shape, { kind: 'zeros' });
const images = (...shape: number[]) => batchInput('x', shape);
const two = (...shape: number[]) => stack(batchInput('x', shape), batchInput('y', shape));

describe('the type of a result', () => {
  test.each<[string, Tensor, string]>([
    [
      'a batch and a shared scalar',
      add(images(2, 2, 3), scalarInput('s')),
      '1 × batch of [2, 2, 3]',
    ],
    ['a literal and a batch', subtract(1, images(4)), '1 × batch of [4]'],
    [
      'a scalar per sample and a shared value',
      multiply(images(), parameter([4])),
      '1 × batch of [4]',
    ],
    ['shared values', divide(parameter([4]), constant(2)), '[4]'],
    ['two batches', sigmoid(two(4)), '2 × batch of [4]'],
    ['conv2d', conv2d(two(8, 6, 3), parameter([3, 3, 3, 5])), '2 × batch of [8, 6, 5]'],
    ['addBias', addBias(images(8, 8, 3), parameter([3])), '1 × batch of [8, 8, 3]'],
    ['dense', dense(two(8), parameter([8, 3])), '2 × batch of [3]'],
    ['pool2', pool2(images(8, 6, 3)), '1 × batch of [4, 3, 3]'],
    ['upsample2', upsample2(images(4, 3, 3)), '1 × batch of [8, 6, 3]'],
    ['flatten', flatten(images(2, 2, 4)), '1 × batch of [16]'],
    ['stack of a stack', stack(two(4), images(4)), '3 × batch of [4]'],
    ['unstack', unstack(stack(two(4), images(4)), 1, 2), '2 × batch of [4]'],
    ['reverseBatch', reverseBatch(two(4)), '2 × batch of [4]'],
    ['sumBatch', sumBatch(two(4)), '[4]'],
    ['meanBatch', meanBatch(images()), '[]'],
    ['meanSample', meanSample(two(4, 4, 1)), '2 × batch of []'],
    ['mean', mean(two(4, 4, 1)), '[]'],
    ['softmaxCrossEntropy', softmaxCrossEntropy(images(10), images(10)), '1 × batch of []'],
    ['argmax', argmax(images(10)), '1 × batch of []'],
    ['nearestRow', nearestRow(images(10, 4), parameter([32, 4])), '1 × batch of [10]'],
    ['gatherRows', gatherRows(parameter([32, 4]), images(10)), '1 × batch of [10, 4]'],
    ['scatterRows', scatterRows(images(10), images(10, 4), 32), '[32, 4]'],
    ['scaleRows', scaleRows(parameter([32, 4]), parameter([32])), '[32, 4]'],
    ['draw', draw('d', 'normal', [2]), '1 × batch of [2]'],
  ])('%s', (_title, tensor, type) => expect(describeType(tensor)).toBe(type));
});

describe('what does not fit is refused', () => {
  test.each<[string, () => Tensor, string]>([
    [
      'add',
      () => add(images(3), images(4)),
      'add: shapes 1 × batch of [3] and 1 × batch of [4] do not match',
    ],
    [
      'add',
      () => add(two(3), images(3)),
      'add: 2 × batch of [3] and 1 × batch of [3] hold different numbers of batches',
    ],
    [
      'conv2d',
      () => conv2d(images(8, 8, 3), parameter([3, 3, 4, 5])),
      'conv2d: kernel [3, 3, 4, 5] does not fit 1 × batch of [8, 8, 3] (k is 1 or 3)',
    ],
    ['conv2d', () => conv2d(images(8, 8, 3), parameter([5, 5, 3, 5])), '(k is 1 or 3)'],
    ['conv2d', () => conv2d(parameter([8, 8, 3]), parameter([3, 3, 3, 5])), 'conv2d: needs images'],
    ['conv2d', () => conv2d(images(8), parameter([3, 3, 3, 5])), 'conv2d: needs images'],
    [
      'addBias',
      () => addBias(images(8, 8, 3), parameter([4])),
      'addBias: bias [4] does not fit 1 × batch of [8, 8, 3]',
    ],
    ['addBias', () => addBias(images(3), images(3)), 'addBias: bias 1 × batch of [3]'],
    [
      'dense',
      () => dense(images(8), parameter([7, 3])),
      'dense: kernel [7, 3] does not fit 1 × batch of [8]',
    ],
    ['dense', () => dense(images(8), images(8, 3)), 'dense: kernel 1 × batch of [8, 3]'],
    [
      'pool2',
      () => pool2(images(5, 4, 1)),
      'pool2: needs images of even height and width, got 1 × batch of [5, 4, 1]',
    ],
    ['pool2', () => pool2(parameter([4, 4, 1])), 'pool2: needs images'],
    ['upsample2', () => upsample2(images(4)), 'upsample2: needs images, got 1 × batch of [4]'],
    [
      'reshape',
      () => reshape(images(4, 3), [11]),
      'reshape: 1 × batch of [4, 3] has not the size of [11]',
    ],
    [
      'stack',
      () => stack(images(3), images(4)),
      'stack: needs batches of one shape, got 1 × batch of [3] and 1 × batch of [4]',
    ],
    ['stack', () => stack(parameter([3])), 'stack: needs batches of one shape, got [3]'],
    ['unstack', () => unstack(two(3), 1, 2), 'unstack: 2 × batch of [3] has no batches 1 to 2'],
    ['unstack', () => unstack(two(3), -1), 'unstack: 2 × batch of [3] has no batches -1 to -1'],
    ['reverseBatch', () => reverseBatch(parameter([3])), 'reverseBatch: [3] has no batch'],
    ['sumBatch', () => sumBatch(parameter([3])), 'sumBatch: [3] has no batch'],
    ['meanBatch', () => meanBatch(parameter([3])), 'meanBatch: [3] has no batch'],
    [
      'broadcast',
      () => broadcast(images(3), { shape: [4], batches: 1 }),
      'broadcast: 1 × batch of [3] does not spread to 1 × batch of [4]',
    ],
    [
      'broadcast',
      () => broadcast(images(3), { shape: [3], batches: 0 }),
      'broadcast: 1 × batch of [3] does not spread to [3]',
    ],
    [
      'sampleScalar',
      () => sampleScalar(images(3)),
      'sampleScalar: needs one scalar per sample, got 1 × batch of [3]',
    ],
    [
      'sampleScalar',
      () => sampleScalar(scalarInput('s')),
      'sampleScalar: needs one scalar per sample, got []',
    ],
    ['softmax', () => softmax(images(3, 4)), 'softmax: needs vectors, got 1 × batch of [3, 4]'],
    [
      'softmaxCrossEntropy',
      () => softmaxCrossEntropy(images(3), images(4)),
      'softmaxCrossEntropy: 1 × batch of [3] and 1 × batch of [4] do not match',
    ],
    [
      'softmaxCrossEntropy',
      () => softmaxCrossEntropy(two(3), images(3)),
      'softmaxCrossEntropy: 2 × batch of [3] and 1 × batch of [3] do not match',
    ],
    ['argmax', () => argmax(images(3, 4)), 'argmax: needs vectors, got 1 × batch of [3, 4]'],
    [
      'nearestRow',
      () => nearestRow(images(3, 4), parameter([8, 5])),
      'nearestRow: 1 × batch of [3, 4] and table [8, 5] do not match',
    ],
    [
      'gatherRows',
      () => gatherRows(parameter([8]), images(3)),
      'gatherRows: [8] and indices 1 × batch of [3] do not match',
    ],
    [
      'scatterRows',
      () => scatterRows(images(3), images(4, 2), 8),
      'scatterRows: 1 × batch of [4, 2] and indices 1 × batch of [3] do not match',
    ],
    [
      'scaleRows',
      () => scaleRows(parameter([8, 3]), parameter([3])),
      'scaleRows: [3] has no factor for each row of [8, 3]',
    ],
    [
      'draw',
      () => draw('mask', 'bernoulli', [3]),
      'draw mask: a Bernoulli draw needs one shared probability, got none',
    ],
    [
      'draw',
      () => draw('mask', 'bernoulli', [3], images()),
      'draw mask: a Bernoulli draw needs one shared probability, got 1 × batch of []',
    ],
  ])('%s', (_op, build, message) => {
    expect(build).toThrow(GraphError);
    expect(build).toThrow(message);
  });
});

test('unstack undoes stack, for any number of batches', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(sizes, (counts) => {
      const parts = counts.map((count, i) => {
        const [first, ...rest] = Array.from({ length: count }, (_, j) =>
          batchInput(`${i} ${j}`, [3]),
        );
        return stack(first, ...rest);
      });
      const [first, ...rest] = parts;
      const all = stack(first, ...rest);
      let start = 0;
      for (const { batches } of parts) {
        expect(unstack(all, start, batches)).toMatchObject({ batches, shape: [3] });
        start += batches;
      }
      expect(all.batches).toBe(start);
      expect(() => unstack(all, start)).toThrow(GraphError);
    }),
    { seed: 5 },
  );
});
