/** Elementwise ops, on every pairing of operands. */
import {
  add,
  divide,
  exp,
  isPositive,
  leakyRelu,
  log,
  multiply,
  relu,
  sampleScalar,
  sigmoid,
  softplus,
  sqrt,
  square,
  stopGradient,
  subtract,
} from '../../graph/ops/elementwise.ts';
import { meanSample } from '../../graph/ops/means.ts';
import type { Tensor } from '../../graph/tensor.ts';
import {
  cycle,
  forwardCase,
  type Leaves,
  normal,
  type OpCase,
  opCase,
  positive,
} from './opCase.ts';

const binaryOps = { add, subtract, multiply, divide } as const;

/** Pairings of operands; the second stays away from zero, so that it can divide. */
const pairings: Readonly<Record<string, (leaves: Leaves) => [Tensor, Tensor | number]>> = {
  'two batches': (leaves) => [leaves.batch('a', [2, 2, 3]), leaves.batch('b', [2, 2, 3], positive)],
  'a batch and a shared scalar': (leaves) => [
    leaves.batch('a', [4, 4, 1]),
    leaves.scalar('b', 1.7),
  ],
  'a shared scalar and a batch': (leaves) => [
    leaves.scalar('a', -0.6),
    leaves.batch('b', [5], positive),
  ],
  'a batch and a scalar per sample': (leaves) => [
    leaves.batch('a', [2, 2, 3]),
    leaves.batch('b', [], positive),
  ],
  'a scalar per sample and a batch': (leaves) => [
    leaves.batch('a', []),
    leaves.batch('b', [2, 2, 3], positive),
  ],
  'a batch and a shared value': (leaves) => [
    leaves.batch('a', [2, 2, 3]),
    leaves.parameter('b', [2, 2, 3], positive),
  ],
  'a shared value and a batch': (leaves) => [
    leaves.parameter('a', [7]),
    leaves.batch('b', [7], positive),
  ],
  'a scalar per sample and a shared value': (leaves) => [
    leaves.batch('a', []),
    leaves.parameter('b', [5], positive),
  ],
  'two scalars per sample': (leaves) => [leaves.batch('a', []), leaves.batch('b', [], positive)],
  'a scalar per sample and a shared scalar': (leaves) => [
    leaves.batch('a', []),
    leaves.scalar('b', 0.3),
  ],
  'two shared values': (leaves) => [
    leaves.parameter('a', [3, 2]),
    leaves.parameter('b', [3, 2], positive),
  ],
  'a shared value and a shared scalar': (leaves) => [
    leaves.parameter('a', [3, 3, 2, 2]),
    leaves.scalar('b', 2.5),
  ],
  'two shared scalars': (leaves) => [leaves.scalar('a', 0.4), leaves.scalar('b', 2.5)],
  'a batch and a literal': (leaves) => [leaves.batch('a', [4, 4, 3]), 0.7],
  'a batch and itself': (leaves) => {
    const a = leaves.batch('a', [4, 4, 1], positive);
    return [a, a];
  },
};

const batches = [3, 1, 64, 2, 10, 6] as const;

const binaryCases = Object.entries(pairings).flatMap(([pairing, operands], index) =>
  Object.entries(binaryOps).map(([kind, apply]) =>
    opCase(`${kind}, ${pairing}`, batches[index % batches.length], (leaves) =>
      apply(...operands(leaves)),
    ),
  ),
);

const unaryOps = { square, exp, log, sqrt, sigmoid, softplus, leakyRelu, relu } as const;

const unaryCases = Object.entries(unaryOps).flatMap(([kind, apply], index) => {
  const fill = kind === 'log' || kind === 'sqrt' ? positive : normal;
  const batch = batches[index % batches.length];
  return [
    opCase(`${kind} of a batch`, batch, (leaves) => apply(leaves.batch('x', [4, 4, 3], fill))),
    opCase(`${kind} of a scalar per sample`, 10, (leaves) => apply(leaves.batch('x', [], fill))),
    opCase(`${kind} of a shared value`, 2, (leaves) => apply(leaves.parameter('x', [9], fill))),
  ];
});

const extremes = cycle([-90, -30, -1e-3, 0, 1e-3, 30, 90]);
const signs = cycle([-2, -1, 0, 1, 2]);

export const elementwiseCases: readonly OpCase[] = [
  ...binaryCases,
  ...unaryCases,
  opCase('sigmoid far from zero', 3, (leaves) => sigmoid(leaves.batch('x', [7], extremes))),
  opCase('softplus far from zero', 3, (leaves) => softplus(leaves.batch('x', [7], extremes))),
  forwardCase('isPositive', 6, (leaves) => isPositive(leaves.batch('x', [5], signs))),
  opCase('leakyRelu at its kink', 3, (leaves) => leakyRelu(leaves.batch('x', [5], signs), 0.2), {
    smooth: false,
  }),
  opCase(
    'stopGradient',
    3,
    (leaves) => {
      const x = leaves.batch('x', [2, 2, 3]);
      return multiply(x, stopGradient(x));
    },
    { smooth: false },
  ),
  opCase('sampleScalar, seen by two losses', 10, (leaves) => {
    const x = leaves.batch('x', [4, 4, 3]);
    const k = leaves.parameter('k', [4, 4, 3]);
    const guess = sampleScalar(meanSample(softplus(multiply(x, k))));
    return add(square(subtract(guess, leaves.fixed('alpha', []))), multiply(square(guess), 0.5));
  }),
];
