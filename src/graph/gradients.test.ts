import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gradientOf, Leaves, type OpCase, opCase } from '../engines/conformance/opCase.ts';
import { relativeError } from '../engines/conformance/relativeError.ts';
import { opCases } from '../engines/conformance.ts';
import { evaluateProgram } from '../engines/referenceEvaluator.ts';
import { gradients } from './gradients.ts';
import { batchInput, constant, draw, scalarInput, variable } from './leaves.ts';
import {
  add,
  divide,
  exp,
  leakyRelu,
  leakyReluGradient,
  multiply,
  sampleScalar,
  sigmoid,
  softplus,
  square,
  stopGradient,
  subtract,
} from './ops/elementwise.ts';
import { addBias, conv2d, dense } from './ops/layers.ts';
import { mean, meanSample } from './ops/means.ts';
import { flatten, meanBatch, reverseBatch, stack, unstack } from './ops/structure.ts';
import { createProgram } from './program.ts';
import { GraphError, type Tensor } from './tensor.ts';

const clock = { seed: 1, step: 1 };

type Leaf = Record<string, number | ArrayLike<number>>;

/** The loss of a case with `delta` added to one element of a leaf. */
function lossAround({ program, batch, feeds, variables }: OpCase, leaf: string) {
  const lossOnly = createProgram('loss', { loss: program.outputs.loss });
  const shifted = (leaves: Leaf, index: number, delta: number): Leaf => {
    const held = leaves[leaf];
    if (held === undefined) return leaves;
    const values = typeof held === 'number' ? [held] : Float64Array.from(held);
    values[index] += delta;
    return { ...leaves, [leaf]: values };
  };
  return (index: number, delta: number): number => {
    const { outputs } = evaluateProgram(lossOnly, {
      batch,
      clock,
      feeds: shifted(feeds, index, delta),
      variables: shifted(variables, index, delta) as Record<string, ArrayLike<number>>,
    });
    return outputs.loss[0];
  };
}

/** Compares the gradient by each leaf with central differences, at up to `probes` elements of each. */
function expectCentralDifferences(opCase: OpCase, probes: number): void {
  const { program, batch, feeds, variables } = opCase;
  const { outputs } = evaluateProgram(program, { batch, feeds, variables, clock });
  const half = 1e-5;
  for (const leaf of opCase.targets) {
    const gradient = outputs[gradientOf(leaf)];
    const loss = lossAround(opCase, leaf);
    const count = Math.min(probes, gradient.length);
    const indices = Array.from({ length: count }, (_, i) =>
      Math.floor((i * gradient.length) / count),
    );
    const largest = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    for (const index of indices) {
      const slope = (loss(index, half) - loss(index, -half)) / (2 * half);
      const error = Math.abs(gradient[index] - slope);
      expect(error, `${leaf}[${index}]: ${gradient[index]} for ${slope}`).toBeLessThan(
        1e-6 * largest + 1e-9,
      );
    }
  }
}

describe('gradients against central differences in float64', () => {
  const cases = opCases.filter(({ smooth }) => smooth);

  test('there are many cases', () => expect(cases.length).toBeGreaterThan(150));

  test.each(cases)('$name', (opCase) => expectCentralDifferences(opCase, 4));
});

/** Smooth elementwise steps, each of the values made before. */
const steps: readonly ((a: Tensor, b: Tensor) => Tensor)[] = [
  add,
  subtract,
  multiply,
  (a, b) => divide(a, add(square(b), 1)),
  (a) => sigmoid(a),
  (a) => softplus(a),
  (a) => exp(multiply(sigmoid(a), 0.5)),
  (a, b) => add(reverseBatch(a), b),
  (a, b) => unstack(stack(a, b), 1),
  (a, b) => multiply(a, sampleScalar(meanSample(b))),
];

test('gradients of random graphs agree with central differences', () => {
  const step = fc.tuple(fc.nat(steps.length - 1), fc.nat(), fc.nat());
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 7 }), (plan) => {
      const random = opCase('random graph', 3, (leaves) => {
        const x = leaves.batch('x', [2]);
        const w = multiply(leaves.batch('y', []), leaves.parameter('w', [2]));
        const made = [x, w];
        for (const [kind, a, b] of plan) {
          made.push(steps[kind](made[a % made.length], made[b % made.length]));
        }
        return made[made.length - 1];
      });
      expectCentralDifferences(random, 6);
    }),
    { seed: 11, numRuns: 150 },
  );
});

describe('where gradients end', () => {
  const evaluate = (outputs: Record<string, Tensor>, leaves: Leaves) =>
    evaluateProgram(createProgram('ends', outputs), {
      batch: 2,
      feeds: leaves.feeds,
      variables: leaves.variables,
    }).outputs;

  test('a target that the loss does not depend on gets zeros of its type', () => {
    const leaves = new Leaves(2);
    const x = leaves.batch('x', [3]);
    const w = leaves.parameter('w', [2, 3]);
    const [byW, byX] = gradients(mean(square(x)), [w, x]);
    expect(byW).toMatchObject({ shape: [2, 3], batches: 0 });
    expect(byX).toMatchObject({ shape: [3], batches: 1 });
    expect([...evaluate({ byW }, leaves).byW]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test('nothing flows through stopGradient, but a stopped node can be a target', () => {
    const leaves = new Leaves(2);
    const x = leaves.batch('x', [3]);
    const stopped = stopGradient(square(x));
    const loss = mean(multiply(stopped, x));
    const [byX, byStopped] = gradients(loss, [x, stopped]);
    const values = evaluate({ byX, byStopped, x }, leaves);
    values.x.forEach((value, i) => {
      expect(values.byX[i]).toBeCloseTo(value ** 2 / 6, 12);
      expect(values.byStopped[i]).toBeCloseTo(value / 6, 12);
    });
  });

  test('at zero leakyRelu has its slope, as in the authors’ code', () => {
    const leaves = new Leaves(2);
    const x = leaves.batch('x', [3], (_value, index) => (index % 3) - 1);
    const [byX] = gradients(mean(leakyRelu(x, 0.2)), [x]);
    const slopes = [...evaluate({ byX }, leaves).byX].map((value) => value * 6);
    expect(relativeError(slopes, [0.2, 0.2, 1, 0.2, 0.2, 1])).toBeLessThan(1e-12);
  });

  test('a target on the way to another target gets its gradient too', () => {
    const leaves = new Leaves(2);
    const w = leaves.parameter('w', [3]);
    const y = square(w);
    const [byY, byW] = gradients(mean(multiply(leaves.fixed('x', [3]), y)), [y, w]);
    const values = evaluate({ byY, byW, w }, leaves);
    values.w.forEach((value, i) => {
      expect(values.byW[i]).toBeCloseTo(2 * value * values.byY[i], 12);
    });
  });

  test('a loss must be one shared scalar', () => {
    const x = batchInput('x', [3]);
    expect(() => gradients(square(x), [x])).toThrow(
      new GraphError('gradients: the loss must be one shared scalar, got 1 × batch of [3]'),
    );
    expect(() => gradients(meanBatch(x), [x])).toThrow(/one shared scalar, got \[3\]/);
    expect(() => gradients(meanSample(x), [x])).toThrow(/got 1 × batch of \[\]/);
  });

  test('an op without a rule is named, only where a target lies behind it', () => {
    const x = batchInput('x', [3]);
    const y = leakyRelu(x);
    const loss = mean(leakyReluGradient(x, y, 0.2));
    expect(() => gradients(loss, [x])).toThrow(
      new GraphError('gradients: leakyReluGradient has no gradient rule'),
    );
    expect(gradients(loss, [variable('w', [2], { kind: 'zeros' })])).toHaveLength(1);
    const mask = draw('mask', 'bernoulli', [3], scalarInput('keep'));
    expect(gradients(mean(multiply(x, mask)), [x])).toHaveLength(1);
  });

  test('the gradient by the loss itself is one', () => {
    const loss = mean(square(batchInput('x', [2])));
    expect(gradients(loss, [loss])[0].op).toEqual({ kind: 'constant', value: 1 });
    expect(constant(1).op).toEqual({ kind: 'constant', value: 1 });
  });
});

/** Two losses on one critic of two stacked batches, as ACAI's: one for the critic, one for its prey. */
function twoLosses(mark: (guess: Tensor) => Tensor) {
  const leaves = new Leaves(3);
  const mix = leaves.batch('mix', [4, 4, 1]);
  const blend = leaves.batch('blend', [4, 4, 1]);
  const parameters = {
    'kernel 1': leaves.parameter('kernel 1', [3, 3, 1, 3]),
    'bias 1': leaves.parameter('bias 1', [3]),
    'kernel 2': leaves.parameter('kernel 2', [3, 3, 3, 4]),
    'kernel 3': leaves.parameter('kernel 3', [1, 1, 4, 2]),
    dense: leaves.parameter('dense', [32, 5]),
  };
  let x = leakyRelu(
    addBias(conv2d(stack(mix, blend), parameters['kernel 1']), parameters['bias 1']),
  );
  x = leakyRelu(conv2d(x, parameters['kernel 2']));
  x = dense(flatten(conv2d(x, parameters['kernel 3'])), parameters.dense);
  const guesses = mark(meanSample(x));
  const [guess, real] = [unstack(guesses, 0), unstack(guesses, 1)];
  const alpha = leaves.fixed('alpha', []);
  const critic = add(meanBatch(square(subtract(guess, alpha))), meanBatch(square(real)));
  const prey = multiply(meanBatch(square(guess)), 0.5);
  const names = Object.keys(parameters);
  const forCritic = gradients(critic, Object.values(parameters));
  const [forPrey] = gradients(prey, [mix]);
  const outputs = Object.fromEntries(names.map((name, i) => [name, forCritic[i]]));
  return { program: createProgram('critic', { ...outputs, forPrey }), leaves };
}

describe('sampleScalar', () => {
  const plain = twoLosses((guess) => guess);
  const marked = twoLosses(sampleScalar);
  const count = ({ program }: typeof plain, kind: string) =>
    program.nodes.filter(({ op }) => op.kind === kind).length;

  test('changes no gradient', () => {
    const run = ({ program, leaves }: typeof plain) =>
      evaluateProgram(program, { batch: 3, feeds: leaves.feeds, variables: leaves.variables })
        .outputs;
    const [expected, actual] = [run(plain), run(marked)];
    for (const [name, values] of Object.entries(expected)) {
      expect(relativeError(actual[name], values), name).toBeLessThan(1e-12);
      expect(values.some((value) => Math.abs(value) > 1e-3)).toBe(true);
    }
  });

  test('leaves one chain through the network for both losses', () => {
    expect(count(plain, 'conv2dInputGradient')).toBe(2 + 3);
    expect(count(marked, 'conv2dInputGradient')).toBe(3);
    expect(count(plain, 'denseInputGradient')).toBe(2);
    expect(count(marked, 'denseInputGradient')).toBe(1);
    expect(count(marked, 'leakyReluGradient')).toBe(2);
    expect(count(marked, 'conv2dKernelGradient')).toBe(3);
  });
});
