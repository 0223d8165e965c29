import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MachineOffer } from '../engines/chooseEngine.ts';
import { openEngine } from './openEngine.ts';

/** A machine that claims all, also what Node lacks. */
const offer: MachineOffer = {
  webAssembly: true,
  webAssemblySimd: true,
  relaxedSimd: true,
  webgpu: { description: 'a test', isFallback: false },
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
      reason: 'Compiled WebAssembly SIMD is the fastest engine here.',
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

  it('is the best one where the one wished for does not start', async () => {
    vi.stubGlobal('fetch', serve);
    const { engine, report } = await openEngine('tfjs-webgpu');
    expect(engine.name).toBe('wasm');
    expect(report.reason).toContain('The engine tfjs-webgpu did not start: ');
    engine.dispose();
  });
});
