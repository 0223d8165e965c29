/** A device that is lost, refuses a step or has no room: told in plain words at the next call. */
import { describe, expect, test } from 'vitest';
import { rivals } from '../conformance/preparedStep.ts';
import { EngineError, EngineLostError } from '../engine.ts';
import { openNodeDevice } from './nodeDevice.ts';
import { openOrExplain } from './openForTest.ts';
import { createWebgpuEngine, type WebgpuEngine } from './webgpuEngine.ts';

const opened = await openOrExplain();
const clock = { seed: 1, step: 1 };

/** A step of few kernels: quickly compiled on a device of its own. */
const program = rivals();
const feeds = { x: new Float32Array(8).fill(0.5), 'rate a': 0.1, 'rate b': 0.1 };

async function prepare(engine: WebgpuEngine) {
  const variables = engine.createVariables(program.variables);
  variables.write('a', Float32Array.of(1, 2, 3, 4));
  return { variables, executable: await engine.compile(program, variables, { batch: 2 }) };
}

if (typeof opened === 'string') {
  console.warn(`tests on WebGPU are skipped: ${opened}`);
  test.skip(`failures of a device: ${opened}`, () => {});
} else describe('failures of a device', () => describeOn(opened));

function describeOn(shared: GPUDevice): void {
  test('lost: every later call is refused in plain words', async () => {
    const device = await openNodeDevice();
    const engine = createWebgpuEngine(device);
    const { variables, executable } = await prepare(engine);
    executable.run(feeds, clock);
    device.destroy();
    expect(await engine.lost).toMatch(/closed/);
    expect(() => executable.run(feeds, { seed: 1, step: 2 })).toThrow(EngineLostError);
    await expect(executable.settle()).rejects.toThrow(EngineLostError);
    await expect(executable.read('product')).rejects.toThrow(/closed/);
    await expect(variables.read('a')).rejects.toThrow(EngineLostError);
    await expect(engine.compile(program, variables, { batch: 2 })).rejects.toThrow(EngineLostError);
    expect(() => engine.createVariables(program.variables)).toThrow(EngineLostError);
    executable.dispose();
    variables.dispose();
    engine.dispose();
  });

  test.each([1, 4])(
    'lost between a run and settle, %i steps a submit: settle and read are rejected',
    async (stepsPerSubmit) => {
      const device = await openNodeDevice();
      const engine = createWebgpuEngine(device, { stepsPerSubmit });
      const { executable } = await prepare(engine);
      for (let step = 1; step <= 3; step++) executable.run(feeds, { seed: 1, step });
      const reading = executable.read('product');
      executable.run(feeds, { seed: 1, step: 4 });
      device.destroy();
      const outcomes = await Promise.allSettled([reading, executable.settle()]);
      for (const outcome of outcomes) {
        expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(EngineLostError) });
      }
      engine.dispose();
    },
  );

  test('a step that the GPU refuses is told at settle and after it, to its engine alone', async () => {
    const engine = createWebgpuEngine(shared);
    const neighbour = createWebgpuEngine(shared);
    const { variables, executable } = await prepare(engine);
    executable.run(feeds, clock);
    await executable.settle();
    variables.buffer().destroy();
    executable.run(feeds, { seed: 1, step: 2 });
    await expect(executable.settle()).rejects.toThrow(/refused a step: .*betwixt .* variables/s);
    expect(() => executable.run(feeds, { seed: 1, step: 3 })).toThrow(EngineLostError);
    await expect(executable.read('product')).rejects.toThrow(EngineLostError);
    const other = await prepare(neighbour);
    other.executable.run(feeds, clock);
    await other.executable.settle();
    neighbour.dispose();
    engine.dispose();
  });

  test('an error of somebody else on the device is not the engine’s', async () => {
    const engine = createWebgpuEngine(shared);
    const { executable } = await prepare(engine);
    const foreign = shared.createBuffer({ label: 'foreign', size: 16, usage: 4 });
    const encoder = shared.createCommandEncoder({ label: 'foreign' });
    encoder.copyBufferToBuffer(foreign, 0, foreign, 0, 16);
    const heard = new Promise((resolve) =>
      shared.addEventListener('uncapturederror', resolve, { once: true }),
    );
    shared.queue.submit([encoder.finish()]);
    await heard;
    executable.run(feeds, clock);
    await executable.settle();
    engine.dispose();
  });

  test('no room for a step, or for variables, is an EngineError at compile', async () => {
    const engine = createWebgpuEngine(shared);
    const variables = engine.createVariables(program.variables);
    await expect(engine.compile(program, variables, { batch: 2 ** 30 })).rejects.toThrow(
      /smaller batch/,
    );
    const [spec] = program.variables;
    const huge = engine.createVariables([{ ...spec, name: 'huge', shape: [2 ** 31] }]);
    const compiling = engine.compile(program, huge, { batch: 2 });
    await expect(compiling).rejects.toThrow(EngineError);
    await expect(compiling).rejects.toThrow(/no room for the variables/);
    engine.dispose();
  });
}
