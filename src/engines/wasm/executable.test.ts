/** What the compiled engine promises beyond the conformance suite: memory, repeatability, batches. */
import { expect, test } from 'vitest';
import { presetConfig } from '../../core/presets.ts';
import { batchInput, scalarInput, variable } from '../../graph/leaves.ts';
import { add, multiply } from '../../graph/ops/elementwise.ts';
import { conv2d } from '../../graph/ops/layers.ts';
import { mean } from '../../graph/ops/means.ts';
import { createProgram } from '../../graph/program.ts';
import { buildTrainingProgram } from '../../methods/trainingProgram.ts';
import { relativeError } from '../conformance/relativeError.ts';
import { tinyAcai } from '../conformance/tinyAcai.ts';
import { EngineError } from '../engine.ts';
import { evaluateProgram } from '../referenceEvaluator.ts';
import { openWasm } from './openForTest.ts';
import type { WasmEngine } from './wasmEngine.ts';

const wave = (length: number, pace: number) =>
  Float32Array.from({ length }, (_, i) => 0.4 * Math.sin(pace * i + 1));

const program = tinyAcai();
const initial = Object.fromEntries(
  program.variables.map(({ name, role, shape }, index) => {
    const size = shape.reduce((product, extent) => product * extent, 1);
    return [name, role === 'parameter' ? wave(size, 1.7 + index) : new Float32Array(size)];
  }),
);
const feedsFor = (batch: number) => ({ x: wave(batch * 64, 0.3), lambda: 0.5, rate: 0.01 });

/** Steps of the small ACAI; all variables after them, and the outputs of the last. */
async function train(engine: WasmEngine, batch: number, steps: number) {
  const variables = engine.createVariables(program.variables);
  for (const [name, values] of Object.entries(initial)) variables.write(name, values);
  const executable = await engine.compile(program, variables, { batch });
  for (let step = 1; step <= steps; step++) executable.run(feedsFor(batch), { seed: 7, step });
  const read = (names: string[], from: (name: string) => Promise<Float32Array>) =>
    Promise.all(names.map(async (name) => [name, await from(name)] as const));
  const results = {
    outputs: Object.fromEntries(
      await read(Object.keys(program.outputs), (name) => executable.read(name)),
    ),
    variables: Object.fromEntries(await read(Object.keys(initial), variables.read)),
  };
  executable.dispose();
  variables.dispose();
  return results;
}

test('a run repeats itself to the bit, in another engine and at other addresses', async () => {
  const first = await train(await openWasm(), 16, 5);
  const other = await openWasm();
  other.heap.allocate(1_000_000);
  expect(await train(other, 16, 5)).toEqual(first);
});

test.each([1, 3, 5, 6, 10, 24])('batches of %i agree with float64', async (batch) => {
  const engine = await openWasm();
  const actual = await train(engine, batch, 1);
  const expected = evaluateProgram(program, {
    batch,
    feeds: feedsFor(batch),
    variables: initial,
    clock: { seed: 7, step: 1 },
  });
  for (const name of Object.keys(program.outputs)) {
    const error = relativeError(actual.outputs[name], expected.outputs[name]);
    expect(error, name).toBeLessThan(1e-5);
  }
});

test('memory stays flat while executables and variables come and go', async () => {
  const engine = await openWasm();
  const held: number[] = [];
  for (let i = 0; i < 50; i++) {
    await train(engine, [8, 16, 5][i % 3], 1);
    held.push(engine.heap.memory.buffer.byteLength);
  }
  expect(engine.heap.bytesInUse).toBe(0);
  expect(held[49]).toBe(held[5]);
});

test('steps take no memory', async () => {
  const engine = await openWasm();
  await train(engine, 16, 1);
  const bytes = engine.heap.memory.buffer.byteLength;
  await train(engine, 16, 20);
  expect(engine.heap.memory.buffer.byteLength).toBe(bytes);
});

test.each(['acai', 'vqvae'] as const)('%s at paper size stays under 150 MB', async (method) => {
  const engine = await openWasm();
  const paper = buildTrainingProgram(presetConfig('paper', method));
  const variables = engine.createVariables(paper.variables);
  const executable = await engine.compile(paper, variables, { batch: 64 });
  expect(executable.bytes).toBeGreaterThan(10e6);
  expect(engine.heap.memory.buffer.byteLength).toBeLessThan(150e6);
});

test('a sample that depends on a sum over the batch is refused by the name of its op', async () => {
  const engine = await openWasm();
  const x = batchInput('x', [4]);
  const centred = createProgram('centred', { y: add(x, mean(x)) });
  const variables = engine.createVariables([]);
  await expect(engine.compile(centred, variables, { batch: 4 })).rejects.toThrow(EngineError);
  await expect(engine.compile(centred, variables, { batch: 4 })).rejects.toThrow(/add of single/);
});

test('packed kernels follow a scalar that they are computed from', async () => {
  const engine = await openWasm();
  const kernel = variable('kernel', [1, 1, 1, 8], { kind: 'zeros' });
  const scaled = multiply(kernel, scalarInput('scale'));
  const program = createProgram('scaled', { y: conv2d(batchInput('x', [2, 2, 1]), scaled) });
  const variables = engine.createVariables(program.variables);
  variables.write('kernel', new Float32Array(8).fill(1));
  const executable = await engine.compile(program, variables, { batch: 1 });
  for (const scale of [2, 3]) {
    executable.run({ x: new Float32Array(4).fill(1), scale }, { seed: 1, step: 1 });
    expect([...(await executable.read('y'))]).toEqual(Array(32).fill(scale));
  }
});

test('packed kernels follow the variables', async () => {
  const engine = await openWasm();
  const kernel = variable('kernel', [1, 1, 1, 8], { kind: 'zeros' });
  const scaled = createProgram('scaled', { y: conv2d(batchInput('x', [2, 2, 1]), kernel) });
  const variables = engine.createVariables(scaled.variables);
  const executable = await engine.compile(scaled, variables, { batch: 1 });
  for (const factor of [2, 3]) {
    variables.write('kernel', new Float32Array(8).fill(factor));
    executable.run({ x: new Float32Array(4).fill(1) }, { seed: 1, step: 1 });
    expect([...(await executable.read('y'))]).toEqual(Array(32).fill(factor));
  }
});
