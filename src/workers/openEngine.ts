/** The engines of a worker in the browser, each loaded when it is chosen. */

import type { EngineWish } from '../core/experiment.ts';
import { chooseEngine, type EngineChoice } from '../engines/chooseEngine.ts';
import { type Engine, EngineUnavailableError } from '../engines/engine.ts';
import { detectOffer } from '../engines/machineOffer.ts';
import relaxedUrl from '../engines/wasm/build/relaxed.wasm?url';
import relaxedThreadsUrl from '../engines/wasm/build/relaxed-threads.wasm?url';
import simdUrl from '../engines/wasm/build/simd.wasm?url';
import simdThreadsUrl from '../engines/wasm/build/simd-threads.wasm?url';
import { browserThreads } from '../engines/wasm/threads/browserThreads.ts';
import type { OpenedEngine } from './engineSource.ts';

/**
 * The engine chosen for this machine; where it does not start, the next best that does, and the report
 * says why. @throws EngineUnavailableError when not even the engine of last resort starts.
 */
export async function openEngine(wish: EngineWish): Promise<OpenedEngine> {
  const offer = await detectOffer();
  const { engine: chosen, reason } = chooseEngine(wish, offer);
  const { engine: best } = chooseEngine('auto', offer);
  const failures: string[] = [];
  for (const choice of new Set([chosen, best, 'tfjs-wasm', 'tfjs-cpu'] as const)) {
    try {
      const engine = await createEngine(choice);
      const instead = `${failures.join(' ')} Reload the page to try again.`;
      const why = failures.length === 0 ? reason : instead;
      return { engine, report: { engine: engine.description, reason: why } };
    } catch (error) {
      failures.push(describeFailure(choice, error));
    }
  }
  throw new EngineUnavailableError(`${failures.join(' ')} Reload the page.`);
}

/** A sentence, as reasons are. */
function describeFailure(choice: EngineChoice, error: unknown): string {
  const why = error instanceof Error ? error.message : String(error);
  return `The engine ${choice} did not start: ${why.replace(/[.\s]*$/, '')}.`;
}

async function createEngine(choice: EngineChoice): Promise<Engine> {
  switch (choice) {
    case 'wasm':
      return createWasm(false);
    case 'wasm-relaxed':
      return createWasm(true);
    case 'tfjs-webgpu':
      return createTfjs('webgpu');
    case 'tfjs-wasm':
      return createTfjs('wasm');
    case 'tfjs-cpu':
      return createTfjs('cpu');
  }
}

/** One thread works until the session says how many may; see `Engine.setThreads`. */
async function createWasm(relaxed: boolean): Promise<Engine> {
  const helpers = browserThreads();
  const [alone, shared] = relaxed ? [relaxedUrl, relaxedThreadsUrl] : [simdUrl, simdThreadsUrl];
  const [{ createWasmEngine }, response] = await Promise.all([
    import('../engines/wasm/wasmEngine.ts'),
    fetch(helpers.threads ? shared : alone),
  ]);
  if (!response.ok) {
    throw new EngineUnavailableError(`its kernels did not load (HTTP ${response.status})`);
  }
  const module = await WebAssembly.compile(await response.arrayBuffer());
  return createWasmEngine(module, { relaxed, ...helpers });
}

async function createTfjs(backend: 'webgpu' | 'wasm' | 'cpu'): Promise<Engine> {
  const { createBrowserTfjsEngine } = await import('../engines/tfjs/browserTfjsEngine.ts');
  return createBrowserTfjsEngine(backend);
}
