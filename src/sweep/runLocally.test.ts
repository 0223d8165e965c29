/** The slots of a sweep on this machine, with jobs that are played. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runRecord, sweepJob } from '../../tests/sweepJobs.ts';
import type { JobOutcome } from './jobMessages.ts';
import type { StartJob } from './jobProcess.ts';
import { openResultsFolder, type ResultsFolder } from './resultsFolder.ts';
import { runLocally } from './runLocally.ts';
import { SweepError } from './sweepError.ts';
import type { SweepJob } from './sweepJob.ts';
import type { SweepWatcher } from './sweepWatcher.ts';

const jobs = [1, 2, 3].map((seed) => sweepJob('acai', seed));

let root: string;
let folder: ResultsFolder;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'betwixt-slots-'));
  folder = await openResultsFolder(join(root, 'results'), jobs);
});
afterEach(async () => {
  await folder.close();
  rmSync(root, { recursive: true });
});

interface Played {
  readonly job: SweepJob;
  threads: number;
  asked: boolean;
  end(outcome: JobOutcome): void;
}

/** A stage on which jobs end when the test says so. */
function createStage() {
  const played: Played[] = [];
  const waiting: (() => void)[] = [];
  const startJob: StartJob = ({ job, threads }) => {
    let end: Played['end'] = () => {};
    const outcome = new Promise<JobOutcome>((resolve) => {
      end = resolve;
    });
    const part: Played = { job, threads, asked: false, end };
    played.push(part);
    for (const look of waiting) look();
    return {
      outcome,
      setThreads: (count) => {
        part.threads = count;
      },
      stop: () => {
        part.asked = true;
        end({ kind: 'stopped' });
      },
      kill: () => {},
    };
  };
  return {
    played,
    startJob,
    /** Resolves when so many have been started. */
    started: (count: number) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (played.length >= count) resolve();
        };
        waiting.push(look);
        look();
      }),
  };
}

const events: string[] = [];
const watcher: SweepWatcher = {
  event() {},
  finished: ({ name }) => events.push(`finished ${name}`),
  failed: ({ name }, message, again) => events.push(`failed ${name}: ${message}, ${again}`),
  note() {},
};
beforeEach(() => {
  events.length = 0;
});

const finished = ({ job }: Played): JobOutcome => ({ kind: 'finished', record: runRecord(job) });
const gone: JobOutcome = { kind: 'failed', name: 'ProcessEnded', message: 'gone' };

test('fills the slots, and gives idle ones’ threads to the last', async () => {
  const { played, startJob, started } = createStage();
  const signal = new AbortController().signal;
  const sweep = runLocally(jobs, { folder, slots: 2, startJob, watcher, signal });
  await started(2);
  expect(played.map(({ job, threads }) => [job.name, threads])).toEqual([
    ['acai-1', 1],
    ['acai-2', 1],
  ]);
  played[1].end(finished(played[1]));
  await started(3);
  expect(played[2].job.name).toBe('acai-3');
  played[0].end(finished(played[0]));
  // The last one's end is asked for when it has two threads.
  await new Promise<void>((resolve) => {
    Object.defineProperty(played[2], 'threads', { set: (count) => count === 2 && resolve() });
  });
  played[2].end(finished(played[2]));
  expect(await sweep).toEqual({ failed: [], interrupted: false });
  expect([...folder.records.keys()].sort()).toEqual(['acai-1', 'acai-2', 'acai-3']);
});

test('starts nothing that is finished', async () => {
  await folder.finish(runRecord(jobs[0]));
  await folder.finish(runRecord(jobs[2]));
  const { played, startJob, started } = createStage();
  const signal = new AbortController().signal;
  const sweep = runLocally(jobs, { folder, slots: 4, startJob, watcher, signal });
  await started(1);
  played[0].end(finished(played[0]));
  await sweep;
  expect(played.map(({ job }) => job.name)).toEqual(['acai-2']);
});

test('tries a job whose process ends again, twice, and goes on with the others', async () => {
  const { played, startJob, started } = createStage();
  const signal = new AbortController().signal;
  const sweep = runLocally(jobs, { folder, slots: 1, startJob, watcher, signal });
  for (let trial = 1; trial <= 3; trial++) {
    await started(trial);
    played[trial - 1].end(gone);
  }
  for (const count of [4, 5]) {
    await started(count);
    played[count - 1].end(finished(played[count - 1]));
  }
  expect(await sweep).toEqual({ failed: [jobs[0]], interrupted: false });
  expect(events).toEqual([
    'failed acai-1: gone, true',
    'failed acai-1: gone, true',
    'failed acai-1: gone, false',
    'finished acai-2',
    'finished acai-3',
  ]);
});

test('asks the others to save when one cannot write', async () => {
  const { played, startJob, started } = createStage();
  const signal = new AbortController().signal;
  const sweep = runLocally(jobs, { folder, slots: 2, startJob, watcher, signal });
  await started(2);
  played[0].end({ kind: 'failed', name: 'SweepError', message: 'the disk is full' });
  await expect(sweep).rejects.toThrow(new SweepError('the disk is full'));
  expect(played.map(({ asked }) => asked)).toEqual([false, true]);
});

test('asks all to save when it is interrupted, and starts none', async () => {
  const { played, startJob, started } = createStage();
  const controller = new AbortController();
  const { signal } = controller;
  const sweep = runLocally(jobs, { folder, slots: 2, startJob, watcher, signal });
  await started(2);
  controller.abort();
  expect(await sweep).toEqual({ failed: [], interrupted: true });
  expect(played.map(({ asked }) => asked)).toEqual([true, true]);
});
