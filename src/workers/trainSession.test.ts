import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createChannelWorker } from '../../tests/channelWorker.ts';
import { sourceOf } from '../../tests/engineSource.ts';
import { createEventLog } from '../../tests/eventLog.ts';
import { openTestEngine } from '../../tests/testEngine.ts';
import { watchEngine } from '../../tests/watchedEngine.ts';
import { presetConfig } from '../core/presets.ts';
import type { RunConfig } from '../core/runConfig.ts';
import type { Engine } from '../engines/engine.ts';
import { type Checkpoint, decodeCheckpoint } from '../training/checkpoint.ts';
import { readSafetensors } from '../training/safetensors.ts';
import type { TrainCalls, TrainEvent } from './protocol.ts';
import { createTrainClient, type TrainClient } from './trainClient.ts';
import type { TrainTiming } from './trainLane.ts';
import { createTrainSession } from './trainSession.ts';

const batch = 4;
const preset = presetConfig('quick', 'acai', { seed: 5 });
const config: RunConfig = {
  ...preset,
  architecture: { ...preset.architecture, depth: 2, criticDepth: 1, latentChannels: 2 },
  schedule: { batch, learningRate: 1e-3, decay: null, adversaryRamp: null },
  budget: 8 * batch,
};
const endless = { ...config, budget: 2 ** 28 };
/** Everything is published after every slice, and a slice is one step. */
const eager: TrainTiming = {
  sliceMs: 0,
  gpuSliceMs: 0,
  progressMs: 0,
  snapshotMs: 0,
  checkpointMs: 0,
  savingShare: Number.POSITIVE_INFINITY,
};

const clients: TrainClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.end();
});

interface OpenOptions {
  readonly openEngine?: () => Promise<Engine>;
  readonly now?: () => number;
}

function open(timing: Partial<TrainTiming> = eager, options: OpenOptions = {}) {
  const { openEngine = openTestEngine, now } = options;
  const log = createEventLog<TrainEvent>();
  const worker = createChannelWorker((endpoint) =>
    createTrainSession(
      endpoint,
      sourceOf(async (wish) => ({
        engine: await openEngine(),
        report: { engine: 'wasm', reason: `you asked for ${wish}` },
      })),
      { timing, now },
    ),
  );
  const client = createTrainClient(worker, {
    timeoutMs: 20_000,
    onEvent: log.push,
    onDeath: (reason) => expect.unreachable(reason),
  });
  clients.push(client);
  const start = (params: Partial<TrainCalls['start']['params']> = {}) =>
    client.call('start', {
      runId: 'a1',
      config,
      engine: 'auto',
      checkpoint: null,
      paused: false,
      ...params,
    });
  return { log, client, worker, start };
}

type Kind<K extends TrainEvent['kind']> = Extract<TrainEvent, { kind: K }>;
const kind =
  <K extends TrainEvent['kind']>(name: K, runId = 'a1') =>
  (event: TrainEvent): event is Kind<K> =>
    event.kind === name && event.runId === runId;

const read = (bytes: ArrayBuffer): Checkpoint => decodeCheckpoint(new Uint8Array(bytes));

describe('a train session', () => {
  it('trains to its budget, reporting on the way, in order', async () => {
    const { log, start } = open();
    const started = await start();
    expect(started).toEqual({
      report: { engine: expect.stringContaining('WebAssembly'), reason: 'you asked for auto' },
      samples: 0,
      patienceMs: 30_000,
    });
    const finished = await log.next(kind('finished'));
    expect(finished.samples).toBe(config.budget);

    const progress = log.events.filter(kind('progress'));
    expect(progress.map(({ samples }) => samples)).toEqual([4, 8, 12, 16, 20, 24, 28, 32]);
    for (const { losses, samplesPerSecond } of progress) {
      expect(losses.loss_ae).toBeGreaterThan(0);
      expect(samplesPerSecond).toBeGreaterThan(0);
    }
    const snapshots = log.events.filter(kind('snapshot'));
    expect(snapshots[0].samples).toBe(0);
    expect(read(snapshots.at(-1)!.bytes)).toMatchObject({ kind: 'snapshot', samples: 32 });
    expect(read(log.events.filter(kind('checkpoint')).at(-1)!.bytes).kind).toBe('checkpoint');
    const sequences = log.events.map(({ sequence }) => sequence);
    expect(sequences).toEqual(sequences.map((_, index) => index));
  });

  it('pauses, steps and resumes between steps', async () => {
    const { log, client, start } = open();
    expect(await start({ config: endless, paused: true })).toMatchObject({ samples: 0 });
    expect(log.events.filter(kind('progress'))).toEqual([]);

    await client.call('step', { runId: 'a1', steps: 3 });
    await log.next((event): event is Kind<'checkpoint'> => {
      return kind('checkpoint')(event) && event.samples === 12;
    });
    await client.call('resume', { runId: 'a1' });
    await log.next((event): event is Kind<'progress'> => event.samples > 12);
    const { samples } = await client.call('pause', { runId: 'a1' });
    expect(log.events.at(-1)).toMatchObject({ kind: 'checkpoint', samples });
    expect(log.events.filter(kind('progress')).at(-1)).toMatchObject({ samples });
    const count = log.events.length;
    expect(await client.call('pause', { runId: 'a1' })).toEqual({ samples });
    expect(log.events).toHaveLength(count);
  });

  it('spends little time on saving, however long it takes', async () => {
    // A clock that is moved by steps (50 ms) and by reading a variable (1 ms) only.
    let time = 0;
    let saving = 0;
    const openSlowEngine = async () =>
      watchEngine(await openTestEngine(), {
        onRun: () => (time += 50),
        onRead: () => {
          time += 1;
          saving += 1;
        },
      });
    const { log, start } = open(
      { snapshotMs: 1000, checkpointMs: 15_000 },
      { openEngine: openSlowEngine, now: () => time },
    );
    await start({ config: { ...config, budget: 600 * batch } });
    await log.next(kind('finished'));
    const snapshots = log.events.filter(kind('snapshot')).length;
    expect(snapshots).toBeGreaterThan(5);
    expect(snapshots).toBeLessThan(time / 1000);
    expect(saving / time).toBeLessThan(0.05);
  });

  it('stops between two steps', async () => {
    let steps = 0;
    const { log, client, start } = open(eager, {
      openEngine: async () => watchEngine(await openTestEngine(), { onRun: () => (steps += 1) }),
    });
    await start({ config: endless });
    await log.next(kind('progress'));
    const before = steps;
    await client.call('stop', { runId: 'a1' });
    const after = steps;
    // One may have been under way, and one may come before the message.
    expect(after - before).toBeLessThanOrEqual(2);
    await expect(client.call('step', { runId: 'a1', steps: 1 })).rejects.toThrow('no run a1');
    expect(steps).toBe(after);
  });

  it('says nothing more of a run that was stopped', async () => {
    const { log, client, start } = open();
    await start({ config: endless });
    await log.next(kind('progress'));
    await client.call('stop', { runId: 'a1' });
    const count = log.events.length;
    await start({ runId: 'a2' });
    await log.next(kind('finished', 'a2'));
    expect(log.events.slice(count).filter(({ runId }) => runId === 'a1')).toEqual([]);
    await expect(client.call('resume', { runId: 'a1' })).rejects.toThrow('no run a1');
  });

  it('goes on from a checkpoint to the same weights, bit for bit', async () => {
    const whole = open();
    await whole.start();
    await whole.log.next(kind('finished'));
    const wanted = read(whole.log.events.filter(kind('checkpoint')).at(-1)!.bytes);

    const first = open();
    await first.start({ paused: true });
    await first.client.call('step', { runId: 'a1', steps: 3 });
    const { bytes, samples } = await first.client.call('checkpoint', {
      runId: 'a1',
      evaluations: [],
    });
    expect(samples).toBeGreaterThan(0);
    const second = open();
    expect(await second.start({ checkpoint: bytes })).toMatchObject({ samples });
    await second.log.next(kind('finished'));
    const found = read(second.log.events.filter(kind('checkpoint')).at(-1)!.bytes);
    expect(found.samples).toBe(wanted.samples);
    expect(found.weights.size).toBeGreaterThan(50);
    expect(found.weights).toEqual(wanted.weights);
  });

  it('stops a run that diverges, before bad weights get out, and that one alone', async () => {
    const { log, start, client } = open();
    await start({ config: endless, runId: 'b1' });
    await start({ config: endless });
    await log.next(kind('progress'));
    await client.call('setHyperparameter', { runId: 'a1', name: 'gamma', value: 1e30 });
    const { loss } = await log.next(kind('diverged'));
    expect(loss).not.toBe('');
    const published = log.events.filter((event) => 'bytes' in event && event.runId === 'a1');
    expect(published.length).toBeGreaterThan(0);
    for (const event of published) {
      if (!('bytes' in event)) continue;
      for (const values of read(event.bytes).weights.values()) {
        expect(values.every(Number.isFinite)).toBe(true);
      }
    }
    await expect(client.call('resume', { runId: 'a1' })).rejects.toThrow('no run a1');
    const before = log.events.filter(kind('progress', 'b1')).length;
    await client.call('pause', { runId: 'b1' });
    await client.call('resume', { runId: 'b1' });
    await log.next((event): event is Kind<'progress'> => {
      return kind('progress', 'b1')(event) && event.samples > before * batch;
    });
  });

  it('stops a run whose optimiser diverges though its losses do not', async () => {
    const { log, client, start } = open();
    await start({ config: endless });
    await client.call('setHyperparameter', { runId: 'a1', name: 'lambda', value: 1e30 });
    await log.next(kind('diverged'));
    const files = log.events.flatMap((event) => ('bytes' in event ? [event.bytes] : []));
    expect(files.length).toBeGreaterThan(0);
    for (const bytes of files) {
      for (const { values } of readSafetensors(new Uint8Array(bytes)).tensors.values()) {
        expect(values.every(Number.isFinite)).toBe(true);
      }
    }
  });

  it('refuses a damaged or foreign checkpoint, and goes on with what it has', async () => {
    const { log, client, start } = open();
    await start({ config: endless });
    const { bytes } = await client.call('checkpoint', { runId: 'a1', evaluations: [] });
    const damaged = bytes.slice(0);
    new Uint8Array(damaged)[damaged.byteLength - 7] ^= 64;
    const cut = bytes.slice(0, bytes.byteLength / 2);
    for (const checkpoint of [damaged, cut, new ArrayBuffer(0)]) {
      await expect(start({ checkpoint })).rejects.toMatchObject({ name: 'CheckpointError' });
    }
    const other = { ...endless, seed: endless.seed + 1 };
    await expect(start({ checkpoint: bytes, config: other })).rejects.toThrow('seed');
    const { samples } = await client.call('pause', { runId: 'a1' });
    await client.call('resume', { runId: 'a1' });
    await log.next((event): event is Kind<'progress'> => event.samples > samples);
  });

  it('changes hyperparameters and budget while it trains', async () => {
    const { log, client, start } = open();
    await start({ config: endless });
    await client.call('setHyperparameter', { runId: 'a1', name: 'lambda', value: 0.25 });
    await expect(client.call('step', { runId: 'a1', steps: 1.5 })).rejects.toThrow('1.5 steps');
    const bad = { runId: 'a1', name: 'beta', value: 1 } as const;
    await expect(client.call('setHyperparameter', bad)).rejects.toMatchObject({
      name: 'RangeError',
    });
    await client.call('setBudget', { runId: 'a1', budget: 1 });
    const { samples } = await log.next(kind('finished'));
    const last = read(log.events.filter(kind('snapshot')).at(-1)!.bytes);
    expect(last).toMatchObject({ samples, config: { hyperparameters: { lambda: 0.25 } } });
  });

  it('answers whatever it is asked, and still trains', async () => {
    const { log, client, start, worker } = open();
    const kinds = fc.constantFrom('start', 'pause', 'step', 'setBudget', 'checkpoint', 'stop', 'x');
    const runId = fc.constantFrom('a1', 'x', '', '__proto__');
    const number = fc.oneof(fc.integer(), fc.constantFrom(0, -1, 1.5, NaN, Infinity, 1e300));
    const bytes = fc.uint8Array({ maxLength: 64 }).map((values) => values.slice().buffer);
    const names = fc.constantFrom('lambda', 'gamma', 'beta') as fc.Arbitrary<'lambda'>;
    const call = fc.oneof(
      runId.map((id) => () => client.call('pause', { runId: id })),
      runId.map((id) => () => client.call('resume', { runId: id })),
      fc.tuple(runId, number).map(
        ([id, steps]) =>
          () =>
            client.call('step', { runId: id, steps }),
      ),
      fc.tuple(runId, names, number).map(
        ([id, name, value]) =>
          () =>
            client.call('setHyperparameter', { runId: id, name, value }),
      ),
      fc.tuple(runId, number).map(
        ([id, budget]) =>
          () =>
            client.call('setBudget', { runId: id, budget }),
      ),
      runId.map((id) => () => client.call('stop', { runId: id })),
      bytes.map((checkpoint) => () => start({ checkpoint })),
      fc.tuple(kinds, fc.jsonValue()).map(([name, params]) => async () => {
        worker.postMessage({ type: 'call', id: -1, kind: name, params });
      }),
      fc.anything().map(
        (config) => () =>
          // Clones only what JSON can say; the session must refuse the rest of it by itself.
          start({ config: JSON.parse(JSON.stringify(config ?? null)) }),
      ),
      fc.constant(() => start({ paused: true })),
    );
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(call, { maxLength: 6 }), async (calls) => {
        await Promise.allSettled(calls.map((each) => each()));
        answered += calls.length;
        expect(client.alive).toBe(true);
      }),
      { numRuns: 40, seed: 2 },
    );
    expect(answered).toBeGreaterThan(40);
    await start({ runId: 'last' });
    expect((await log.next(kind('finished', 'last'))).samples).toBe(config.budget);
  });
});
