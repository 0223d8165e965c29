/** Steps that wait for a submit: the same results, in the same order, as if each were done at once. */
import { afterAll, describe, expect, test } from 'vitest';
import { feedsFor, prepare, program, readAll, wave } from '../../../tests/webgpuAcai.ts';
import { openOrExplain } from './openForTest.ts';
import { createWebgpuEngine, type WebgpuEngine } from './webgpuEngine.ts';

const opened = await openOrExplain();
const batch = 3;

if (typeof opened === 'string') {
  console.warn(`tests on WebGPU are skipped: ${opened}`);
  test.skip(`steps that wait: ${opened}`, () => {});
} else describe('steps that wait', () => describeOn(opened));

/** Feeds that no other step has, in one array that all steps share. */
function feeder() {
  const x = new Float32Array(batch * 64);
  return (step: number) => {
    x.set(wave(x.length, 0.3 * step));
    return { x, lambda: 0.5 + step, rate: 0.01 / step };
  };
}

/** Variables and losses after seven steps, of two executables in turn. */
async function train(engine: WebgpuEngine) {
  const { variables, executable } = await prepare(engine, batch);
  const other = await engine.compile(program, variables, { batch });
  const feeds = feeder();
  for (let step = 1; step <= 7; step++) {
    (step % 3 === 0 ? other : executable).run(feeds(step), { seed: 7, step });
    if (step === 5) variables.write('enc/conv1/bias', wave(4, 2));
  }
  const losses = [await other.read('loss'), await executable.read('loss')];
  return [...losses, ...(await readAll(variables))];
}

function describeOn(device: GPUDevice): void {
  const one = createWebgpuEngine(device, { stepsPerSubmit: 1 });
  const several = createWebgpuEngine(device, { stepsPerSubmit: 4 });
  afterAll(() => {
    one.dispose();
    several.dispose();
  });

  test('several a submit are the same to the bit as one', async () => {
    const expected = await train(one);
    expect(await train(several)).toEqual(expected);
    expect(expected[0][0]).not.toBe(expected[1][0]);
  });

  test('are submitted when the GPU is idle, when there are enough, and at settle', async () => {
    const { executable } = await prepare(several, batch);
    await executable.settle();
    let submits = 0;
    const { queue } = device;
    const submit = queue.submit;
    queue.submit = (commands) => {
      submits++;
      submit.call(queue, commands);
    };
    try {
      const seen: number[] = [];
      for (let step = 1; step <= 7; step++) {
        executable.run(feedsFor(batch), { seed: 7, step });
        seen.push(submits);
      }
      expect(seen).toEqual([1, 1, 1, 1, 2, 2, 2]);
      expect(executable.costs.submits).toBe(0.25);
      await executable.settle();
      expect(submits).toBe(3);
    } finally {
      queue.submit = submit;
    }
  });

  test('are done before their executable and variables go', async () => {
    const { variables, executable } = await prepare(several, batch);
    for (let step = 1; step <= 3; step++) executable.run(feedsFor(batch), { seed: 7, step });
    executable.dispose();
    variables.dispose();
    const next = await prepare(several, batch);
    await next.executable.settle();
  });

  test('a feed that is refused leaves no trace', async () => {
    const { variables, executable } = await prepare(several, batch);
    const before = await readAll(variables);
    expect(() => executable.run({ x: 1 }, { seed: 7, step: 1 })).toThrow(/lambda|x needs/);
    expect(await readAll(variables)).toEqual(before);
    await expect(executable.read('loss')).rejects.toThrow(/not run yet/);
  });

  test('several reads at a time share staging buffers, and tell each step’s own values', async () => {
    const { variables, executable } = await prepare(several, batch);
    const feeds = feeder();
    const alone: Float32Array[] = [];
    for (let step = 1; step <= 6; step++) {
      executable.run(feeds(step), { seed: 7, step });
      alone.push(await executable.read('loss'));
    }
    expect(new Set(alone.map(([loss]) => loss)).size).toBe(6);
    const again = await prepare(several, batch);
    const readings: Promise<Float32Array>[] = [];
    for (let step = 1; step <= 6; step++) {
      again.executable.run(feeds(step), { seed: 7, step });
      readings.push(again.executable.read('loss'));
    }
    expect(await Promise.all(readings)).toEqual(alone);
    const held = several.bufferBytes;
    await Promise.all([
      again.executable.read('loss'),
      readAll(variables),
      readAll(again.variables),
    ]);
    expect(several.bufferBytes).toBe(held);
  });
}
