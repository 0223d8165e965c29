import { afterEach, describe, expect, it, vi } from 'vitest';
import { type ChannelWorker, createChannelWorker } from '../../tests/channelWorker.ts';
import { defaultExperiment, type EngineWish, laneRunConfig } from '../core/experiment.ts';
import { createDeferred } from '../workers/deferred.ts';
import type { EngineName, TrainCalls } from '../workers/protocol.ts';
import { serve, WorkerDeadError } from '../workers/rpc.ts';
import { createFleet, type Fleet } from './fleet.ts';

const config = laneRunConfig(defaultExperiment, defaultExperiment.lanes[0]);

let fleet: Fleet | null = null;
afterEach(() => fleet?.close());

interface OpenOptions {
  readonly cores?: number;
  /** What a worker answers when it opens an engine, or nothing at all. */
  readonly engine?: (wish: EngineWish, worker: number) => EngineName | Promise<EngineName>;
  /** Lanes that train; may be changed. */
  readonly training?: Set<string>;
  readonly onRoom?: (laneId: string) => Promise<void>;
  readonly timeoutMs?: number;
}

const never = () => new Promise<never>(() => {});

/** Workers that open engines and hear how many threads they have. */
function open(options: OpenOptions = {}) {
  const { cores = 2, engine = () => 'wasm', training = new Set(), timeoutMs = 20_000 } = options;
  const workers: ChannelWorker[] = [];
  const threads: number[] = [];
  const asked: string[] = [];
  const death = createDeferred<{ laneIds: readonly string[]; reason: string }>();
  const handlers = (index: number) => ({
    async openEngine({ engine: wish }: TrainCalls['openEngine']['params']) {
      asked.push(`${wish} ${index}`);
      return { name: await engine(wish, index), reason: `said ${index}` };
    },
    setThreads({ threads: count }: TrainCalls['setThreads']['params']) {
      threads[index] = count;
      return null;
    },
    start: never,
    pause: never,
    resume: never,
    step: never,
    setPace: never,
    setHyperparameter: never,
    setBudget: never,
    checkpoint: never,
    stop: never,
    referee: never,
    stopReferee: never,
    loseEngine: never,
  });
  const own = createFleet({
    spawn() {
      const index = workers.length;
      const worker = createChannelWorker((end) => serve<TrainCalls>(end, handlers(index)));
      workers.push(worker);
      return worker;
    },
    cores,
    onEvent: () => expect.unreachable(),
    onDeath: (laneIds, reason) => death.resolve({ laneIds, reason }),
    onRoom: options.onRoom ?? (() => Promise.resolve()),
    isTraining: (laneId) => training.has(laneId),
    isBusy: (laneId) => training.has(laneId),
    timeoutMs,
  });
  fleet = own;
  const request = { config, timeoutMs: 20_000 };
  const place = async (laneId: string, wish: EngineWish = 'auto', isWanted = () => true) =>
    (await own.place(laneId, { ...request, wish, isWanted }))?.client ?? null;
  const placeAll = (...laneIds: string[]) => Promise.all(laneIds.map((id) => place(id)));
  const alive = () => workers.filter(({ ended }) => !ended).length;
  return {
    fleet: own,
    request,
    workers,
    threads,
    asked,
    alive,
    place,
    placeAll,
    death: death.promise,
  };
}

describe('the fleet on processors', () => {
  it('gives each lane a worker up to the cores, then lets them share the emptiest', async () => {
    const { fleet, workers, place, placeAll } = open();
    const [a, b, c, d] = await placeAll('a', 'b', 'c', 'd');
    expect(workers).toHaveLength(2);
    expect(new Set([a, b]).size).toBe(2);
    expect(new Set([c, d])).toEqual(new Set([a, b]));
    expect(await place('a')).toBe(a);
    expect(['a', 'b', 'c', 'd', 'x'].map(fleet.sharing)).toEqual([2, 2, 2, 2, 0]);
    expect(fleet.onGpu('a')).toBe(false);
  });

  it('ends a worker when its last lane leaves', async () => {
    const { fleet, workers, place, placeAll } = open({ cores: 1 });
    await placeAll('a', 'b');
    fleet.leave('a');
    expect(workers[0].ended).toBe(false);
    fleet.leave('b');
    expect(workers[0].ended).toBe(true);
    await place('a');
    expect(workers).toHaveLength(2);
  });

  it('asks no worker for a lane that is not wanted by its turn', async () => {
    const answer = createDeferred<EngineName>();
    const { workers, place, asked } = open({ engine: () => answer.promise });
    let wanted = true;
    const first = place('a');
    const second = place('b', 'auto', () => wanted);
    wanted = false;
    answer.resolve('wasm');
    expect(await second).toBeNull();
    expect(await first).not.toBeNull();
    expect(workers).toHaveLength(1);
    expect(asked).toEqual(['auto 0']);
  });

  it('lets the next lane ask where the first could not', async () => {
    let failures = 1;
    const { fleet, place, asked } = open({
      engine: () =>
        failures-- > 0 ? Promise.reject(new Error('no luck')) : Promise.resolve('wasm'),
    });
    const [first, second, third] = await Promise.allSettled([place('a'), place('b'), place('c')]);
    expect(first).toMatchObject({ status: 'rejected', reason: { message: 'no luck' } });
    expect([second.status, third.status]).toEqual(['fulfilled', 'fulfilled']);
    expect(asked).toHaveLength(3);
    expect(fleet.sharing('a')).toBeGreaterThan(0);
  });

  it('shares the cores out among the workers that train', async () => {
    const training = new Set(['a']);
    const { fleet, threads, placeAll } = open({ cores: 4, training });
    await placeAll('a', 'b');
    await vi.waitUntil(() => threads[0] === 4);
    training.add('b');
    fleet.shareCores();
    await vi.waitUntil(() => threads.join() === '2,2');
    for (const laneId of ['c', 'd']) training.add(laneId);
    await placeAll('c', 'd');
    await vi.waitUntil(() => threads.join() === '1,1,1,1');
    training.delete('a');
    fleet.leave('b');
    await vi.waitUntil(() => threads.slice(2).join() === '2,2');
    expect(threads).toHaveLength(4);
  });

  it('moves a lane that shares a worker when a core comes free, once', async () => {
    const training = new Set(['a', 'b', 'c', 'd']);
    const moved: string[] = [];
    const { fleet, place, placeAll } = open({
      training,
      async onRoom(laneId) {
        moved.push(laneId);
        fleet.leave(laneId);
        await place(laneId);
      },
    });
    await placeAll('a', 'b', 'c', 'd');
    expect(moved).toEqual([]);
    // b and d share the second worker, which is idle then.
    training.delete('b');
    training.delete('d');
    fleet.shareCores();
    await placeAll('a', 'c');
    expect(moved).toHaveLength(1);
    expect(['a', 'c']).toContain(moved[0]);
    expect(await place('a')).not.toBe(await place('c'));
    fleet.shareCores();
    expect(moved).toHaveLength(1);
  });
});

describe('the fleet on a GPU', () => {
  it('gives all lanes the one worker that owns it', async () => {
    const { fleet, workers, placeAll } = open({ engine: () => 'webgpu' });
    const clients = await placeAll('a', 'b', 'c');
    expect(workers).toHaveLength(1);
    expect(new Set(clients).size).toBe(1);
    expect(fleet.onGpu('c')).toBe(true);
    // They do not share it for want of cores.
    expect(fleet.sharing('a')).toBe(0);
  });

  it('moves a lane whose worker found a GPU that another one has', async () => {
    const { fleet, alive, place } = open({ engine: () => 'webgpu' });
    const [a, b] = await Promise.all([place('a', 'auto'), place('b', 'tfjs-webgpu')]);
    expect(a).toBe(b);
    expect(alive()).toBe(1);
    expect(fleet.onGpu('b')).toBe(true);
  });

  it('gives a lane whose network is better off on the processor a worker of its own', async () => {
    let answers = 0;
    const { fleet, request, alive, place } = open({
      engine: () => (answers++ === 1 ? 'wasm' : 'webgpu'),
    });
    const a = await place('a');
    const b = await fleet.place('b', { ...request, wish: 'auto', isWanted: () => true });
    expect(b?.client).not.toBe(a);
    // The other worker is not asked whether it would rather try the GPU.
    expect(b).toMatchObject({ engine: 'wasm', reason: 'said 0' });
    expect(await place('c')).toBe(a);
    expect(alive()).toBe(2);
    expect(fleet.onGpu('b')).toBe(false);
    expect(await place('a')).toBe(a);
  });

  it('takes a lane that falls back to the processor off the GPU’s worker', async () => {
    const { fleet, alive, place, placeAll } = open({
      engine: (wish) => (wish === 'wasm' ? 'wasm' : 'webgpu'),
    });
    const [a] = await placeAll('a', 'b');
    expect(await place('a', 'wasm')).not.toBe(a);
    expect(fleet.onGpu('a')).toBe(false);
    expect(await place('b')).toBe(a);
    await place('b', 'wasm');
    expect(alive()).toBe(2);
  });
});

describe('a worker of the fleet that dies', () => {
  it('is one that trains in silence, with all its lanes', async () => {
    const training = new Set<string>();
    const { fleet, workers, placeAll, death } = open({ cores: 1, training, timeoutMs: 50 });
    await placeAll('a', 'b');
    training.add('b');
    const { laneIds, reason } = await death;
    expect(laneIds).toEqual(['a', 'b']);
    expect(reason).toContain('no sign of life');
    expect(workers[0].ended).toBe(true);
    expect(fleet.sharing('a')).toBe(0);
  });

  it('is one that leaves a call without an answer', async () => {
    const { place, death } = open({ timeoutMs: 50 });
    const client = await place('a');
    await expect(client!.call('pause', { runId: 'a1' })).rejects.toThrow(WorkerDeadError);
    expect((await death).reason).toContain('no answer to pause');
  });

  it('may be the one that is asked first: the next lane asks another', async () => {
    const { place, workers } = open({
      engine: (_wish, index) => (index === 0 ? never() : 'webgpu'),
    });
    const first = place('a');
    const second = place('b');
    await vi.waitUntil(() => workers.length > 0);
    workers[0].crash('gone');
    await expect(first).rejects.toThrow(WorkerDeadError);
    expect(await second).not.toBeNull();
  });

  it('is given as much patience as its engine asks for', async () => {
    const { fleet, place } = open({ timeoutMs: 50 });
    await place('a');
    expect(fleet.patienceMs('a')).toBe(50);
    fleet.setPatience('a', 1000);
    expect(fleet.patienceMs('a')).toBe(1000);
    fleet.setPatience('a', 1);
    expect(fleet.patienceMs('a')).toBe(1000);
    expect(fleet.patienceMs('b')).toBe(50);
  });
});
