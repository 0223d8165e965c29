import { expect, it, vi } from 'vitest';
import { createEngineMemory } from './engineMemory.ts';

it('what is remembered of engines outlives the worker, in a browser’s storage', async () => {
  const memory = createEngineMemory();
  const program = `a program of ${crypto.randomUUID()}`;
  const adapter = `an adapter of ${crypto.randomUUID()}`;
  expect(await memory.times(program)).toBeNull();
  await memory.keepTimes(program, { webgpu: 1.5, wasm: 6 });
  (await memory.kernels(adapter)).set('3×3', 2);

  const next = createEngineMemory();
  expect(await next.times(program)).toEqual({ webgpu: 1.5, wasm: 6 });
  await vi.waitFor(async () => expect((await next.kernels(adapter)).get('3×3')).toBe(2), 10_000);
});

it('is nothing where storage is taken away', async () => {
  vi.stubGlobal('indexedDB', undefined);
  const memory = createEngineMemory();
  await memory.keepTimes('a program', { webgpu: 1, wasm: 1 });
  expect(await memory.times('a program')).toBeNull();
  vi.unstubAllGlobals();
});
