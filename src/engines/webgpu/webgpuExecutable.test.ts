/** What the compiled engine promises beyond the conformance suite: costs and memory. */
import { afterAll, describe, expect, test } from 'vitest';
import { feedsFor, prepare, readAll } from '../../../tests/webgpuAcai.ts';
import { presetConfig } from '../../core/presets.ts';
import { batchInput } from '../../graph/leaves.ts';
import { add, multiply } from '../../graph/ops/elementwise.ts';
import { createProgram, type Program } from '../../graph/program.ts';
import { buildTrainingProgram } from '../../methods/trainingProgram.ts';
import { relativeError } from '../conformance/relativeError.ts';
import { openOrExplain } from './openForTest.ts';
import { planStep } from './plan.ts';
import type { KernelChoice } from './planner.ts';
import { createWebgpuEngine, type WebgpuEngine } from './webgpuEngine.ts';

const opened = await openOrExplain();

/** All variables after some steps. */
async function train(engine: WebgpuEngine, batch: number, steps: number) {
  const { variables, executable } = await prepare(engine, batch);
  for (let step = 1; step <= steps; step++) executable.run(feedsFor(batch), { seed: 7, step });
  const values = await readAll(variables);
  executable.dispose();
  variables.dispose();
  return values;
}

/** Dispatches of the paper's ACAI, planned only: no device needed. */
function planOf(step: Program, batch: number, kernels: KernelChoice) {
  const slot = { name: 'variables', floats: 0 };
  return planStep({
    program: step,
    batch,
    drawsAreFed: false,
    kernels,
    variables: { slot, place: () => ({ slot, offset: 0 }) },
  });
}

describe('the plan of a step', () => {
  const acai = buildTrainingProgram(presetConfig('paper', 'acai'));

  test('the paper’s ACAI takes at most 120 dispatches', () => {
    for (const family of ['software', 'tiled'] as const) {
      const { dispatches } = planOf(acai, 8, { family, quads: false });
      expect(dispatches.length).toBeLessThanOrEqual(120);
      expect(dispatches.length).toBeGreaterThan(90);
    }
  });

  test('buffers are reused: far less memory than all values together', () => {
    const { dispatches, slots } = planOf(acai, 8, { family: 'software', quads: false });
    const written = dispatches.flatMap(({ writes }) => writes);
    const work = slots.filter(({ name }) => name.startsWith('work'));
    const held = work.reduce((sum, { floats }) => sum + floats, 0);
    expect(held).toBeGreaterThan(0);
    expect(held).toBeLessThan(0.6 * written.reduce((sum, { floats }) => sum + floats, 0));
  });
});

if (typeof opened === 'string') {
  console.warn(`tests on WebGPU are skipped: ${opened}`);
  test.skip(`on a device: ${opened}`, () => {});
} else describe('on a device', () => describeOn(opened));

function describeOn(device: GPUDevice): void {
  const engine = createWebgpuEngine(device);
  afterAll(() => engine.dispose());

  test('a run repeats itself to the bit', async () => {
    const first = await train(engine, 6, 3);
    expect(await train(engine, 6, 3)).toEqual(first);
    expect(first.some((values) => values.some((value) => value !== 0))).toBe(true);
  });

  test.each([
    { family: 'software', quads: false },
    { family: 'software', quads: true },
  ] as const)('$family kernels, quads: $quads, compute the same', async (kernels) => {
    const expected = await train(engine, 6, 3);
    const other = createWebgpuEngine(device, { kernels });
    const actual = await train(other, 6, 3);
    other.dispose();
    actual.forEach((values, index) => {
      expect(relativeError(values, expected[index])).toBeLessThan(1e-3);
    });
  });

  test('one submit a step; compiling and disposing of it again and again holds no memory', async () => {
    await train(engine, 3, 1);
    const before = engine.bufferBytes;
    for (let round = 0; round < 3; round++) {
      const { variables, executable } = await prepare(engine, 3);
      executable.run(feedsFor(3), { seed: 1, step: 1 });
      await executable.read('loss');
      expect(executable.costs).toMatchObject({ submits: 1 });
      expect(executable.costs.bufferBytes).toBeGreaterThan(0);
      expect(engine.bufferBytes).toBeGreaterThan(before);
      executable.dispose();
      variables.dispose();
      expect(engine.bufferBytes).toBe(before);
    }
  });

  test('steps without reading hold no more memory than one', async () => {
    const { variables, executable } = await prepare(engine, 3);
    executable.run(feedsFor(3), { seed: 1, step: 1 });
    await executable.read('loss');
    const held = engine.bufferBytes;
    for (let step = 2; step <= 20; step++) executable.run(feedsFor(3), { seed: 1, step });
    await executable.read('loss');
    expect(engine.bufferBytes).toBe(held);
    executable.dispose();
    variables.dispose();
  });

  test('an op of very many elements is done in rounds, each element once', async () => {
    const program = createProgram('large', {
      y: add(multiply(batchInput('x', [64, 64, 1]), 2), 1),
    });
    const variables = engine.createVariables([]);
    const executable = await engine.compile(program, variables, { batch: 64 });
    const x = Float32Array.from({ length: 64 ** 3 }, (_, i) => i);
    executable.run({ x }, { seed: 1, step: 1 });
    const y = await executable.read('y');
    expect(executable.costs.groups).toEqual([[1024, 1, 1]]);
    expect(y.every((value, i) => value === 2 * i + 1)).toBe(true);
    executable.dispose();
    variables.dispose();
  });
}
