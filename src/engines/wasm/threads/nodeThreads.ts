/** Helping threads in Node, where TypeScript needs tsx to load it. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ThreadSource } from './crew.ts';

export function nodeThreads(most = availableParallelism()): ThreadSource {
  const tsx = import.meta.resolve('tsx/esm/api');
  const entry = new URL('./nodeThread.ts', import.meta.url).href;
  const code = `import(${JSON.stringify(tsx)}).then(({ tsImport }) =>
    tsImport(${JSON.stringify(entry)}, ${JSON.stringify(entry)}))`;
  return {
    most,
    spawn(start, onEnd) {
      const worker = new Worker(code, { eval: true, workerData: start });
      // An error is told by the exit that follows it; without a listener it would end the process.
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
