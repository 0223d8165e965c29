/**
 * The folder of a sweep: `sweep.json` with the version and every job's config, `results.jsonl` with a line
 * for each finished run, and `checkpoints/` with each run's last checkpoint, finished or not.
 */

import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { messageOf } from '../core/messageOf.ts';
import { type WriteFile, writeAtomically } from './atomicFile.ts';
import { lockFolder } from './folderLock.ts';
import { parseRunRecord, type RunRecord } from './runRecord.ts';
import { SweepError } from './sweepError.ts';
import { jobDifference, parseSweepJob, type SweepJob } from './sweepJob.ts';

const format = 'betwixt-sweep';
const version = 1;

export interface Results {
  readonly jobs: ReadonlyMap<string, SweepJob>;
  /** Of finished runs, by the job's name. */
  readonly records: ReadonlyMap<string, RunRecord>;
}

export interface ResultsFolder extends Results {
  checkpointPath(job: SweepJob): string;
  /** Keeps a finished run's line; its checkpoint is in place, or is given. @throws SweepError */
  finish(record: RunRecord, checkpoint?: { job: SweepJob; bytes: Uint8Array }): Promise<void>;
  close(): Promise<void>;
}

const sheet = v.object({
  format: v.literal(format),
  version: v.number(),
  jobs: v.array(v.unknown()),
});

export function checkpointPathIn(folder: string, { name }: SweepJob): string {
  return join(folder, 'checkpoints', `${name}.safetensors`);
}

/** @throws SweepError when there is no results folder of this version. */
export async function readResults(folder: string): Promise<Results> {
  const results = await readIfThere(folder);
  if (results) return results;
  throw new SweepError(`${folder} is no results folder: name one that npm run sweep has written.`);
}

/**
 * Opens a folder for a sweep of these jobs, and makes it where it is not.
 * @throws SweepError, with nothing touched, when it is of another version, or has other jobs of the same names.
 */
export async function openResultsFolder(
  folder: string,
  jobs: readonly SweepJob[],
  write: WriteFile = writeAtomically,
): Promise<ResultsFolder> {
  requireSame(folder, await readIfThere(folder), jobs);
  await mkdir(join(folder, 'checkpoints'), { recursive: true }).catch((error) => {
    throw new SweepError(`${folder} cannot be made: ${messageOf(error)}. Choose another --out.`);
  });
  const unlock = await lockFolder(folder);
  try {
    // Read again: another sweep may have been at work until now.
    const before = await readIfThere(folder);
    requireSame(folder, before, jobs);
    const all = new Map(before?.jobs);
    for (const job of jobs) all.set(job.name, job);
    await write(join(folder, 'sweep.json'), formatSheet([...all.values()]));
    return createFolder(folder, all, new Map(before?.records), { write, unlock });
  } catch (error) {
    await unlock();
    throw error;
  }
}

function createFolder(
  folder: string,
  jobs: ReadonlyMap<string, SweepJob>,
  records: Map<string, RunRecord>,
  { write, unlock }: { write: WriteFile; unlock: () => Promise<void> },
): ResultsFolder {
  const checkpointPath = (job: SweepJob) => checkpointPathIn(folder, job);
  // One write at a time, whoever asks.
  let turn = Promise.resolve();
  return {
    jobs,
    records,
    checkpointPath,
    async finish(record, checkpoint) {
      if (checkpoint) await write(checkpointPath(checkpoint.job), checkpoint.bytes);
      const done = turn.then(async () => {
        const lines = [...records.values(), record].map((line) => `${JSON.stringify(line)}\n`);
        await write(join(folder, 'results.jsonl'), lines.join(''));
        records.set(record.name, record);
      });
      turn = done.catch(() => {});
      await done;
    },
    close: unlock,
  };
}

/** Null where nothing is. */
async function readIfThere(folder: string): Promise<Results | null> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    throw new SweepError(`${folder} cannot be read: ${messageOf(error)}.`);
  });
  // What a sweep leaves that came no further than to open it.
  if (names.every((name) => ['lock', 'checkpoints', 'sweep.json.part'].includes(name))) return null;
  if (!names.includes('sweep.json')) {
    throw new SweepError(
      `${folder} is no results folder of npm run sweep, and is not empty: name another folder.`,
    );
  }
  const jobs = parseSheet(folder, await readFile(join(folder, 'sweep.json'), 'utf8'));
  const text = names.includes('results.jsonl')
    ? await readFile(join(folder, 'results.jsonl'), 'utf8')
    : '';
  return { jobs, records: parseLines(folder, text) };
}

function formatSheet(jobs: readonly SweepJob[]): string {
  return `${JSON.stringify({ format, version, jobs }, null, 2)}\n`;
}

function parseSheet(folder: string, text: string): Map<string, SweepJob> {
  const result = v.safeParse(sheet, parseJson(join(folder, 'sweep.json'), text));
  if (!result.success) throw damaged(join(folder, 'sweep.json'));
  if (result.output.version !== version) {
    throw new SweepError(
      `${folder} has results of version ${result.output.version}, and this Betwixt writes version ${version}: use the Betwixt that wrote it, or name another folder.`,
    );
  }
  return new Map(
    result.output.jobs.map((value) => {
      const job = parseSweepJob(value);
      return [job.name, job];
    }),
  );
}

function parseLines(folder: string, text: string): Map<string, RunRecord> {
  const path = join(folder, 'results.jsonl');
  const lines = text.split('\n').filter((line) => line !== '');
  return new Map(
    lines.map((line) => {
      const record = parseRunRecord(parseJson(path, line));
      return [record.name, record];
    }),
  );
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw damaged(path);
  }
}

function damaged(path: string): SweepError {
  return new SweepError(`${path} is damaged or was not written by a sweep: name another folder.`);
}

function requireSame(folder: string, results: Results | null, jobs: readonly SweepJob[]): void {
  for (const job of jobs) {
    const known = results?.jobs.get(job.name);
    const difference = known && jobDifference(known, job);
    if (difference) {
      throw new SweepError(
        `${job.name} in ${folder} is another run than asked for (${difference}): choose another --out, or ask for the same.`,
      );
    }
  }
}
