/** Both sides of the queue against a real Redis, with jobs that are played: what goes wrong, and what becomes of it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findRedis } from '../../../scripts/redis.js';
import { type RedisServer, startRedis } from '../../../tests/redisServer.ts';
import { runRecord, sweepJob } from '../../../tests/sweepJobs.ts';
import type { JobOrder, JobOutcome } from '../jobMessages.ts';
import type { StartJob } from '../jobProcess.ts';
import { openResultsFolder, type ResultsFolder } from '../resultsFolder.ts';
import { SweepError } from '../sweepError.ts';
import { jobFingerprint } from '../sweepJob.ts';
import type { SweepWatcher } from '../sweepWatcher.ts';
import { runOnQueue } from './runOnQueue.ts';
import { checkpointStore, queueName } from './sweepQueue.ts';
import { workOnQueue } from './workOnQueue.ts';

const jobs = [sweepJob('acai', 1), sweepJob('acai', 2)];

let root: string;
let redis: RedisServer;
let folder: ResultsFolder;
let events: string[];
let controllers: AbortController[];
let workers: Promise<unknown>[];

const watcher: SweepWatcher = {
  event() {},
  finished: ({ name }) => events.push(`finished ${name}`),
  failed: ({ name }, message, again) => events.push(`failed ${name}: ${message}, ${again}`),
  note() {},
};

/** Ends the part that it is given to when the test is over, at the latest. */
function controller(): AbortController {
  const made = new AbortController();
  controllers.push(made);
  return made;
}

const sweep = (signal = controller().signal) =>
  runOnQueue(jobs, { folder, queue: redis.address, watcher, signal });

/** A worker whose jobs come to what `play` says; those that finish leave a file. */
function startWorker(
  play: (order: JobOrder) => JobOutcome | Promise<JobOutcome>,
  signal = controller().signal,
): Promise<unknown> {
  const startJob: StartJob = (order, onEvent) => {
    let stop: (outcome: JobOutcome) => void = () => {};
    const stopped = new Promise<JobOutcome>((resolve) => {
      stop = resolve;
    });
    async function run(): Promise<JobOutcome> {
      onEvent({ kind: 'begun', samples: 0 });
      const outcome = await Promise.race([play(order), stopped]);
      if (outcome.kind === 'finished') writeFileSync(order.path, `of ${order.job.name}`);
      return outcome;
    }
    const end = () => stop({ kind: 'stopped' });
    return { outcome: run(), setThreads() {}, stop: end, kill: end };
  };
  const options = { queue: redis.address, folder: join(root, 'worker'), startJob, signal };
  const working = workOnQueue({ ...options, concurrency: 2, silenceMs: 2000, note() {} });
  const settled = working.then(
    () => null,
    (error: unknown) => error,
  );
  workers.push(settled);
  return settled;
}

const finish = ({ job }: JobOrder): JobOutcome => ({ kind: 'finished', record: runRecord(job) });
const fail = (): JobOutcome => ({ kind: 'failed', name: 'Error', message: 'no luck' });

/** Does something with the queue itself. */
async function withRedis<T>(act: (redis: Redis, queue: Queue) => Promise<T>): Promise<T> {
  const client = new Redis(redis.address, { maxRetriesPerRequest: null });
  const queue = new Queue(queueName, { connection: client });
  try {
    return await act(client, queue);
  } finally {
    await queue.close();
    client.disconnect();
  }
}

if (!findRedis()) console.warn('the queue of sweeps: skipped, for there is no redis-server');

describe.skipIf(!findRedis())('the queue', () => {
  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'betwixt-queue-'));
    [events, controllers, workers] = [[], [], []];
    redis = await startRedis();
    folder = await openResultsFolder(join(root, 'results'), jobs);
  });
  afterEach(async () => {
    for (const made of controllers) made.abort();
    await Promise.all(workers);
    await folder.close();
    await redis.stop();
    rmSync(root, { recursive: true });
  });

  test('results come into the folder, and nothing stays behind', async () => {
    startWorker(finish);
    expect(await sweep()).toEqual({ failed: [], interrupted: false });
    expect(events.sort()).toEqual(['finished acai-1', 'finished acai-2']);
    for (const job of jobs) {
      expect(folder.records.get(job.name)).toEqual(runRecord(job));
      expect(readFileSync(folder.checkpointPath(job), 'utf8')).toBe(`of ${job.name}`);
    }
    await withRedis(async (client, queue) => {
      expect(await queue.getJobCounts('completed', 'waiting', 'active', 'failed')).toEqual({
        completed: 0,
        waiting: 0,
        active: 0,
        failed: 0,
      });
      expect(await client.keys('*checkpoint*')).toEqual([]);
    });
  });

  test('two sweeps put a job there once', async () => {
    const first = controller();
    const stopped = sweep(first.signal);
    const second = controller();
    const other = sweep(second.signal);
    await withRedis(async (_, queue) => {
      const both = async () => (await queue.getJobCounts('waiting')).waiting === 2;
      while (!(await both()));
    });
    first.abort();
    expect(await stopped).toEqual({ failed: [], interrupted: true });
    const trained: string[] = [];
    startWorker((order) => {
      trained.push(order.job.name);
      return finish(order);
    });
    expect(await other).toEqual({ failed: [], interrupted: false });
    expect(trained.sort()).toEqual(['acai-1', 'acai-2']);
  });

  test('a job that fails is tried three times, then told, and again by the next sweep', async () => {
    let trials = 0;
    const ending = controller();
    const worker = startWorker((order) => {
      if (order.job.name === 'acai-1') return finish(order);
      trials += 1;
      return fail();
    }, ending.signal);
    expect(await sweep()).toEqual({ failed: [jobs[1]], interrupted: false });
    expect(trials).toBe(3);
    expect(events).toContain('failed acai-2: no luck, false');
    ending.abort();
    expect(await worker).toBeNull();
    startWorker(finish);
    expect(await sweep()).toEqual({ failed: [], interrupted: false });
    expect([...folder.records.keys()].sort()).toEqual(['acai-1', 'acai-2']);
  });

  test('a worker that cannot write gives its jobs back and ends; another has them', async () => {
    const disk = { kind: 'failed', name: 'SweepError', message: 'the disk is full' } as const;
    const collecting = sweep();
    expect(await startWorker(() => disk)).toEqual(new SweepError('the disk is full'));
    startWorker(finish);
    expect(await collecting).toEqual({ failed: [], interrupted: false });
    expect(events.sort()).toEqual(['finished acai-1', 'finished acai-2']);
  });

  test('a result whose checkpoint Redis has lost is no result: the run is repeated', async () => {
    const [job] = jobs;
    await withRedis(async (client, queue) => {
      await queue.add(job.name, { job }, { jobId: jobFingerprint(job) });
      const ending = controller();
      const worker = startWorker(finish, ending.signal);
      while (!(await (await queue.getJob(jobFingerprint(job)))?.isCompleted()));
      ending.abort();
      await worker;
      await checkpointStore(client).remove(jobFingerprint(job));
    });
    const collecting = sweep();
    startWorker(finish);
    await collecting;
    expect(readFileSync(folder.checkpointPath(job), 'utf8')).toBe('of acai-1');
  });

  test('what a sweep had kept when it died is taken off the queue', async () => {
    const [job] = jobs;
    await withRedis(async (_, queue) => {
      await queue.add(job.name, { job }, { jobId: jobFingerprint(job) });
      startWorker(finish);
      while (!(await (await queue.getJob(jobFingerprint(job)))?.isCompleted()));
      await folder.finish(runRecord(job));
      await sweep();
      expect(await queue.getJob(jobFingerprint(job))).toBeUndefined();
    });
    expect(events).toEqual(['finished acai-2']);
  });

  test('sweep and worker can be stopped while Redis is away', async () => {
    const stopping = controller();
    const collecting = sweep(stopping.signal);
    const begun = new Promise<void>((resolve) => {
      startWorker(() => {
        resolve();
        return new Promise(() => {});
      }, stopping.signal);
    });
    await begun;
    await redis.whileAway(async () => {
      stopping.abort();
      expect(await collecting).toEqual({ failed: [], interrupted: true });
      expect(await Promise.all(workers)).toEqual([null]);
    });
  });
});
