/** Slices on an engine that works elsewhere, by a clock that only its work moves. */
import { afterEach, describe, expect, it } from 'vitest';
import { createChannelWorker } from '../../tests/channelWorker.ts';
import { sourceOf } from '../../tests/engineSource.ts';
import { createEventLog } from '../../tests/eventLog.ts';
import { createFakeEngine, type FakeEngineParts } from '../../tests/fakeEngine.ts';
import type { MethodName } from '../core/methodCatalogue.ts';
import { presetConfig } from '../core/presets.ts';
import type { TrainEvent } from './protocol.ts';
import { createTrainClient, type TrainClient } from './trainClient.ts';
import { createTrainSession } from './trainSession.ts';

const batch = 4;
const budget = 2 ** 28;

const clients: TrainClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.end();
});

/** A session whose engine takes `stepMs` for a step of a method. */
function open(stepMs: Partial<Record<MethodName, number>>, parts: FakeEngineParts = {}) {
  const clock = { ms: 0 };
  const spent = new Map<string, number>();
  const costOf = (program: string) => {
    const [, ms] = Object.entries(stepMs).find(([method]) => program.includes(method))!;
    return ms;
  };
  const engine = createFakeEngine({
    onDone(program) {
      clock.ms += costOf(program);
      spent.set(program, (spent.get(program) ?? 0) + costOf(program));
    },
    ...parts,
  });
  const log = createEventLog<TrainEvent>();
  const report = { engine: 'fake', reason: 'a test' };
  const worker = createChannelWorker((endpoint) =>
    createTrainSession(
      endpoint,
      sourceOf(async () => ({ engine, report })),
      { now: () => clock.ms },
    ),
  );
  const client = createTrainClient(worker, {
    timeoutMs: 20_000,
    onEvent: log.push,
    onDeath: (reason) => expect.unreachable(reason),
  });
  clients.push(client);
  function start(runId: string, method: MethodName) {
    const preset = presetConfig('quick', method, { seed: 5 });
    const config = {
      ...preset,
      architecture: { ...preset.architecture, depth: 1, criticDepth: 1, latentChannels: 1 },
      schedule: { ...preset.schedule, batch },
      budget,
    };
    return client.call('start', { runId, config, engine: 'auto', checkpoint: null, paused: false });
  }
  const until = (ms: number) => log.next((event): event is TrainEvent => clock.ms > ms && !!event);
  return { clock, spent, engine, log, client, start, until };
}

describe('slices on an engine that works elsewhere', () => {
  it('hold as many steps as fit their time, and no more are under way', async () => {
    const { engine, start, until } = open({ baseline: 10 });
    await start('a', 'baseline');
    await until(3000);
    expect(engine.mostPending).toBe(4);
  });

  it('hold one step where a step takes long', async () => {
    const { engine, start, until } = open({ baseline: 700 });
    await start('a', 'baseline');
    await until(20_000);
    expect(engine.mostPending).toBe(1);
  });

  it('read losses at the rate of the page, not of the slices', async () => {
    let reads = 0;
    const { clock, log, start, until } = open(
      { baseline: 1 },
      { onRead: (name) => name === 'loss_ae' && (reads += 1) },
    );
    await start('a', 'baseline');
    await until(10_000);
    const told = log.events.filter(({ kind }) => kind === 'progress').length;
    expect(told).toBeGreaterThan(20);
    expect(told).toBeLessThanOrEqual(clock.ms / 250);
    // Saving reads them too.
    expect(reads - told).toBeLessThan(clock.ms / 500);
  });

  it('go to a slow and a fast lane by time, so that neither starves', async () => {
    const { spent, start, until } = open({ baseline: 3, acai: 300 });
    await start('a', 'baseline');
    await start('b', 'acai');
    await until(60_000);
    const times = [...spent.values()];
    const total = times.reduce((sum, ms) => sum + ms, 0);
    expect(times).toHaveLength(2);
    for (const ms of times) expect(Math.abs(ms / total - 0.5)).toBeLessThan(0.1);
  });

  it('answer calls in between', async () => {
    const { clock, client, start, until } = open({ baseline: 10 });
    await start('a', 'baseline');
    await until(1000);
    const asked = clock.ms;
    const { samples } = await client.call('pause', { runId: 'a' });
    // The slice under way, and one that may come before the message.
    expect(clock.ms - asked).toBeLessThanOrEqual(80);
    expect(samples).toBe((batch * clock.ms) / 10);
  });
});
