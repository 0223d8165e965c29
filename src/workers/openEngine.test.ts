import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EngineWish } from '../core/experiment.ts';
import { presetConfig } from '../core/presets.ts';
import type { MachineOffer } from '../engines/chooseEngine.ts';
import { createEngineSource } from './openEngine.ts';

const config = presetConfig('quick', 'baseline', { seed: 1 });
const openEngine = (wish: EngineWish) => createEngineSource({ job: 'training' }).open(wish, config);

/** A machine that claims all but a GPU of its own, also what Node lacks. */
const offer: MachineOffer = {
  webAssembly: true,
  webAssemblySimd: true,
  relaxedSimd: true,
  webgpu: { description: 'a test', key: 'test', isFallback: true },
};
vi.mock('../engines/machineOffer.ts', () => ({ detectOffer: async () => offer }));

beforeEach(() => {
  // Emscripten tells the console of files that it does not find.
  for (const method of ['warn', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation(() => {});
  }
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Answers as the page's own server does. */
async function serve(url: string): Promise<Response> {
  return new Response(await readFile(join(import.meta.dirname, '../..', url)));
}

describe('an engine for a worker', () => {
  it('is the compiled one, and says why', async () => {
    vi.stubGlobal('fetch', serve);
    const { engine, report } = await openEngine('auto');
    expect(engine.name).toBe('wasm');
    expect(report).toEqual({
      engine: 'WebAssembly SIMD, one thread',
      reason:
        'Compiled WebAssembly SIMD is the fastest engine here: WebGPU is there in software only (a test).',
    });
    engine.dispose();
  });

  it.each([
    ['is not there', async () => new Response(null, { status: 404 }), 'HTTP 404'],
    [
      'cannot be fetched',
      () => Promise.reject(new TypeError('Failed to fetch')),
      'Failed to fetch',
    ],
    ['is no module', async () => new Response('<!doctype html>'), 'WebAssembly.compile'],
  ])('is tfjs where the compiled one %s', async (_what, fetch, why) => {
    vi.stubGlobal('fetch', fetch);
    const { engine, report } = await openEngine('auto');
    expect(engine.name).toBe('tfjs');
    expect(report.engine).toBe(engine.description);
    expect(report.reason).toContain('The engine wasm did not start: ');
    expect(report.reason).toContain(why);
    expect(report.reason).toMatch(/Reload the page to try again\.$/);
    engine.dispose();
  });

  it.each(['webgpu', 'tfjs-webgpu'] as const)(
    'is the best one where %s does not start',
    async (wish) => {
      vi.stubGlobal('fetch', serve);
      const { engine, report } = await openEngine(wish);
      expect(engine.name).toBe('wasm');
      expect(report.reason).toContain(`The engine ${wish} did not start: `);
      engine.dispose();
    },
  );
});
