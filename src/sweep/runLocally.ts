/** A sweep on this machine: so many jobs at a time, each in a process of its own. */
import type { JobProcess, StartJob } from './jobProcess.ts';
import type { ResultsFolder } from './resultsFolder.ts';
import { SweepError } from './sweepError.ts';
import type { SweepJob } from './sweepJob.ts';
import type { SweepSummary, SweepWatcher } from './sweepWatcher.ts';

/** Trials of a job whose process ends without a word, or whose engine is lost. */
const trials = 3;

/** What asking again does not mend, and concerns every job. */
const hopeless = ['SweepError', 'EngineUnavailableError'];

export interface LocalSweep {
  readonly folder: ResultsFolder;
  /** Jobs at a time. */
  readonly slots: number;
  readonly startJob: StartJob;
  readonly watcher: SweepWatcher;
  /** Asks for checkpoints and an end. */
  readonly signal: AbortSignal;
}

/**
 * Trains the jobs that the folder has no results of, each from where its checkpoint is.
 * @throws SweepError when nothing can go on, for instance because the disk is full; running jobs have
 *   then been asked to save.
 */
export async function runLocally(
  jobs: readonly SweepJob[],
  { folder, slots, startJob, watcher, signal }: LocalSweep,
): Promise<SweepSummary> {
  const waiting = jobs.filter(({ name }) => !folder.records.has(name));
  const running = new Set<JobProcess>();
  const failed: SweepJob[] = [];
  let fatal: SweepError | null = null;
  const over = () => signal.aborted || fatal !== null;

  /** The last jobs may have the threads of the slots that are idle; no result depends on it. */
  function shareThreads(): void {
    for (const job of running) job.setThreads(threadsFor(running.size));
  }
  const threadsFor = (count: number) =>
    waiting.length > 0 ? 1 : Math.max(1, Math.floor(slots / count));

  async function train(job: SweepJob): Promise<void> {
    for (let trial = 1; !over(); trial++) {
      const order = {
        job,
        path: folder.checkpointPath(job),
        threads: threadsFor(running.size + 1),
      };
      const child = startJob(order, (event) => watcher.event(job, event));
      running.add(child);
      shareThreads();
      const outcome = await child.outcome;
      running.delete(child);
      if (outcome.kind === 'finished') {
        await folder.finish(outcome.record);
        watcher.finished(job, outcome.record);
        return;
      }
      if (outcome.kind === 'stopped' || over()) return;
      if (hopeless.includes(outcome.name)) throw new SweepError(outcome.message);
      watcher.failed(job, outcome.message, trial < trials);
      if (trial < trials) continue;
      failed.push(job);
      return;
    }
  }

  async function work(): Promise<void> {
    for (;;) {
      const job = over() ? undefined : waiting.shift();
      if (!job) break;
      await train(job);
    }
    shareThreads();
  }

  const stop = () => {
    for (const job of running) job.stop();
  };
  signal.addEventListener('abort', stop);
  const workers = Array.from({ length: Math.min(slots, waiting.length) }, () =>
    work().catch((error) => {
      if (!(error instanceof SweepError)) throw error;
      fatal ??= error;
      stop();
    }),
  );
  await Promise.all(workers);
  signal.removeEventListener('abort', stop);
  if (fatal) throw fatal;
  return { failed, interrupted: signal.aborted };
}
