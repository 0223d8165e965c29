/** Layers at awkward shapes, alone and in the company that invites fusion. */
import { add, leakyRelu, multiply, relu } from '../../graph/ops/elementwise.ts';
import { addBias, conv2d, dense, pool2, upsample2 } from '../../graph/ops/layers.ts';
import { flatten, reshape, stack, unstack } from '../../graph/ops/structure.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { type Leaves, type OpCase, opCase } from './opCase.ts';

/** A batch, or several stacked. */
function inputOf(leaves: Leaves, shape: readonly number[], batches: number): Tensor {
  const [first, ...rest] = Array.from({ length: batches }, (_, i) => leaves.batch(`x${i}`, shape));
  return batches === 1 ? first : stack(first, ...rest);
}

interface ConvShape {
  readonly k: 1 | 3;
  readonly size: readonly [number, number];
  readonly ci: number;
  readonly co: number;
  readonly batch: number;
  readonly batches: number;
}

const shape = (
  k: 1 | 3,
  size: readonly [number, number],
  ci: number,
  co: number,
  batch: number,
  batches = 1,
): ConvShape => ({ k, size, ci, co, batch, batches });

const convShapes: readonly ConvShape[] = [
  shape(3, [2, 2], 1, 16, 6),
  shape(3, [4, 4], 3, 8, 3),
  shape(3, [8, 8], 16, 4, 2),
  shape(3, [32, 32], 1, 3, 2),
  shape(3, [32, 32], 5, 2, 1),
  shape(3, [32, 32], 16, 8, 3),
  shape(3, [8, 8], 8, 16, 3),
  shape(3, [5, 5], 5, 10, 3, 2),
  shape(3, [5, 5], 16, 16, 10),
  shape(3, [4, 6], 3, 4, 2),
  shape(3, [8, 8], 3, 1, 64),
  shape(3, [16, 16], 4, 1, 10, 2),
  shape(3, [2, 2], 16, 16, 64, 2),
  shape(3, [2, 2], 16, 2, 10, 2),
  shape(3, [4, 4], 5, 10, 10, 3),
  shape(3, [4, 4], 16, 32, 6),
  shape(1, [32, 32], 1, 16, 2),
  shape(1, [8, 8], 3, 2, 6),
  shape(1, [5, 5], 16, 10, 3, 2),
  shape(1, [2, 2], 5, 1, 64),
  shape(1, [4, 4], 16, 3, 1, 3),
  shape(1, [8, 8], 8, 8, 10),
  shape(1, [16, 16], 3, 4, 3),
];

function title({ k, size, ci, co, batch, batches }: ConvShape): string {
  return `${k}×${k}, ${size.join('×')}, ${ci} → ${co} channels, ${batches} × batch of ${batch}`;
}

function convCases(conv: ConvShape): OpCase[] {
  const { k, size, ci, co, batch, batches } = conv;
  const parts = (leaves: Leaves) =>
    [inputOf(leaves, [...size, ci], batches), leaves.parameter('kernel', [k, k, ci, co])] as const;
  return [
    opCase(`conv2d ${title(conv)}`, batch, (leaves) => conv2d(...parts(leaves))),
    opCase(`conv2d, bias and leakyRelu ${title(conv)}`, batch, (leaves) =>
      leakyRelu(addBias(conv2d(...parts(leaves)), leaves.parameter('bias', [co]))),
    ),
  ];
}

/** What a compiler might fuse, where something else looks at a value inside it. */
const company: readonly OpCase[] = [
  opCase('a convolution with bias, without activation', 3, (leaves) =>
    addBias(
      conv2d(leaves.batch('x', [4, 4, 3]), leaves.parameter('kernel', [3, 3, 3, 5])),
      leaves.parameter('bias', [5]),
    ),
  ),
  opCase('a convolution with leakyRelu, without bias', 3, (leaves) =>
    leakyRelu(conv2d(leaves.batch('x', [4, 4, 3]), leaves.parameter('kernel', [3, 3, 3, 5]))),
  ),
  opCase('a convolution with bias and relu', 3, (leaves) =>
    relu(
      addBias(
        conv2d(leaves.batch('x', [4, 4, 3]), leaves.parameter('kernel', [3, 3, 3, 5])),
        leaves.parameter('bias', [5]),
      ),
    ),
  ),
  opCase('a pre-activation that is used again', 10, (leaves) => {
    const before = addBias(
      conv2d(leaves.batch('x', [4, 4, 3]), leaves.parameter('kernel', [3, 3, 3, 5])),
      leaves.parameter('bias', [5]),
    );
    return add(leakyRelu(before), multiply(before, 0.3));
  }),
  opCase('a convolution that is used before its bias', 3, (leaves) => {
    const before = conv2d(leaves.batch('x', [4, 4, 3]), leaves.parameter('kernel', [3, 3, 3, 5]));
    return add(leakyRelu(addBias(before, leaves.parameter('bias', [5]))), before);
  }),
  opCase('one kernel in two convolutions', 10, (leaves) => {
    const kernel = leaves.parameter('kernel', [3, 3, 3, 4]);
    const bias = leaves.parameter('bias', [4]);
    const layer = (x: Tensor) => leakyRelu(addBias(conv2d(x, kernel), bias));
    return add(layer(leaves.batch('x', [8, 8, 3])), layer(leaves.batch('y', [8, 8, 3])));
  }),
  opCase('one kernel, twice in a row', 3, (leaves) => {
    const kernel = leaves.parameter('kernel', [3, 3, 3, 3]);
    return conv2d(leakyRelu(conv2d(leaves.batch('x', [4, 4, 3]), kernel)), kernel);
  }),
  opCase('one input in two convolutions', 3, (leaves) => {
    const x = leakyRelu(leaves.batch('x', [4, 4, 3]));
    return add(
      conv2d(x, leaves.parameter('kernel', [3, 3, 3, 4])),
      conv2d(x, leaves.parameter('other kernel', [1, 1, 3, 4])),
    );
  }),
  opCase('a residual connection', 6, (leaves) => {
    const x = leaves.batch('x', [8, 8, 3]);
    return add(x, leakyRelu(conv2d(x, leaves.parameter('kernel', [3, 3, 3, 3]))));
  }),
  opCase('convolution, pooling, convolution, upsampling', 10, (leaves) => {
    const first = conv2d(leaves.batch('x', [8, 8, 1]), leaves.parameter('kernel', [1, 1, 1, 4]));
    const second = leakyRelu(conv2d(pool2(first), leaves.parameter('other kernel', [3, 3, 4, 5])));
    return upsample2(second);
  }),
  opCase('two stacked batches through a network, then apart', 10, (leaves) => {
    const both = stack(leaves.batch('x', [4, 4, 1]), leaves.batch('y', [4, 4, 1]));
    const through = leakyRelu(
      addBias(
        conv2d(both, leaves.parameter('kernel', [3, 3, 1, 3])),
        leaves.parameter('bias', [3]),
      ),
    );
    return add(unstack(through, 0), multiply(unstack(through, 1), -0.5));
  }),
  opCase('from images to vectors and back', 10, (leaves) => {
    const images = leakyRelu(
      conv2d(leaves.batch('x', [4, 4, 1]), leaves.parameter('kernel', [3, 3, 1, 3])),
    );
    const vector = dense(flatten(images), leaves.parameter('dense kernel', [48, 20]));
    const back = reshape(leakyRelu(vector), [2, 2, 5]);
    return conv2d(back, leaves.parameter('other kernel', [3, 3, 5, 2]));
  }),
];

const denseShapes = [
  { n: 4, m: 1, batch: 3, batches: 1 },
  { n: 1, m: 5, batch: 2, batches: 2 },
  { n: 64, m: 10, batch: 6, batches: 1 },
  { n: 7, m: 3, batch: 64, batches: 1 },
  { n: 100, m: 100, batch: 10, batches: 2 },
  { n: 16, m: 160, batch: 3, batches: 1 },
  { n: 37, m: 16, batch: 1, batches: 3 },
] as const;

const denseCases = denseShapes.flatMap(({ n, m, batch, batches }) => {
  const name = `${n} → ${m}, ${batches} × batch of ${batch}`;
  const layer = (leaves: Leaves) =>
    dense(inputOf(leaves, [n], batches), leaves.parameter('kernel', [n, m]));
  return [
    opCase(`dense ${name}`, batch, layer),
    opCase(`dense, bias and leakyRelu ${name}`, batch, (leaves) =>
      leakyRelu(addBias(layer(leaves), leaves.parameter('bias', [m]))),
    ),
  ];
});

const resizingShapes = [
  { size: [2, 2, 16], batch: 3, batches: 1 },
  { size: [4, 6, 1], batch: 2, batches: 2 },
  { size: [8, 8, 5], batch: 10, batches: 1 },
  { size: [32, 32, 3], batch: 1, batches: 1 },
  { size: [4, 4, 8], batch: 64, batches: 1 },
] as const;

const resizingCases = resizingShapes.flatMap(({ size, batch, batches }) => {
  const name = `${size.join('×')}, ${batches} × batch of ${batch}`;
  return [
    opCase(`pool2 ${name}`, batch, (leaves) => pool2(inputOf(leaves, size, batches))),
    opCase(`pool2, a sum, ${name}`, batch, (leaves) => pool2(inputOf(leaves, size, batches), 1)),
    opCase(`upsample2 ${name}`, batch, (leaves) => upsample2(inputOf(leaves, size, batches))),
    opCase(`upsample2, a quarter, ${name}`, batch, (leaves) =>
      upsample2(inputOf(leaves, size, batches), 0.25),
    ),
  ];
});

export const layerCases: readonly OpCase[] = [
  ...convShapes.flatMap(convCases),
  ...company,
  ...denseCases,
  ...resizingCases,
  opCase('addBias on images without a convolution', 3, (leaves) =>
    addBias(leaves.batch('x', [5, 5, 3]), leaves.parameter('bias', [3])),
  ),
];
