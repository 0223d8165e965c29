import { describe, expect, it, vi } from 'vitest';
import type { BenchmarkRun } from '../core/benchmarkRun.ts';
import { presetConfig } from '../core/presets.ts';
import { createKeptRuns, type RunStore } from './keptRuns.ts';

function createMapStore(): RunStore & { readonly values: Map<string, unknown> } {
  const values = new Map<string, unknown>();
  return {
    values,
    get: async (key) => values.get(key),
    set: async (key, value) => void values.set(key, structuredClone(value)),
    del: async (key) => void values.delete(key),
    entries: async () => [...values],
  };
}

function benchmarkRun(seed: number): BenchmarkRun {
  return {
    config: presetConfig('quick', 'vae', { seed }),
    engineWish: 'auto',
    evaluateEvery: 0,
    interpolations: 256,
    result: {
      samples: 64,
      seconds: 1,
      cpuSeconds: Number.NaN,
      engine: 'fake',
      commits: [],
      evaluations: [],
      failure: 'it diverged',
    },
  };
}

describe('runs that are kept', () => {
  it('are there at the next visit, in order, with their weights', async () => {
    vi.setSystemTime(1000);
    const stores = { runs: createMapStore(), weights: createMapStore() };
    const weights = Uint8Array.of(1, 2).buffer;
    expect(await createKeptRuns(stores).keep('b', benchmarkRun(2), weights)).toBe(true);
    vi.setSystemTime(2000);
    expect(await createKeptRuns(stores).keep('a', benchmarkRun(1), null)).toBe(true);
    const next = createKeptRuns(stores);
    expect([...(await next.all())]).toEqual([
      ['b', benchmarkRun(2)],
      ['a', benchmarkRun(1)],
    ]);
    expect(await next.weights('b')).toEqual(weights);
    expect(await next.weights('a')).toBeNull();
    await next.forget('b');
    expect([...(await next.all()).keys()]).toEqual(['a']);
    expect(stores.weights.values.size).toBe(0);
    vi.useRealTimers();
  });

  it('are left out where they are damaged', async () => {
    const runs = createMapStore();
    const kept = createKeptRuns({ runs, weights: createMapStore() });
    await kept.keep('a', benchmarkRun(1), null);
    const [[key, value]] = runs.values;
    runs.values.set('run 1: b', { keptAt: 1, run: '{' });
    runs.values.set('run 1: c', { keptAt: 1, run: '{"config":7}' });
    runs.values.set('run 0: d', value);
    runs.values.set('run 1: e', null);
    expect(key).toBe('run 1: a');
    expect([...(await kept.all()).keys()]).toEqual(['a']);
  });

  it('last no longer than the page where there is no storage', async () => {
    const refuses = async () => Promise.reject(new Error('no storage'));
    const none = { get: refuses, set: refuses, del: refuses, entries: refuses };
    const kept = createKeptRuns({ runs: none, weights: none });
    expect(await kept.keep('a', benchmarkRun(1), null)).toBe(false);
    expect((await kept.all()).size).toBe(0);
    expect(await kept.weights('a')).toBeNull();
    await kept.forget('a');
  });
});
