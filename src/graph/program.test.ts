import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateProgram } from '../engines/referenceEvaluator.ts';
import { adam, momentSuffix } from './adam.ts';
import { ancestors } from './gradients.ts';
import { batchInput, constant, draw, scalarInput, variable } from './leaves.ts';
import { add, divide, leakyRelu, multiply, square } from './ops/elementwise.ts';
import { mean } from './ops/means.ts';
import { meanBatch } from './ops/structure.ts';
import { createProgram, type Program } from './program.ts';
import { GraphError, type Tensor } from './tensor.ts';

const zeros = { kind: 'zeros' } as const;

const kinds = ({ nodes }: Program) => nodes.map(({ op }) => op.kind);

describe('merging', () => {
  test('equal nodes become one, at any depth', () => {
    const half = () => {
      const x = batchInput('x', [3]);
      return square(leakyRelu(multiply(x, variable('w', [3], zeros)), 0.1));
    };
    const program = createProgram('twice', { sum: add(half(), half()) });
    expect(kinds(program)).toEqual(['input', 'variable', 'multiply', 'leakyRelu', 'square', 'add']);
    expect(program.variables).toHaveLength(1);
    expect(program.inputs).toHaveLength(1);
    const [left, right] = program.outputs.sum.inputs;
    expect(left).toBe(right);
  });

  test('nodes that differ in an attribute, in order or in type stay apart', () => {
    const x = batchInput('x', [2, 2, 3]);
    const y = batchInput('y', [2, 2, 3]);
    const program = createProgram('apart', {
      a: leakyRelu(x, 0.1),
      b: leakyRelu(x, 0.2),
      c: divide(x, y),
      d: divide(y, x),
    });
    expect(program.nodes).toHaveLength(6);
  });

  test('constants that JSON cannot tell apart stay apart', () => {
    const values = [0, -0, Number.NaN, Infinity, -Infinity, 1, 1];
    const outputs = Object.fromEntries(values.map((value, i) => [`c${i}`, constant(value)]));
    expect(createProgram('constants', outputs).nodes).toHaveLength(6);
  });

  test('every node comes after its inputs, and all of them are there', () => {
    const step = fc.tuple(fc.nat(2), fc.nat(), fc.nat());
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (plan) => {
        const made: Tensor[] = [batchInput('x', []), scalarInput('s')];
        for (const [kind, a, b] of plan) {
          const combine = [add, multiply, divide][kind];
          made.push(combine(made[a % made.length], made[b % made.length]));
        }
        const result = made.at(-1)!;
        const program = createProgram('random', { result });
        const seen = new Set<Tensor>();
        for (const node of program.nodes) {
          expect(node.inputs.every((input) => seen.has(input))).toBe(true);
          seen.add(node);
        }
        expect(seen.has(program.outputs.result)).toBe(true);
        expect(program.nodes.length).toBeLessThanOrEqual(ancestors(result).length);

        const step = { batch: 2, feeds: { x: [1.5, -2], s: 3 }, variables: {} };
        const unmerged = { ...program, nodes: ancestors(result), outputs: { result } };
        expect(evaluateProgram(program, step)).toEqual(evaluateProgram(unmerged, step));
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  test('a program holds nothing that it does not need', () => {
    const x = batchInput('x', [3]);
    square(x);
    expect(kinds(createProgram('lean', { y: add(x, x) }))).toEqual(['input', 'add']);
  });
});

describe('names', () => {
  const conflict = (...tensors: Tensor[]) =>
    createProgram('conflict', Object.fromEntries(tensors.map((tensor, i) => [`t${i}`, tensor])));

  test.each([
    ['inputs of two shapes', batchInput('x', [3]), batchInput('x', [4]), /input x .*\[3\].*\[4\]/],
    ['a batch and a scalar', batchInput('x', []), scalarInput('x'), /input x/],
    ['draws of two kinds', draw('x', 'normal', []), draw('x', 'uniform', []), /normal draw x/],
    ['an input and a draw', batchInput('x', [2]), draw('x', 'normal', [2]), /input x.*draw x/],
    [
      'variables of two shapes',
      variable('w', [3], zeros),
      variable('w', [4], zeros),
      /variable w \[3\].*variable w \[4\]/,
    ],
    [
      'variables that start differently',
      variable('w', [3], zeros),
      variable('w', [3], { kind: 'ones' }),
      /zeros.*ones/,
    ],
  ])('%s under one name are refused', (_title, a, b, message) => {
    expect(() => conflict(a, b)).toThrow(GraphError);
    expect(() => conflict(a, b)).toThrow(message);
  });

  test('a variable may be called as an input is', () => {
    expect(conflict(batchInput('x', [3]), variable('x', [3], zeros)).nodes).toHaveLength(2);
  });
});

describe('updates', () => {
  const w = variable('w', [3], zeros);
  const x = batchInput('x', [3]);
  const loss = mean(square(multiply(x, w)));
  const rate = scalarInput('rate');
  const program = (...updates: Parameters<typeof createProgram>[2] & object) =>
    createProgram('updates', {}, updates);

  test('Adam brings its moments, as zeros, beside the parameter', () => {
    const { variables } = program(...adam(loss, [w], rate));
    expect(variables.map(({ name, role, initialiser }) => [name, role, initialiser.kind])).toEqual([
      ['w', 'parameter', 'zeros'],
      [`w${momentSuffix.first}`, 'moment', 'zeros'],
      [`w${momentSuffix.second}`, 'moment', 'zeros'],
    ]);
  });

  test('updates speak of merged nodes', () => {
    const made = program(...adam(loss, [w], rate), {
      kind: 'assign',
      variable: variable('s', [3], zeros, 'state'),
      value: meanBatch(x),
    });
    const nodes = new Set(made.nodes);
    for (const update of made.updates) {
      for (const part of Object.values(update)) {
        if (typeof part === 'object') expect(nodes.has(part)).toBe(true);
      }
    }
  });

  test('only variables can be changed', () => {
    expect(() => adam(mean(square(x)), [x], rate)).toThrow('adam: can only move variables');
    expect(() => program({ kind: 'assign', variable: rate, value: constant(1) })).toThrow(
      /update: input rate \[\] is not a variable/,
    );
  });

  test('a value must fit its variable', () => {
    const tooSmall = { kind: 'assign', variable: w, value: constant(1) } as const;
    expect(() => program(tooSmall)).toThrow(/update: \[\] does not fit variable w \[3\]/);
    const batched = { kind: 'assign', variable: w, value: x } as const;
    expect(() => program(batched)).toThrow(/1 × batch of \[3\] does not fit variable w/);
  });

  test('a learning rate is one scalar that no sample decides', () => {
    expect(() => program(...adam(loss, [w], w))).toThrow(/learning rate/);
    expect(() => program(...adam(loss, [w], mean(x)))).toThrow(/learning rate.*no sample decides/);
    expect(() => program(...adam(loss, [w], multiply(rate, 0.5)))).not.toThrow();
  });

  test('one variable is changed once', () => {
    const twice = [...adam(loss, [w], rate), ...adam(mean(multiply(x, w)), [w], rate)];
    expect(() => program(...twice)).toThrow('update: w is changed by two updates of one step');
    const both = [...adam(loss, [w], rate), { kind: 'assign', variable: w, value: w } as const];
    expect(() => program(...both)).toThrow(/w is changed by two updates/);
  });
});
