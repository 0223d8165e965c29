/** The browser's engines: chosen by what the machine offers, and loaded only when chosen. */
import type { EngineWish } from '../core/experiment.ts';
import { chooseEngine, type EngineChoice } from '../engines/chooseEngine.ts';
import { type Engine, EngineUnavailableError } from '../engines/engine.ts';
import { detectOffer } from '../engines/machineOffer.ts';
import relaxedKernels from '../engines/wasm/build/relaxed.wasm?url';
import plainKernels from '../engines/wasm/build/simd.wasm?url';
import type { OpenedEngine } from './engineSource.ts';

/** @throws EngineUnavailableError when not even the last fallback runs, or its files cannot be loaded. */
export async function openEngine(wish: EngineWish): Promise<OpenedEngine> {
  const { engine: choice, reason } = chooseEngine(wish, await detectOffer());
  const engine = await load(choice);
  return { engine, report: { engine: choice, reason: `${reason} (${engine.description})` } };
}

async function load(choice: EngineChoice): Promise<Engine> {
  switch (choice) {
    case 'wasm':
      return loadWasm(plainKernels);
    case 'wasm-relaxed':
      return loadWasm(relaxedKernels);
    case 'tfjs-webgpu':
      return loadTfjs('webgpu');
    case 'tfjs-wasm':
      return loadTfjs('wasm');
    case 'tfjs-cpu':
      return loadTfjs('cpu');
  }
}

async function loadWasm(address: string): Promise<Engine> {
  const { createWasmEngine } = await import('../engines/wasm/wasmEngine.ts');
  const response = await fetch(address);
  if (!response.ok) {
    throw new EngineUnavailableError(
      `The WebAssembly kernels could not be loaded (${response.status}). Check the connection and reload the page.`,
    );
  }
  return createWasmEngine(await WebAssembly.compile(await response.arrayBuffer()));
}

async function loadTfjs(backend: 'webgpu' | 'wasm' | 'cpu'): Promise<Engine> {
  const { createTfjsEngine } = await import('../engines/tfjs/tfjsEngine.ts');
  if (backend !== 'wasm') return createTfjsEngine(backend);
  const { wasmFiles } = await import('../engines/tfjs/wasmFiles.ts');
  return createTfjsEngine('wasm', { wasmPaths: wasmFiles });
}
