import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test, vi } from 'vitest';
import { variable } from '../../graph/leaves.ts';
import { createProgram } from '../../graph/program.ts';
import { tinyAcai } from '../conformance/tinyAcai.ts';
import { describeEngine } from '../conformance.ts';
import { type Engine, EngineError, EngineUnavailableError } from '../engine.ts';
import { createTfjsEngine } from './tfjsEngine.ts';

await describeEngine('tfjs on cpu', () => createTfjsEngine('cpu'));
await describeEngine('tfjs on wasm', () => createTfjsEngine('wasm'));

const feeds = {
  x: Float32Array.from({ length: 6 * 64 }, (_, i) => Math.sin(i / 9)),
  lambda: 0.5,
  rate: 0.01,
};

async function prepare(engine: Engine) {
  const program = tinyAcai();
  const variables = engine.createVariables(program.variables);
  for (const { name, role, shape } of program.variables) {
    const size = shape.reduce((product, extent) => product * extent, 1);
    if (role === 'parameter') {
      variables.write(
        name,
        Float32Array.from({ length: size }, (_, i) => 0.3 * Math.sin(7 * i)),
      );
    }
  }
  return { variables, executable: await engine.compile(program, variables, { batch: 6 }) };
}

describe.each(['cpu', 'wasm'] as const)('memory on %s', (backend) => {
  test('does not grow from step to step, even when a step fails', async () => {
    const engine = await createTfjsEngine(backend);
    const { executable } = await prepare(engine);
    executable.run(feeds, { seed: 1, step: 1 });
    const { numTensors, numBytes } = tf.memory();
    for (let step = 2; step <= 6; step++) {
      executable.run(feeds, { seed: 1, step });
      await executable.read('loss');
      expect(() => executable.run({ ...feeds, x: 1 }, { seed: 1, step })).toThrow(EngineError);
    }
    expect(tf.memory()).toMatchObject({ numTensors, numBytes });
    engine.dispose();
  });

  test('is given back by dispose', async () => {
    const { numTensors } = tf.memory();
    const engine = await createTfjsEngine(backend);
    const { executable } = await prepare(engine);
    executable.run(feeds, { seed: 1, step: 1 });
    expect(tf.memory().numTensors).toBeGreaterThan(numTensors);
    engine.dispose();
    expect(tf.memory().numTensors).toBe(numTensors);
  });
});

describe('several engines in one process', () => {
  test('take turns on their own backends', async () => {
    const engines = [await createTfjsEngine('cpu'), await createTfjsEngine('wasm')];
    const prepared = await Promise.all(engines.map(prepare));
    for (let step = 1; step <= 3; step++) {
      for (const { executable } of prepared) executable.run(feeds, { seed: 1, step });
    }
    const losses = await Promise.all(prepared.map(({ executable }) => executable.read('loss')));
    const kernels = await Promise.all(
      prepared.map(({ variables }) => variables.read('enc/conv1/kernel')),
    );
    expect(losses[0][0]).toBeCloseTo(losses[1][0], 5);
    kernels[0].forEach((value, i) => {
      expect(value).toBeCloseTo(kernels[1][i], 4);
    });
    for (const engine of engines) engine.dispose();
  });

  test('do not share variables', async () => {
    const cpu = await createTfjsEngine('cpu');
    const wasm = await createTfjsEngine('wasm');
    const program = createProgram('w', { w: variable('w', [1], { kind: 'zeros' }) });
    const variables = cpu.createVariables(program.variables);
    await expect(wasm.compile(program, variables, { batch: 1 })).rejects.toThrow(
      new EngineError('variables belong to another engine; create them with this one'),
    );
    cpu.dispose();
    wasm.dispose();
  });
});

test('a backend that this machine lacks is said to be missing, and why', async () => {
  vi.stubGlobal('navigator', {});
  const attempt = createTfjsEngine('webgpu');
  await expect(attempt).rejects.toThrow(EngineUnavailableError);
  await expect(attempt).rejects.toThrow(/webgpu.*no WebGPU/);
  vi.unstubAllGlobals();
});
