/** The suites in a browser, on its own WebGPU. */
import { describe, expect, test } from 'vitest';
import { fetchGoldenFolder } from '../../../tests/browserGolden.ts';
import { describeGolden } from '../../../tests/describeGolden.ts';
import { feedsFor, prepare } from '../../../tests/webgpuAcai.ts';
import { describeEngine } from '../conformance.ts';
import { EngineLostError, EngineUnavailableError } from '../engine.ts';
import { deviceDescriptor } from './deviceDescriptor.ts';
import { createWebgpuEngine } from './webgpuEngine.ts';

const adapter = (await navigator.gpu?.requestAdapter()) ?? null;

/** On a device of its own. */
async function open() {
  // An adapter makes one device only.
  const fresh = await navigator.gpu?.requestAdapter();
  if (!fresh) throw new EngineUnavailableError('this browser has no WebGPU adapter');
  return createWebgpuEngine(await fresh.requestDevice(deviceDescriptor(fresh)));
}

await describeEngine('webgpu in a browser', open);
await describeGolden('webgpu in a browser', await fetchGoldenFolder(), open);

describe.skipIf(adapter === null)('a device in a browser', () => {
  test('lost between a run and settle: settle and read are rejected', async () => {
    const engine = await open();
    const { executable } = await prepare(engine, 2);
    executable.run(feedsFor(2), { seed: 1, step: 1 });
    await executable.settle();
    executable.run(feedsFor(2), { seed: 1, step: 2 });
    engine.device.destroy();
    const outcomes = await Promise.allSettled([executable.settle(), executable.read('loss')]);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(EngineLostError) });
    }
  });

  test('a step that the GPU refuses is told at settle', async () => {
    const engine = await open();
    const { variables, executable } = await prepare(engine, 2);
    variables.buffer().destroy();
    executable.run(feedsFor(2), { seed: 1, step: 1 });
    await expect(executable.settle()).rejects.toThrow(/refused a step: .*betwixt .* variables/s);
    engine.dispose();
  });
});
