/** The engines of a worker in the browser, each loaded when it is chosen. */

import type { EngineWish } from '../core/experiment.ts';
import { chooseEngine, type EngineChoice } from '../engines/chooseEngine.ts';
import { type Engine, EngineUnavailableError } from '../engines/engine.ts';
import { detectOffer } from '../engines/machineOffer.ts';
import relaxedUrl from '../engines/wasm/build/relaxed.wasm?url';
import simdUrl from '../engines/wasm/build/simd.wasm?url';
import type { OpenedEngine } from './engineSource.ts';

/** @throws EngineUnavailableError when not even the engine of last resort starts. */
export async function openEngine(wish: EngineWish): Promise<OpenedEngine> {
  const { engine: choice, reason } = chooseEngine(wish, await detectOffer());
  const engine = await createEngine(choice);
  return { engine, report: { engine: engine.description, reason } };
}

async function createEngine(choice: EngineChoice): Promise<Engine> {
  switch (choice) {
    case 'wasm':
      return createWasm(simdUrl, false);
    case 'wasm-relaxed':
      return createWasm(relaxedUrl, true);
    case 'tfjs-webgpu':
      return createTfjs('webgpu');
    case 'tfjs-wasm':
      return createTfjs('wasm');
    case 'tfjs-cpu':
      return createTfjs('cpu');
  }
}

async function createWasm(url: string, relaxed: boolean): Promise<Engine> {
  const [{ createWasmEngine }, response] = await Promise.all([
    import('../engines/wasm/wasmEngine.ts'),
    fetch(url),
  ]);
  if (!response.ok) {
    throw new EngineUnavailableError(
      `The WebAssembly kernels did not load (HTTP ${response.status}): reload the page.`,
    );
  }
  return createWasmEngine(await WebAssembly.compile(await response.arrayBuffer()), { relaxed });
}

async function createTfjs(backend: 'webgpu' | 'wasm' | 'cpu'): Promise<Engine> {
  const { createBrowserTfjsEngine } = await import('../engines/tfjs/browserTfjsEngine.ts');
  return createBrowserTfjsEngine(backend);
}
