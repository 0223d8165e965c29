/** Referees in a train session, over a channel. */
import { afterEach, describe, expect, it } from 'vitest';
import { createChannelWorker } from '../../tests/channelWorker.ts';
import { sourceOf } from '../../tests/engineSource.ts';
import { createEventLog } from '../../tests/eventLog.ts';
import { openTestEngine } from '../../tests/testEngine.ts';
import type { MethodName } from '../core/methodCatalogue.ts';
import { presetConfig } from '../core/presets.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { type Checkpoint, decodeCheckpoint } from '../training/checkpoint.ts';
import type { TrainEvent } from './protocol.ts';
import { createTrainClient, type TrainClient } from './trainClient.ts';
import { createTrainSession } from './trainSession.ts';

const batch = 8;
const clients: TrainClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.end();
});

type Kind<K extends TrainEvent['kind']> = Extract<TrainEvent, { kind: K }>;
const kind =
  <K extends TrainEvent['kind']>(name: K) =>
  (event: TrainEvent): event is Kind<K> =>
    event.kind === name;

function configOf(method: MethodName, critic: boolean): RunConfig {
  const preset = presetConfig('quick', method, { seed: 5, critic });
  const architecture = { ...preset.architecture, depth: 2, criticDepth: 2, latentChannels: 2 };
  const schedule = { batch, learningRate: 2e-3, decay: null, adversaryRamp: null };
  return { ...preset, architecture, schedule, budget: 2 ** 28 };
}

function open() {
  const log = createEventLog<TrainEvent>();
  const worker = createChannelWorker((endpoint) =>
    createTrainSession(
      endpoint,
      sourceOf(async () => ({
        engine: await openTestEngine(),
        report: { engine: 'wasm', reason: 'a test' },
      })),
      { timing: { progressMs: 0 } },
    ),
  );
  const client = createTrainClient(worker, {
    timeoutMs: 20_000,
    onEvent: log.push,
    onDeath: (reason) => expect.unreachable(reason),
  });
  clients.push(client);

  /** A lane's weights after so many steps. */
  async function trained(config: RunConfig, steps: number): Promise<ArrayBuffer> {
    const engine = 'auto';
    await client.call('start', { runId: 'a1', config, engine, checkpoint: null, paused: true });
    if (steps > 0) await client.call('step', { runId: 'a1', steps });
    const { bytes } = await log.next(
      (event): event is Kind<'checkpoint'> =>
        event.kind === 'checkpoint' && event.samples === steps * batch,
    );
    return bytes;
  }
  const referee = (bytes: ArrayBuffer, steps: number, runId = 'referee') =>
    client.call('referee', { runId, bytes: bytes.slice(0), engine: 'auto', steps });
  return { log, client, trained, referee };
}

const read = (bytes: ArrayBuffer): Checkpoint => decodeCheckpoint(new Uint8Array(bytes));

describe('a referee', () => {
  it.each([
    ['acai', true],
    ['baseline', false],
    ['vae', false],
    ['vqvae', true],
  ] as const)('judges %s (critic %s), which stands still', async (method, critic) => {
    const { log, trained, referee } = open();
    const bytes = await trained(configOf(method, critic), 3);
    const result = await referee(bytes, 4);
    const snapshot = read(bytes);
    expect(result).toMatchObject({ samples: 3 * batch, steps: 4, seed: 1_000_005 });
    const { errors } = result;
    // A uniform α on [0, ½) has variance 1/48, and mean ¼.
    expect(errors.blind - errors.constant).toBeCloseTo(1 / 64, 2);
    expect(errors.constant).toBeGreaterThan(0.018);
    expect(errors.constant).toBeLessThan(0.0235);
    expect(errors.referee).toBeGreaterThan(0);
    if (critic) expect(errors.own).toBeGreaterThan(0);
    else expect(errors.own).toBeNull();

    const judged = read(result.bytes);
    expect(judged.config).toMatchObject({ method, critic: true });
    expect(judged.samples).toBe(3 * batch);
    for (const [name, values] of judged.weights) {
      if (name.startsWith('critic/')) expect(values).not.toEqual(snapshot.weights.get(name));
      else expect(values, name).toEqual(snapshot.weights.get(name));
    }
    expect(log.events.filter(kind('referee')).at(-1)).toMatchObject({ step: 4, steps: 4 });
  });

  it('is the same for the same snapshot, and learns', async () => {
    const { trained, referee } = open();
    const bytes = await trained(configOf('baseline', false), 20);
    const [first, again, longer] = [
      await referee(bytes, 2),
      await referee(bytes, 2),
      await referee(bytes, 100),
    ];
    expect(again.errors).toEqual(first.errors);
    expect(longer.errors.referee).toBeLessThan(first.errors.referee);
  });

  it('works between the slices of a lane that trains, and can be called off', async () => {
    const { log, client, trained, referee } = open();
    const bytes = await trained(configOf('acai', true), 1);
    await client.call('resume', { runId: 'a1' });
    const result = referee(bytes, 1_000_000);
    const told = expect(result).rejects.toMatchObject({ message: /called off/ });
    const { step } = await log.next((event): event is Kind<'referee'> => {
      return event.kind === 'referee' && event.step > 2;
    });
    const { samples } = await log.next(kind('progress'));
    await log.next((event): event is Kind<'progress'> => {
      return event.kind === 'progress' && event.samples > samples + 3 * batch;
    });
    await log.next((event): event is Kind<'referee'> => {
      return event.kind === 'referee' && event.step > step + 3;
    });
    await client.call('stopReferee', { runId: 'referee' });
    await told;
    await client.call('pause', { runId: 'a1' });
  });

  it('refuses no steps, and a file that is none', async () => {
    const { client, referee } = open();
    await expect(referee(new ArrayBuffer(8), 5)).rejects.toMatchObject({ name: 'CheckpointError' });
    await expect(referee(new ArrayBuffer(8), 0)).rejects.toMatchObject({ name: 'RunError' });
    await client.call('stopReferee', { runId: 'referee' });
  });
});
