/** The life of a job's process: takes an order, trains, tells. */
import { messageOf } from '../core/messageOf.ts';
import type { Engine } from '../engines/engine.ts';
import type { JobMessage, JobOrder, JobRequest } from './jobMessages.ts';
import { sourceCommit } from './sourceCommit.ts';
import { trainJob } from './trainJob.ts';

/** Losses of an engine (a GPU's device, for instance) in one process: then something is wrong with the machine. */
const mostLosses = 3;

/** Serves the process that started this one, and ends with it. */
export function serveJobs(openEngine: (name: string) => Promise<Engine>): void {
  const interruption = { asked: false };
  const stop = () => {
    interruption.asked = true;
  };
  let engine: Engine | null = null;
  let threads = 1;

  const tell = (message: JobMessage) => process.send?.(message);

  async function train({ job, path }: JobOrder): Promise<JobMessage> {
    const commit = await sourceCommit();
    for (let losses = 0; ; losses++) {
      engine = await openEngine(job.engine);
      engine.setThreads?.(threads);
      try {
        const record = await trainJob(job, path, { engine, interruption, commit, tell });
        return record ? { kind: 'finished', record } : { kind: 'stopped' };
      } catch (error) {
        const lost = error instanceof Error && error.name === 'EngineLostError';
        if (!lost || losses + 1 >= mostLosses) throw error;
      } finally {
        engine.dispose();
        engine = null;
      }
    }
  }

  process.on('message', (request: JobRequest) => {
    if (request.kind === 'stop') stop();
    else if (request.kind === 'threads') {
      threads = request.count;
      engine?.setThreads?.(threads);
    } else {
      threads = request.threads;
      train(request)
        .catch((error): JobMessage => {
          const name = error instanceof Error ? error.name : 'Error';
          return { kind: 'failed', name, message: messageOf(error) };
        })
        .then((outcome) => process.send?.(outcome, () => process.exit(0)));
    }
  });
  // A terminal's Ctrl-C reaches every process; the second time the one that started this one ends it.
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // Whoever waits for the result is gone.
  process.on('disconnect', () => process.exit(1));
}
