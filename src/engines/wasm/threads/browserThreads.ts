/** Helping threads as workers of a worker. */
import type { WasmEngineOptions } from '../wasmEngine.ts';

/** The part of the engine's options that is about threads: none where they cannot share memory. */
export function browserThreads(): Pick<WasmEngineOptions, 'threads' | 'oneThreadBecause'> {
  const { crossOriginIsolated, navigator } = globalThis;
  if (crossOriginIsolated === false) {
    return { oneThreadBecause: 'this page is not cross-origin isolated' };
  }
  if (!crossOriginIsolated || navigator.hardwareConcurrency === 1) return {};
  return {
    threads: {
      most: navigator.hardwareConcurrency,
      spawn(start, onEnd) {
        const worker = new Worker(new URL('./thread.worker.ts', import.meta.url), {
          type: 'module',
          name: `wasm thread ${start.thread + 1}`,
        });
        worker.onerror = (event) => {
          // The engine goes on without; the page need not hear of it.
          event.preventDefault();
          onEnd();
        };
        worker.postMessage(start);
        return { end: () => worker.terminate() };
      },
    },
  };
}
