/** What executables share, and what they must not: variables, outputs, the caller's arrays. */
import { expect } from 'vitest';
import { adam } from '../../graph/adam.ts';
import { batchInput, scalarInput } from '../../graph/leaves.ts';
import { multiply, square, subtract } from '../../graph/ops/elementwise.ts';
import { mean } from '../../graph/ops/means.ts';
import { broadcast } from '../../graph/ops/structure.ts';
import { createProgram } from '../../graph/program.ts';
import { evaluateProgram } from '../referenceEvaluator.ts';
import { seededValues } from './opCase.ts';
import { clock, type EngineTest, layer, prepare } from './preparedStep.ts';
import { relativeError } from './relativeError.ts';

const tolerance = 1e-5;

/** Registers the tests. */
export function describeSharing(engineTest: EngineTest): void {
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
