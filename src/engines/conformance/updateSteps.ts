/** Updates of a step: simultaneous, from the values before it, and Adam in TensorFlow 1's form. */
import { expect } from 'vitest';
import { adam } from '../../graph/adam.ts';
import { batchInput, constant, variable } from '../../graph/leaves.ts';
import { add, multiply, square, subtract } from '../../graph/ops/elementwise.ts';
import { mean } from '../../graph/ops/means.ts';
import { meanBatch } from '../../graph/ops/structure.ts';
import { createProgram, type Program, type Update } from '../../graph/program.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { type Engine, EngineError, type Feeds } from '../engine.ts';
import { evaluateProgram } from '../referenceEvaluator.ts';
import { seededValues } from './opCase.ts';
import { clock, type EngineTest, prepare, rivals, zeros } from './preparedStep.ts';
import { relativeError } from './relativeError.ts';
import { tinyAcai } from './tinyAcai.ts';

const tolerance = 1e-5;

const assign = (target: Tensor, value: Tensor): Update => ({
  kind: 'assign',
  variable: target,
  value,
});

/** Runs `steps` steps on the engine and in float64, comparing all outputs of each and all variables after. */
async function compareSteps(
  engine: Engine,
  program: Program,
  batch: number,
  feeds: Feeds,
  steps: number,
): Promise<void> {
  const initial = Object.fromEntries(
    program.variables.map(({ name, shape, role }) => {
      const size = shape.reduce((product, extent) => product * extent, 1);
      const fill = role === 'moment' ? () => 0 : (value: number) => 0.3 * value;
      return [name, seededValues(name, size, fill)];
    }),
  );
  const { executable, variables } = await prepare(engine, program, batch, initial);
  let expected: Readonly<Record<string, ArrayLike<number>>> = initial;
  for (let step = 1; step <= steps; step++) {
    executable.run(feeds, { seed: 5, step });
    const reference = evaluateProgram(program, {
      batch,
      feeds,
      variables: expected,
      clock: { seed: 5, step },
    });
    for (const [output, values] of Object.entries(reference.outputs)) {
      const error = relativeError(await executable.read(output), values);
      expect(error, `${output} in step ${step}`).toBeLessThan(1e-4);
    }
    expected = reference.variables;
  }
  for (const { name } of program.variables) {
    const moved = subtractArrays(await variables.read(name), initial[name]);
    const wanted = subtractArrays(expected[name], initial[name]);
    expect(relativeError(moved, wanted), `the move of ${name}`).toBeLessThan(1e-3);
  }
  executable.dispose();
  variables.dispose();
}

const subtractArrays = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Float64Array.from(a, (value, i) => value - b[i]);

/** Registers the tests. */
export function describeUpdates(engineTest: EngineTest): void {
  engineTest('two optimisers that read each other’s parameters move at once', (engine) =>
    compareSteps(
      engine,
      rivals(),
      6,
      { x: seededValues('x', 24), 'rate a': 0.01, 'rate b': 0.02 },
      4,
    ),
  );

  for (const batch of [1, 6, 10, 64]) {
    engineTest(`three steps of a small ACAI, batch ${batch}`, (engine) =>
      compareSteps(
        engine,
        tinyAcai(),
        batch,
        { x: seededValues('x', batch * 64), lambda: 0.5, rate: 1e-3 },
        3,
      ),
    );
  }

  engineTest('assignments swap two variables', async (engine) => {
    const a = variable('a', [3], zeros, 'state');
    const b = variable('b', [3], zeros, 'state');
    const program = createProgram('swap', {}, [assign(a, b), assign(b, a)]);
    const start = { a: [1, 2, 3], b: [4, 5, 6] };
    const { executable, variables } = await prepare(engine, program, 1, start);
    executable.run({}, clock);
    expect([...(await variables.read('a'))]).toEqual(start.b);
    expect([...(await variables.read('b'))]).toEqual(start.a);
  });

  engineTest('outputs and updates see the variables before the step', async (engine) => {
    const count = variable('count', [], zeros, 'state');
    const next = add(count, 1);
    const program = createProgram('count', { count, next }, [assign(count, next)]);
    const { executable, variables } = await prepare(engine, program, 3);
    for (let step = 1; step <= 3; step++) executable.run({}, { seed: 1, step });
    expect(await executable.read('count')).toEqual(Float32Array.of(2));
    expect(await executable.read('next')).toEqual(Float32Array.of(3));
    expect(await variables.read('count')).toEqual(Float32Array.of(3));
  });

  engineTest('an assignment reads a parameter that Adam moves in the same step', async (engine) => {
    const w = variable('w', [2], zeros);
    const shadow = variable('shadow', [2], zeros, 'state');
    const loss = mean(square(multiply(batchInput('x', [2]), w)));
    const program = createProgram('shadow', { loss }, [
      ...adam(loss, [w], constant(0.1)),
      assign(shadow, w),
    ]);
    const { executable, variables } = await prepare(engine, program, 1, { w: [1, -2] });
    executable.run({ x: Float32Array.of(1, 1) }, clock);
    expect([...(await variables.read('shadow'))]).toEqual([1, -2]);
    const moved = await variables.read('w');
    expect(relativeError(moved, [0.9, -1.9])).toBeLessThan(tolerance);
  });

  engineTest('Adam’s epsilon is TensorFlow 1’s', async (engine) => {
    const w = variable('w', [1], zeros);
    const slope = batchInput('slope', [1]);
    const loss = mean(multiply(slope, w));
    const program = createProgram('epsilon', { loss }, adam(loss, [w], constant(1)));
    const { executable, variables } = await prepare(engine, program, 1);
    // m/(√v + ε) with √v = √0.001 · 1e-8 and ε = 1e-8; a corrected ε would halve the step.
    executable.run({ slope: Float32Array.of(1e-8) }, clock);
    const rate = Math.sqrt(1 - 0.999) / (1 - 0.9);
    const expected = (-rate * 0.1 * 1e-8) / (Math.sqrt(0.001) * 1e-8 + 1e-8);
    expect(relativeError(await variables.read('w'), [expected])).toBeLessThan(1e-4);
  });

  engineTest('a batch’s mean, given back to each sample, is right or refused', async (engine) => {
    const x = batchInput('x', [3]);
    const centred = subtract(x, meanBatch(x));
    const program = createProgram('centre', { centred, mean: mean(square(centred)) });
    const feeds = { x: seededValues('x', 30) };
    const prepared = await prepare(engine, program, 10).catch((error: unknown) => {
      expect(error).toBeInstanceOf(EngineError);
      return null;
    });
    if (!prepared) return;
    prepared.executable.run(feeds, clock);
    const { outputs } = evaluateProgram(program, { batch: 10, feeds, variables: {} });
    const actual = await prepared.executable.read('centred');
    expect(relativeError(actual, outputs.centred)).toBeLessThan(tolerance);
  });
}
