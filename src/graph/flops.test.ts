import { expect, test } from 'vitest';
import { countFlops, multiplyAddsPerSample } from './flops.ts';
import { gradients } from './gradients.ts';
import { batchInput, variable } from './leaves.ts';
import { nearestRow } from './ops/discrete.ts';
import { conv2d, dense, pool2 } from './ops/layers.ts';
import { mean } from './ops/means.ts';
import { flatten, stack } from './ops/structure.ts';
import { createProgram } from './program.ts';

const parameter = (name: string, shape: readonly number[]) =>
  variable(name, shape, { kind: 'zeros' });

test('a convolution costs k² · ci · co a pixel, and each of its gradients as much', () => {
  const x = batchInput('x', [8, 8, 3]);
  const kernel = parameter('kernel', [3, 3, 3, 5]);
  const y = conv2d(x, kernel);
  const cost = 8 * 8 * 9 * 3 * 5;
  expect(multiplyAddsPerSample(createProgram('forward', { y }))).toBe(cost);
  const [byX, byKernel] = gradients(mean(y), [x, kernel]);
  expect(multiplyAddsPerSample(createProgram('step', { y, byX, byKernel }))).toBe(3 * cost);
});

test('stacked batches cost as many times more', () => {
  const x = batchInput('x', [4]);
  const kernel = parameter('kernel', [4, 7]);
  const y = dense(stack(x, x, x), kernel);
  const [byKernel] = gradients(mean(y), [kernel]);
  expect(multiplyAddsPerSample(createProgram('step', { y, byKernel }))).toBe(2 * 3 * 28);
});

test('a step costs two operations a multiply-add, for each sample', () => {
  const x = batchInput('x', [4, 4, 2]);
  const vector = dense(flatten(pool2(x)), parameter('kernel', [8, 6]));
  expect(countFlops(createProgram('forward', { vector }), 10)).toBe(2 * 10 * 48);
});

test('looking a code up costs a product with each', () => {
  const index = nearestRow(batchInput('x', [10, 4]), parameter('table', [32, 4]));
  expect(multiplyAddsPerSample(createProgram('codes', { index }))).toBe(10 * 4 * 32);
});
