/** The sweep's side of the queue: puts jobs on it, and collects until all are done. */
import { Queue, QueueEvents } from 'bullmq';
import type { Redis } from 'ioredis';
import * as v from 'valibot';
import { evaluationSchema } from '../../core/benchmarkRun.ts';
import type { ResultsFolder } from '../resultsFolder.ts';
import { SweepError } from '../sweepError.ts';
import { jobFingerprint, type SweepJob } from '../sweepJob.ts';
import type { SweepSummary, SweepWatcher } from '../sweepWatcher.ts';
import { createCollector, type SweepQueue } from './collector.ts';
import { openQueueConnection, placeOf, unlessAway } from './queueConnection.ts';
import { queueName } from './sweepQueue.ts';

export interface QueueSweep {
  readonly folder: ResultsFolder;
  /** redis://host:port */
  readonly queue: string;
  readonly watcher: SweepWatcher;
  /** Asks to stop collecting; the jobs stay on the queue. */
  readonly signal: AbortSignal;
}

/** Between two looks at the queue that no event asked for: an event may be lost while Redis restarts. */
const lookMs = 10_000;

/**
 * Leaves the jobs that the folder has no results of to workers, and collects until every one is done.
 * @throws SweepError when the queue cannot be reached, or a result cannot be kept.
 */
export async function runOnQueue(
  jobs: readonly SweepJob[],
  { folder, queue: address, watcher, signal }: QueueSweep,
): Promise<SweepSummary> {
  const redis = await openQueueConnection(address);
  const queue: SweepQueue = new Queue(queueName, { connection: redis });
  const events = new QueueEvents(queueName, { connection: redis });
  const collector = createCollector(queue, redis, folder, watcher);
  const finished = (job: SweepJob) => folder.records.has(job.name);
  const pending = new Set(jobs.filter((job) => !finished(job)));
  const failed: SweepJob[] = [];

  async function collect(): Promise<boolean> {
    for (const job of [...pending]) {
      const state = await collector.collect(job);
      if (state !== 'open') pending.delete(job);
      if (state === 'failed') failed.push(job);
    }
    return pending.size === 0;
  }

  reportEvents(events, pending, watcher);
  tellOutages([queue, events], redis, watcher);
  try {
    watcher.note(
      `${pending.size} runs on the queue: npm run sweep:worker -- --queue redis://${placeOf(address)}`,
    );
    for (const job of jobs.filter(finished)) await collector.tidy(job);
    await untilDone(collect, { events, redis, signal }, address);
    return { failed, interrupted: signal.aborted };
  } finally {
    const closing = Promise.allSettled([events.close(), queue.close()]);
    await unlessAway(redis, closing);
    redis.disconnect();
  }
}

interface Sources {
  readonly events: QueueEvents;
  readonly redis: Redis;
  readonly signal: AbortSignal;
}

/** Looks at the queue whenever something may have changed, until `look` says that all is done, or the signal. */
async function untilDone(
  look: () => Promise<boolean>,
  { events, redis, signal }: Sources,
  address: string,
): Promise<void> {
  let due = true;
  let lost = false;
  let wake = () => {};
  const lookAgain = () => {
    due = true;
    wake();
  };
  const onEnd = () => {
    lost = true;
    wake();
  };
  let stop = () => {};
  const stopped = new Promise<false>((resolve) => {
    stop = () => {
      resolve(false);
      wake();
    };
  });
  for (const event of ['completed', 'failed', 'removed'] as const) events.on(event, lookAgain);
  redis.on('ready', lookAgain);
  redis.on('end', onEnd);
  signal.addEventListener('abort', stop);
  const timer = setInterval(lookAgain, lookMs);
  try {
    while (!signal.aborted && !lost) {
      if (due) {
        due = false;
        const looking = look().catch((error) => {
          // Then everything that was asked of it fails.
          if (redis.status !== 'end') throw error;
          return false;
        });
        // A Redis that is away holds this up; a signal need not wait for it.
        if (await Promise.race([looking, stopped])) return;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    clearInterval(timer);
    redis.off('end', onEnd);
    signal.removeEventListener('abort', stop);
  }
  if (lost && !signal.aborted) {
    throw new SweepError(
      `The queue at ${placeOf(address)} has been away for too long: start it, and then the same command again.`,
    );
  }
}

const progress = v.variant('kind', [
  v.object({ kind: v.literal('begun'), samples: v.number() }),
  v.object({
    kind: v.literal('progress'),
    samples: v.number(),
    losses: v.record(v.string(), v.number()),
  }),
  v.object({ kind: v.literal('evaluated'), evaluation: evaluationSchema }),
]);

/** What workers say of jobs that are not collected yet, checked: it comes from other machines. */
function reportEvents(
  events: QueueEvents,
  pending: ReadonlySet<SweepJob>,
  watcher: SweepWatcher,
): void {
  const byId = new Map([...pending].map((job) => [jobFingerprint(job), job]));
  events.on('progress', ({ jobId, data }) => {
    const job = byId.get(jobId);
    const event = v.safeParse(progress, data);
    if (job && pending.has(job) && event.success) watcher.event(job, event.output);
  });
  events.on('stalled', ({ jobId }) => {
    const job = byId.get(jobId);
    if (job) watcher.failed(job, 'its worker is gone', true);
  });
}

/** ioredis goes on trying; people want to know. */
function tellOutages(
  parts: readonly { on(event: 'error', listener: () => void): unknown }[],
  redis: Redis,
  watcher: SweepWatcher,
): void {
  let away = false;
  const onError = () => {
    if (!away) watcher.note('The queue cannot be reached; trying again …');
    away = true;
  };
  for (const part of parts) part.on('error', onError);
  redis.on('ready', () => {
    if (away) watcher.note('The queue is back.');
    away = false;
  });
}
