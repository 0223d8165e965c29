/** Helping threads as workers of a worker. */
import type { ThreadSource } from './crew.ts';

/** Null where threads cannot share memory, with the reason for people. */
export function browserThreads(): ThreadSource | string {
  if (!globalThis.crossOriginIsolated) return 'this page is not cross-origin isolated';
  return {
    most: navigator.hardwareConcurrency,
    spawn(start, onEnd) {
      const worker = new Worker(new URL('./thread.worker.ts', import.meta.url), {
        type: 'module',
        name: `wasm thread ${start.thread + 1}`,
      });
      worker.onerror = (event) => {
        // Reported by the engine, which goes on without; the page need not hear of it.
        event.preventDefault();
        onEnd();
      };
      worker.postMessage(start);
      return { end: () => worker.terminate() };
    },
  };
}
