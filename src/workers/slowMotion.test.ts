/** Steps of one side alone, and slow motion, in a train session over a channel. */
import { afterEach, describe, expect, it } from 'vitest';
import { createChannelWorker } from '../../tests/channelWorker.ts';
import { sourceOf } from '../../tests/engineSource.ts';
import { createEventLog } from '../../tests/eventLog.ts';
import { openTestEngine } from '../../tests/testEngine.ts';
import type { MethodName } from '../core/methodCatalogue.ts';
import { presetConfig } from '../core/presets.ts';
import { decodeCheckpoint } from '../training/checkpoint.ts';
import type { TrainEvent } from './protocol.ts';
import { createTrainClient, type TrainClient } from './trainClient.ts';
import { createTrainSession } from './trainSession.ts';

const batch = 4;
const clients: TrainClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.end();
});

async function open(method: MethodName, stepsPerSecond?: number) {
  const log = createEventLog<TrainEvent>();
  const worker = createChannelWorker((endpoint) =>
    createTrainSession(
      endpoint,
      sourceOf(async () => ({
        engine: await openTestEngine(),
        report: { engine: 'wasm', reason: 'a test' },
      })),
    ),
  );
  const client = createTrainClient(worker, {
    timeoutMs: 20_000,
    onEvent: log.push,
    onDeath: (reason) => expect.unreachable(reason),
  });
  clients.push(client);
  const preset = presetConfig('quick', method, { seed: 5 });
  const config = {
    ...preset,
    architecture: { ...preset.architecture, depth: 2, criticDepth: 1, latentChannels: 2 },
    schedule: { batch, learningRate: 1e-3, decay: null, adversaryRamp: null },
    budget: 2 ** 28,
  };
  const start = { runId: 'a1', config, engine: 'auto', checkpoint: null, stepsPerSecond } as const;
  await client.call('start', { ...start, paused: true });
  const reached = (samples: number) =>
    log.next(
      (event): event is Extract<TrainEvent, { kind: 'progress' }> =>
        event.kind === 'progress' && event.samples >= samples,
    );
  return { client, log, reached };
}

describe('a train session', () => {
  it('steps one side alone, and both again when the run goes on', async () => {
    const { client, reached } = await open('acai');
    const weights = async () => {
      const { bytes } = await client.call('checkpoint', { runId: 'a1', evaluations: [] });
      return decodeCheckpoint(new Uint8Array(bytes)).weights;
    };
    const start = await weights();
    await client.call('step', { runId: 'a1', steps: 2, players: 'critic' });
    await reached(2 * batch);
    const critic = await weights();
    expect(critic.get('enc/conv0/kernel')).toEqual(start.get('enc/conv0/kernel'));
    expect(critic.get('critic/conv0/kernel')).not.toEqual(start.get('critic/conv0/kernel'));
    await client.call('step', { runId: 'a1', steps: 1, players: 'autoencoder' });
    await reached(3 * batch);
    const autoencoder = await weights();
    expect(autoencoder.get('critic/conv0/kernel')).toEqual(critic.get('critic/conv0/kernel'));
    expect(autoencoder.get('enc/conv0/kernel')).not.toEqual(critic.get('enc/conv0/kernel'));
    await client.call('resume', { runId: 'a1' });
    await reached(4 * batch);
    await client.call('pause', { runId: 'a1' });
    expect((await weights()).get('critic/conv0/kernel')).not.toEqual(
      critic.get('critic/conv0/kernel'),
    );
  });

  it('refuses a critic’s step where there is none, and goes on', async () => {
    const { client, reached } = await open('baseline');
    await expect(
      client.call('step', { runId: 'a1', steps: 1, players: 'critic' }),
    ).rejects.toMatchObject({ name: 'RangeError' });
    await client.call('step', { runId: 'a1', steps: 1 });
    await reached(batch);
  });

  it('in slow motion shows every step, and no more of them than asked for', async () => {
    const { client, log, reached } = await open('acai', 10);
    const began = performance.now();
    await client.call('resume', { runId: 'a1' });
    await reached(4 * batch);
    // Four steps are three gaps of a tenth of a second apart; timers may come a little early.
    expect(performance.now() - began).toBeGreaterThan(290);
    const kinds = log.events
      .filter(({ samples }) => samples > 0 && samples < 4 * batch)
      .map(({ kind, samples }) => `${kind} ${samples}`);
    for (const samples of [4, 8, 12]) {
      expect(kinds).toContain(`progress ${samples}`);
      expect(kinds).toContain(`snapshot ${samples}`);
    }
    // A pace that is taken back does not wait for the next step that was due.
    await client.call('setPace', { runId: 'a1', stepsPerSecond: 0.1 });
    await reached(5 * batch);
    const slow = performance.now();
    await client.call('setPace', { runId: 'a1', stepsPerSecond: null });
    await reached(20 * batch);
    expect(performance.now() - slow).toBeLessThan(9000);
    await expect(client.call('setPace', { runId: 'a1', stepsPerSecond: 0 })).rejects.toMatchObject({
      name: 'RunError',
    });
  });
});
