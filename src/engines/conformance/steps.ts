/** What a step promises: simultaneous updates, the same draws everywhere, honest errors. */
import { expect } from 'vitest';
import { fillBernoulli, fillNormal, fillUniform, streamOf } from '../../core/random.ts';
import { adam } from '../../graph/adam.ts';
import { batchInput, constant, draw, scalarInput, variable } from '../../graph/leaves.ts';
import { add, multiply, square, subtract } from '../../graph/ops/elementwise.ts';
import { addBias, conv2d } from '../../graph/ops/layers.ts';
import { mean } from '../../graph/ops/means.ts';
import { broadcast, meanBatch } from '../../graph/ops/structure.ts';
import { createProgram, type Program, type Update } from '../../graph/program.ts';
import type { Tensor } from '../../graph/tensor.ts';
import {
  type Engine,
  EngineError,
  type Executable,
  type Feeds,
  type Variables,
} from '../engine.ts';
import { evaluateProgram } from '../referenceEvaluator.ts';
import { seededValues } from './opCase.ts';
import { relativeError } from './relativeError.ts';
import { tinyAcai } from './tinyAcai.ts';

/** Registers a test that is given the engine. */
export type EngineTest = (name: string, body: (engine: Engine) => Promise<void>) => void;

const tolerance = 1e-5;

const zeros = { kind: 'zeros' } as const;
const clock = { seed: 1, step: 1 };

const assign = (target: Tensor, value: Tensor): Update => ({
  kind: 'assign',
  variable: target,
  value,
});

/** Registers the tests of whole steps. */
export function describeSteps(engineTest: EngineTest): void {
  describeUpdates(engineTest);
  describeDraws(engineTest);
  describeSharing(engineTest);
  describeMisuse(engineTest);
}

interface Prepared {
  readonly executable: Executable;
  readonly variables: Variables;
}

async function prepare(
  engine: Engine,
  program: Program,
  batch: number,
  values: Readonly<Record<string, ArrayLike<number>>> = {},
): Promise<Prepared> {
  const variables = engine.createVariables(program.variables);
  for (const [name, value] of Object.entries(values)) {
    variables.write(name, Float32Array.from(value));
  }
  return { variables, executable: await engine.compile(program, variables, { batch }) };
}

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

/** Two parameters, each moved by a loss that also looks at the other. */
function rivals(): Program {
  const a = variable('a', [4], zeros);
  const b = variable('b', [4], zeros);
  const product = multiply(multiply(batchInput('x', [4]), a), b);
  return createProgram('rivals', { product }, [
    ...adam(mean(square(subtract(product, 1))), [a], scalarInput('rate a')),
    ...adam(mean(square(add(product, 2))), [b], scalarInput('rate b')),
  ]);
}

function describeUpdates(engineTest: EngineTest): void {
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

function drawsOf(fill: (out: Float32Array) => void, size: number): Float32Array {
  const out = new Float32Array(size);
  fill(out);
  return out;
}

/** A draw of each kind, seen through enough ops that it cannot be skipped. */
function drawing(): Program {
  const uniform = draw('uniform', 'uniform', [2, 2, 3]);
  const normal = draw('normal', 'normal', [5]);
  const mask = draw('mask', 'bernoulli', [7], scalarInput('keep'));
  return createProgram('draws', { uniform, normal, mask, doubled: multiply(mask, 2) });
}

function describeDraws(engineTest: EngineTest): void {
  for (const batch of [1, 3, 10, 64]) {
    engineTest(`draws a batch of ${batch} as core/random does`, async (engine) => {
      const { executable } = await prepare(engine, drawing(), batch);
      for (const [seed, step] of [
        [1, 1],
        [1, 2],
        [0xfedcba98, 70000],
      ]) {
        executable.run({ keep: 0.25 }, { seed, step });
        const key = (name: string) => ({ seed, stream: streamOf(name), step });
        const uniform = drawsOf((out) => fillUniform(out, key('uniform')), batch * 12);
        const mask = drawsOf((out) => fillBernoulli(out, 0.25, key('mask')), batch * 7);
        const normal = drawsOf((out) => fillNormal(out, key('normal')), batch * 5);
        expect(await executable.read('uniform')).toEqual(uniform);
        expect(await executable.read('mask')).toEqual(mask);
        expect(relativeError(await executable.read('normal'), normal)).toBeLessThan(2e-6);
        expect(await executable.read('doubled')).toEqual(mask.map((value) => 2 * value));
      }
    });
  }

  engineTest('a probability may change between steps', async (engine) => {
    const { executable } = await prepare(engine, drawing(), 64);
    executable.run({ keep: 1 }, clock);
    expect((await executable.read('mask')).every((value) => value === 1)).toBe(true);
    executable.run({ keep: 0 }, clock);
    expect((await executable.read('mask')).every((value) => value === 0)).toBe(true);
  });

  engineTest('draws that are given are not drawn', async (engine) => {
    const program = drawing();
    const variables = engine.createVariables(program.variables);
    const executable = await engine.compile(program, variables, { batch: 10, draws: 'given' });
    const given = {
      uniform: seededValues('u', 120),
      normal: seededValues('n', 50),
      mask: seededValues('m', 70, (value) => (value > 0 ? 1 : 0)),
    };
    executable.run({ ...given, keep: 0.5 }, clock);
    expect(await executable.read('uniform')).toEqual(given.uniform);
    expect(await executable.read('normal')).toEqual(given.normal);
    expect(await executable.read('mask')).toEqual(given.mask);
    expect(() => executable.run({ keep: 0.5 }, clock)).toThrow(EngineError);
  });
}

/** y = conv(x, kernel) + bias, on images of 4×4. */
function layer(): { x: Tensor; y: Tensor; parameters: Tensor[] } {
  const x = batchInput('x', [4, 4, 1]);
  const kernel = variable('kernel', [3, 3, 1, 2], zeros);
  const bias = variable('bias', [2], zeros);
  return { x, y: addBias(conv2d(x, kernel), bias), parameters: [kernel, bias] };
}

function describeSharing(engineTest: EngineTest): void {
  engineTest('executables of different batches share variables', async (engine) => {
    const { y, parameters } = layer();
    const training = createProgram(
      'train',
      { loss: mean(square(subtract(y, 1))) },
      adam(mean(square(subtract(y, 1))), parameters, scalarInput('rate')),
    );
    const inference = createProgram('infer', { y: layer().y });
    const { executable: train, variables } = await prepare(engine, training, 10, {
      kernel: seededValues('kernel', 18),
      bias: [0.5, -0.5],
    });
    const infer = await engine.compile(inference, variables, { batch: 3 });
    const one = await engine.compile(inference, variables, { batch: 1 });
    const x = seededValues('x', 160);
    const seen: Float32Array[] = [];
    for (let step = 1; step <= 3; step++) {
      train.run({ x, rate: 0.05 }, { seed: 1, step });
      infer.run({ x: x.subarray(0, 48) }, clock);
      one.run({ x: x.subarray(0, 16) }, clock);
      const y3 = await infer.read('y');
      const feeds = { x: x.subarray(0, 48) };
      const now = { kernel: await variables.read('kernel'), bias: await variables.read('bias') };
      const { outputs } = evaluateProgram(inference, { batch: 3, feeds, variables: now });
      expect(relativeError(y3, outputs.y)).toBeLessThan(tolerance);
      expect(relativeError(await one.read('y'), y3.subarray(0, 32))).toBeLessThan(tolerance);
      seen.push(y3);
    }
    expect(relativeError(seen[1], seen[0])).toBeGreaterThan(1e-3);
    expect(relativeError(seen[2], seen[1])).toBeGreaterThan(1e-3);
  });

  engineTest('a run leaves the outputs of another executable alone', async (engine) => {
    const program = createProgram('infer', { y: layer().y });
    const { executable: first, variables } = await prepare(engine, program, 3, {
      kernel: seededValues('kernel', 18),
    });
    const second = await engine.compile(program, variables, { batch: 3 });
    first.run({ x: seededValues('x', 48) }, clock);
    const before = await first.read('y');
    second.run({ x: seededValues('another x', 48) }, clock);
    expect(await first.read('y')).toEqual(before);
    expect(await second.read('y')).not.toEqual(before);
  });

  engineTest('sets of variables are apart, and start at zero', async (engine) => {
    const program = createProgram('infer', { y: layer().y });
    const { variables: first } = await prepare(engine, program, 3, { bias: [1, 2] });
    const { variables: second, executable } = await prepare(engine, program, 3);
    executable.run({ x: seededValues('x', 48) }, clock);
    expect((await executable.read('y')).every((value) => value === 0)).toBe(true);
    expect([...(await second.read('bias'))]).toEqual([0, 0]);
    expect([...(await first.read('bias'))]).toEqual([1, 2]);
  });

  engineTest('variables are read and written in their natural layout', async (engine) => {
    const program = createProgram('infer', { y: layer().y });
    const { variables } = await prepare(engine, program, 3);
    const kernel = seededValues('kernel', 18);
    variables.write('kernel', kernel);
    const copy = await variables.read('kernel');
    expect(copy).toEqual(kernel);
    copy.fill(9);
    const fed = kernel.slice();
    variables.write('kernel', fed);
    fed.fill(9);
    expect(await variables.read('kernel')).toEqual(kernel);
  });

  engineTest('runtime scalars may change at every step', async (engine) => {
    const scaled = multiply(batchInput('x', [3]), scalarInput('factor'));
    const { executable } = await prepare(engine, createProgram('scale', { scaled }), 2);
    const x = Float32Array.of(1, 2, 3, 4, 5, 6);
    for (const factor of [2, -0.5, 0]) {
      executable.run({ x, factor }, clock);
      expect([...(await executable.read('scaled'))]).toEqual([...x].map((v) => v * factor + 0));
    }
  });

  engineTest('a caller may reuse its arrays once run returns', async (engine) => {
    const x = batchInput('x', [3]);
    const program = createProgram('reuse', { same: x, twice: multiply(x, 2) });
    const { executable } = await prepare(engine, program, 2);
    const fed = Float32Array.of(1, 2, 3, 4, 5, 6);
    executable.run({ x: fed }, clock);
    fed.fill(-1);
    expect([...(await executable.read('same'))]).toEqual([1, 2, 3, 4, 5, 6]);
    const out = new Float32Array(6);
    expect(await executable.read('twice', out)).toBe(out);
    expect([...out]).toEqual([2, 4, 6, 8, 10, 12]);
  });

  engineTest('a value fed to nothing but an output may be shared and repeated', async (engine) => {
    const repeated = broadcast(scalarInput('s'), { shape: [2], batches: 1 });
    const { executable } = await prepare(engine, createProgram('repeat', { repeated }), 2);
    executable.run({ s: 3 }, clock);
    expect([...(await executable.read('repeated'))]).toEqual([3, 3, 3, 3]);
  });
}

function describeMisuse(engineTest: EngineTest): void {
  engineTest('missing and misshaped feeds are refused', async (engine) => {
    const y = multiply(batchInput('x', [3]), scalarInput('factor'));
    const { executable } = await prepare(engine, createProgram('feeds', { y }), 2);
    const x = new Float32Array(6);
    const refused: [Feeds, RegExp][] = [
      [{ factor: 1 }, /x/],
      [{ x }, /factor/],
      [{ x: new Float32Array(5), factor: 1 }, /x.*6.*5/],
      [{ x: new Float32Array(12), factor: 1 }, /x.*6.*12/],
      [{ x: 1, factor: 1 }, /x/],
      [{ x, factor: x }, /factor/],
    ];
    for (const [feeds, message] of refused) {
      expect(() => executable.run(feeds, clock)).toThrow(EngineError);
      expect(() => executable.run(feeds, clock)).toThrow(message);
    }
    executable.run({ x, factor: 1, unknown: 2 }, clock);
    expect([...(await executable.read('y'))]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  engineTest('a refused run changes nothing', async (engine) => {
    const program = rivals();
    const { executable, variables } = await prepare(engine, program, 1, { a: [1, 2, 3, 4] });
    expect(() => executable.run({ x: new Float32Array(4) }, clock)).toThrow(EngineError);
    expect([...(await variables.read('a'))]).toEqual([1, 2, 3, 4]);
  });

  engineTest('unknown names and wrong lengths of variables are refused', async (engine) => {
    const program = createProgram('infer', { y: layer().y });
    const { variables } = await prepare(engine, program, 2);
    expect(() => variables.write('nothing', new Float32Array(2))).toThrow(EngineError);
    expect(() => variables.write('bias', new Float32Array(3))).toThrow(EngineError);
    await expect(variables.read('nothing')).rejects.toThrow(EngineError);
  });

  engineTest('a program whose variables are not there is refused', async (engine) => {
    const program = createProgram('infer', { y: layer().y });
    const options = { batch: 2 };
    const none = engine.createVariables([]);
    await expect(engine.compile(program, none, options)).rejects.toThrow(EngineError);
    const other = engine.createVariables(
      program.variables.map((spec) => (spec.name === 'bias' ? { ...spec, shape: [3] } : spec)),
    );
    await expect(engine.compile(program, other, options)).rejects.toThrow(/bias/);
  });

  engineTest('outputs that are not there are refused', async (engine) => {
    const y = multiply(batchInput('x', [3]), 2);
    const { executable } = await prepare(engine, createProgram('outputs', { y }), 2);
    await expect(executable.read('y')).rejects.toThrow(EngineError);
    executable.run({ x: new Float32Array(6) }, clock);
    await expect(executable.read('z')).rejects.toThrow(EngineError);
    await expect(executable.read('y', new Float32Array(5))).rejects.toThrow(EngineError);
  });

  engineTest('what was disposed of is refused, and disposing twice is no harm', async (engine) => {
    const program = createProgram('infer', { y: layer().y });
    const { executable, variables } = await prepare(engine, program, 2);
    executable.run({ x: new Float32Array(32) }, clock);
    executable.dispose();
    executable.dispose();
    expect(() => executable.run({ x: new Float32Array(32) }, clock)).toThrow(EngineError);
    await expect(executable.read('y')).rejects.toThrow(EngineError);
    variables.dispose();
    variables.dispose();
    await expect(variables.read('bias')).rejects.toThrow(EngineError);
  });

  for (const batch of [0, -1, 1.5]) {
    engineTest(`a batch of ${batch} is refused`, async (engine) => {
      const program = createProgram('batch', { y: multiply(batchInput('x', [3]), 2) });
      const variables = engine.createVariables([]);
      await expect(engine.compile(program, variables, { batch })).rejects.toThrow(EngineError);
    });
  }
}
