/** A worker's side of the queue: takes jobs, and hands over progress, checkpoints and results. */

import { mkdir, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { type Job, UnrecoverableError, WaitingError, Worker } from 'bullmq';
import { messageOf } from '../../core/messageOf.ts';
import { writeAtomically } from '../atomicFile.ts';
import type { JobEvent, JobOutcome } from '../jobMessages.ts';
import type { JobProcess, StartJob } from '../jobProcess.ts';
import type { RunRecord } from '../runRecord.ts';
import { SweepError } from '../sweepError.ts';
import { jobFingerprint, parseSweepJob, type SweepJob } from '../sweepJob.ts';
import { openQueueConnection, unlessAway } from './queueConnection.ts';
import { checkpointStore, type QueuedJob, queueName, samplesOf } from './sweepQueue.ts';

export interface QueueWorker {
  /** redis://host:port */
  readonly queue: string;
  /** Jobs at a time. */
  readonly concurrency: number;
  /** Where checkpoints are while their jobs are here. */
  readonly folder: string;
  /** After this long without a sign of life a worker's jobs go to others. */
  readonly silenceMs: number;
  readonly startJob: StartJob;
  readonly note: (text: string) => void;
  /** Asks to give the jobs back, with their checkpoints, and to end. */
  readonly signal: AbortSignal;
}

/** How often in a row a job may lose its worker: machines come and go. */
const mostStalls = 50;

/** Works until it is asked to end. @throws SweepError when it cannot go on; its jobs are given back. */
export async function workOnQueue(options: QueueWorker): Promise<void> {
  const { queue, concurrency, folder, silenceMs, startJob, note, signal } = options;
  const redis = await openQueueConnection(queue);
  await mkdir(folder, { recursive: true }).catch((error) => {
    redis.disconnect();
    throw new SweepError(`${folder} cannot be made: ${messageOf(error)}. Choose another --folder.`);
  });
  const checkpoints = checkpointStore(redis);
  const running = new Map<string, JobProcess>();
  let ending = false;
  let fatal: SweepError | null = null;

  const worker = new Worker<QueuedJob, RunRecord>(queueName, work, {
    connection: redis,
    name: `${hostname()} ${process.pid}`,
    concurrency,
    lockDuration: silenceMs,
    stalledInterval: silenceMs,
    maxStalledCount: mostStalls,
  });
  // A Redis that is away, or a job that another worker has taken over: BullMQ and ioredis deal with both.
  let told = false;
  worker.on('error', (error) => {
    if (!told) note(`The queue: ${messageOf(error)}; going on as soon as possible.`);
    told = true;
  });
  redis.on('ready', () => {
    told = false;
  });
  worker.on('lockRenewalFailed', (ids) => {
    // Away for too long: another worker has these jobs, or will.
    for (const id of ids) running.get(id)?.kill();
  });

  async function work(entry: Job<QueuedJob, RunRecord>, token?: string): Promise<RunRecord> {
    const job = readJob(entry);
    const fingerprint = jobFingerprint(job);
    const path = join(folder, `${fingerprint}.safetensors`);
    const outcome = ending ? null : await train(entry, job, fingerprint, path);
    if (outcome?.kind === 'finished') {
      if (outcome.record.samples > 0) await checkpoints.put(fingerprint, path);
      await rm(path, { force: true });
      note(`${job.name}: finished`);
      return outcome.record;
    }
    if (outcome?.kind === 'failed' && outcome.name === 'SweepError') {
      fatal ??= new SweepError(outcome.message);
      stop();
    } else if (outcome?.kind === 'failed') {
      note(`${job.name}: ${outcome.message}`);
      throw new Error(outcome.message);
    }
    await entry.moveToWait(token);
    note(`${job.name}: given back`);
    throw new WaitingError();
  }

  /** In a process of its own, from the newest checkpoint that there is, to an outcome. */
  async function train(
    entry: Job<QueuedJob, RunRecord>,
    job: SweepJob,
    fingerprint: string,
    path: string,
  ): Promise<JobOutcome> {
    await takeNewest(await checkpoints.get(fingerprint), path);
    // In order, and none of them holds the training up.
    let reports = Promise.resolve();
    const report = (send: () => Promise<unknown>) => {
      reports = reports.then(send).then(
        () => {},
        (error) => note(`${job.name}: not reported: ${messageOf(error)}`),
      );
    };
    const onEvent = (event: JobEvent) => {
      if (event.kind === 'saved') {
        report(async () => {
          await checkpoints.put(fingerprint, path);
          note(`${job.name}: checkpoint at ${event.samples} samples`);
        });
      } else report(() => entry.updateProgress(event));
      if (event.kind === 'begun') note(`${job.name}: taken at ${event.samples} samples`);
    };
    const child = startJob({ job, path, threads: 1 }, onEvent);
    running.set(fingerprint, child);
    if (ending) child.stop();
    const outcome = await child.outcome;
    running.delete(fingerprint);
    await reports;
    return outcome;
  }

  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  function stop(): void {
    if (ending) return;
    ending = true;
    for (const child of running.values()) child.stop();
    end();
  }
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  redis.on('end', () => {
    fatal ??= new SweepError(`The queue has been away for too long; checkpoints are in ${folder}.`);
    stop();
  });
  note(`Waiting for jobs, ${concurrency} at a time.`);
  await ended;
  const children = [...running.values()].map(({ outcome }) => outcome);
  // Where Redis is away nothing can be given back: others have the jobs when it is here again.
  await unlessAway(redis, worker.close());
  await Promise.all(children);
  redis.removeAllListeners('end');
  redis.disconnect();
  if (fatal) throw fatal;
}

/** @throws UnrecoverableError for one that no trial mends. */
function readJob(entry: Job<QueuedJob, RunRecord>): SweepJob {
  try {
    return parseSweepJob(entry.data.job);
  } catch (error) {
    throw new UnrecoverableError(messageOf(error));
  }
}

/** Leaves in the file whichever has more samples; a damaged file does not count. */
async function takeNewest(handed: Buffer | null, path: string): Promise<void> {
  const here = await readFile(path).catch(() => null);
  if (samplesOf(handed) > samplesOf(here)) await writeAtomically(path, handed!);
  else if (here && samplesOf(here) < 0) await rm(path, { force: true });
}
