import { afterEach, describe, expect, it } from 'vitest';
import type { WorkerLike } from '../workers/client.ts';
import { createDeferred } from '../workers/deferred.ts';
import { WorkerDeadError } from '../workers/rpc.ts';
import { createFleet, type Fleet } from './fleet.ts';

let fleet: Fleet | null = null;
afterEach(() => fleet?.close());

/** Workers that never say anything. */
function open(limit: number, training: readonly string[] = []) {
  const spawned: { ended: boolean }[] = [];
  const death = createDeferred<{ laneIds: readonly string[]; reason: string }>();
  fleet = createFleet({
    spawn(): WorkerLike {
      const state = { ended: false };
      spawned.push(state);
      return {
        postMessage: () => {},
        addEventListener: () => {},
        removeEventListener: () => {},
        terminate: () => (state.ended = true),
      };
    },
    limit,
    onEvent: () => expect.unreachable(),
    onDeath: (laneIds, reason) => death.resolve({ laneIds, reason }),
    isTraining: (laneId) => training.includes(laneId),
    timeoutMs: 50,
  });
  return { fleet, spawned, death: death.promise };
}

describe('the fleet', () => {
  it('gives each lane a worker up to the limit, then lets them share the emptiest', () => {
    const { fleet, spawned } = open(2);
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((laneId) => fleet.clientFor(laneId));
    expect(spawned).toHaveLength(2);
    expect(new Set([a, b]).size).toBe(2);
    expect(new Set([c, d])).toEqual(new Set([a, b]));
    expect(fleet.clientFor('a')).toBe(a);
    expect(['a', 'b', 'c', 'd', 'x'].map(fleet.sharing)).toEqual([2, 2, 2, 2, 0]);
  });

  it('ends a worker when its last lane leaves', () => {
    const { fleet, spawned } = open(1);
    fleet.clientFor('a');
    fleet.clientFor('b');
    fleet.leave('a');
    expect(spawned[0].ended).toBe(false);
    fleet.leave('b');
    expect(spawned[0].ended).toBe(true);
    fleet.clientFor('a');
    expect(spawned).toHaveLength(2);
  });

  it('takes a worker that trains in silence for dead, with all its lanes', async () => {
    const { fleet, spawned, death } = open(1, ['b']);
    fleet.clientFor('a');
    fleet.clientFor('b');
    const { laneIds, reason } = await death;
    expect(laneIds).toEqual(['a', 'b']);
    expect(reason).toContain('no sign of life');
    expect(spawned[0].ended).toBe(true);
    expect(fleet.sharing('a')).toBe(0);
  });

  it('takes a worker that leaves a call without an answer for dead', async () => {
    const { fleet, death } = open(1);
    const call = fleet.clientFor('a').call('pause', { runId: 'a1' });
    await expect(call).rejects.toThrow(WorkerDeadError);
    expect((await death).reason).toContain('no answer to pause');
  });

  it('is as patient as an engine asks', () => {
    const { fleet } = open(1);
    fleet.clientFor('a');
    expect(fleet.patienceMs('a')).toBe(50);
    fleet.setPatience('a', 1000);
    expect(fleet.patienceMs('a')).toBe(1000);
    fleet.setPatience('a', 1);
    expect(fleet.patienceMs('a')).toBe(1000);
    expect(fleet.patienceMs('b')).toBe(50);
  });
});
