/** Results from the queue into the folder, one job at a time. */
import type { Job, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { ResultsFolder } from '../resultsFolder.ts';
import { parseRunRecord, type RunRecord } from '../runRecord.ts';
import { jobFingerprint, type SweepJob } from '../sweepJob.ts';
import type { SweepWatcher } from '../sweepWatcher.ts';
import { checkpointStore, type QueuedJob, trials } from './sweepQueue.ts';

export type SweepQueue = Queue<QueuedJob, RunRecord>;

export interface Collector {
  /**
   * Sees to it that a job is on the queue or, when it is done, in the folder and off the queue.
   * @throws SweepError when its result cannot be kept.
   */
  collect(job: SweepJob): Promise<'open' | 'done' | 'failed'>;
  /** Takes off the queue what is in the folder: a sweep may have died in between. */
  tidy(job: SweepJob): Promise<void>;
}

export function createCollector(
  queue: SweepQueue,
  redis: Redis,
  folder: ResultsFolder,
  watcher: SweepWatcher,
): Collector {
  const checkpoints = checkpointStore(redis);
  const seen = new Set<string>();

  /** With the fingerprint as its id a job is on the queue once, however often it is put there. */
  async function enqueue(job: SweepJob): Promise<void> {
    await queue.add(
      job.name,
      { job },
      {
        jobId: jobFingerprint(job),
        attempts: trials,
        backoff: { type: 'exponential', delay: 1000 },
      },
    );
  }

  async function forget(entry: Job, fingerprint: string): Promise<void> {
    await entry.remove();
    await checkpoints.remove(fingerprint);
  }

  async function keep(job: SweepJob, entry: Job<QueuedJob, RunRecord>): Promise<'open' | 'done'> {
    const fingerprint = jobFingerprint(job);
    const record = { ...parseRunRecord(entry.returnvalue), name: job.name };
    const bytes = await checkpoints.get(fingerprint);
    if (!bytes && record.samples > 0) {
      // Redis has lost it: the run is repeated, for a result without its checkpoint is none.
      await forget(entry, fingerprint);
      await enqueue(job);
      return 'open';
    }
    await folder.finish(record, bytes ? { job, bytes } : undefined);
    watcher.finished(job, record);
    await forget(entry, fingerprint);
    return 'done';
  }

  return {
    async collect(job) {
      const fingerprint = jobFingerprint(job);
      const first = !seen.has(fingerprint);
      seen.add(fingerprint);
      // The state before the job: what is read of one that ends in between would lack its result.
      const state = await queue.getJobState(fingerprint);
      if (state !== 'completed' && state !== 'failed' && state !== 'unknown') return 'open';
      const entry: Job<QueuedJob, RunRecord> | undefined = await queue.getJob(fingerprint);
      if (!entry) {
        await enqueue(job);
        return 'open';
      }
      if (state === 'completed') return keep(job, entry);
      if (state === 'unknown') return 'open';
      if (first) {
        // Given up in an earlier sweep.
        await entry.retry('failed', { resetAttemptsMade: true });
        return 'open';
      }
      watcher.failed(job, entry.failedReason, false);
      return 'failed';
    },
    async tidy(job) {
      const fingerprint = jobFingerprint(job);
      const entry = await queue.getJob(fingerprint);
      if (entry && (await entry.isCompleted())) await forget(entry, fingerprint);
    },
  };
}
