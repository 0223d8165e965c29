/** Helping threads in Node. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ThreadSource } from './crew.ts';

export function nodeThreads(most = availableParallelism()): ThreadSource {
  return {
    most,
    spawn(start, onEnd) {
      const worker = new Worker(new URL('./nodeThread.js', import.meta.url), { workerData: start });
      // The exit that follows an error tells of it; without a listener it would end the process.
      worker.on('error', () => {});
      worker.on('exit', onEnd);
      // Threads that sleep keep no process alive.
      worker.unref();
      return {
        async end() {
          worker.off('exit', onEnd);
          await worker.terminate();
        },
      };
    },
  };
}
