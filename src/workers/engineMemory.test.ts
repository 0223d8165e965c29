import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEngineMemory, type Store } from './engineMemory.ts';

function createMapStore() {
  const values = new Map<string, unknown>();
  const store: Store = {
    get: async (key) => values.get(key),
    update: async (key, change) => void values.set(key, change(values.get(key))),
  };
  return { values, store };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const saved = () => vi.runAllTimersAsync();

describe('what a worker remembers of engines', () => {
  it('are step times by program and adapter', async () => {
    const { store } = createMapStore();
    const memory = createEngineMemory(store);
    expect(await memory.times('acai on a card')).toBeNull();
    await memory.keepTimes('acai on a card', { webgpu: 1.5, wasm: 6 });
    const next = createEngineMemory(store);
    expect(await next.times('acai on a card')).toEqual({ webgpu: 1.5, wasm: 6 });
    expect(await next.times('vae on a card')).toBeNull();
  });

  it('are kernels by adapter, of all workers together', async () => {
    const { store } = createMapStore();
    const [one, two] = await Promise.all(
      [1, 2].map(() => createEngineMemory(store).kernels('a card')),
    );
    one.set('3×3', 2);
    one.set('1×1', 0);
    two.set('2×2', 1);
    expect(one.get('3×3')).toBe(2);
    await saved();
    const next = await createEngineMemory(store).kernels('a card');
    expect(['3×3', '1×1', '2×2'].map((shape) => next.get(shape))).toEqual([2, 0, 1]);
    expect((await createEngineMemory(store).kernels('another')).get('3×3')).toBeUndefined();
  });

  it('is ignored where it is something else', async () => {
    const { store, values } = createMapStore();
    const memory = createEngineMemory(store);
    await memory.keepTimes('acai', { webgpu: 1, wasm: 1 });
    (await memory.kernels('a card')).set('3×3', 2);
    await saved();
    const keys = [...values.keys()];
    expect(keys).toHaveLength(2);
    for (const wrong of ['text', null, [1], { webgpu: 'fast', wasm: 1 }, { webgpu: 0, wasm: 1 }]) {
      for (const key of keys) values.set(key, wrong);
      expect(await memory.times('acai')).toBeNull();
      const kernels = await memory.kernels('a card');
      expect(kernels.get('3×3')).toBeUndefined();
      kernels.set('3×3', 1);
      await saved();
      expect((await memory.kernels('a card')).get('3×3')).toBe(1);
    }
  });

  it('is nothing where the browser refuses storage', async () => {
    const refuse = () => Promise.reject(new DOMException('denied', 'SecurityError'));
    // Node has no storage at all, so the browser's own store stands for one that throws.
    for (const memory of [
      createEngineMemory({ get: refuse, update: refuse }),
      createEngineMemory(),
    ]) {
      await memory.keepTimes('acai', { webgpu: 1, wasm: 1 });
      expect(await memory.times('acai')).toBeNull();
      const kernels = await memory.kernels('a card');
      kernels.set('3×3', 2);
      await saved();
      expect(kernels.get('3×3')).toBe(2);
    }
  });
});
