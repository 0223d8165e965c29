import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { evaluation, runRecord, sweepJob } from '../../tests/sweepJobs.ts';
import { type WriteFile, writeAtomically } from './atomicFile.ts';
import { openResultsFolder, readResults } from './resultsFolder.ts';
import { SweepError } from './sweepError.ts';

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'betwixt-results-'));
  folder = join(root, 'results');
});
afterEach(() => rmSync(root, { recursive: true }));

const jobs = [sweepJob('acai', 1), sweepJob('acai', 2)];

const contents = () =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => [name, name.includes('.') ? readFileSync(join(folder, name), 'utf8') : '']);

async function refusal(asked = jobs): Promise<string> {
  const error = await openResultsFolder(folder, asked).then(
    () => null,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(SweepError);
  return String(error);
}

test('keeps jobs, records and checkpoints, undefined scores included', async () => {
  const opened = await openResultsFolder(folder, jobs);
  const nothing = { ...evaluation(1024, Number.NaN), smoothness: Number.NaN };
  const [one, two] = [runRecord(jobs[0]), runRecord(jobs[1], { evaluations: [nothing] })];
  await Promise.all([
    opened.finish(one),
    opened.finish(two, { job: jobs[1], bytes: new Uint8Array([1, 2]) }),
  ]);
  await opened.close();
  const { jobs: kept, records } = await readResults(folder);
  expect([...kept.values()]).toEqual(jobs);
  expect(records.get('acai-1')).toEqual(one);
  expect(records.get('acai-2')).toEqual(two);
  expect([...readFileSync(opened.checkpointPath(jobs[1]))]).toEqual([1, 2]);
  expect(readdirSync(folder).sort()).toEqual(['checkpoints', 'results.jsonl', 'sweep.json']);
});

test('takes more jobs into a folder, and keeps what is finished', async () => {
  const first = await openResultsFolder(folder, [jobs[0]]);
  await first.finish(runRecord(jobs[0]));
  await first.close();
  const second = await openResultsFolder(folder, [jobs[1]]);
  expect([...second.jobs.keys()]).toEqual(['acai-1', 'acai-2']);
  expect([...second.records.keys()]).toEqual(['acai-1']);
  await second.close();
});

test('refuses another job of the same name, and touches nothing', async () => {
  await (await openResultsFolder(folder, jobs)).close();
  const before = contents();
  const { config } = jobs[1];
  const other = sweepJob('acai', 2, { config: { ...config, budget: 7 } });
  expect(await refusal([sweepJob('vae', 1), other])).toContain('budget: 1024 and 7');
  expect(contents()).toEqual(before);
});

test.each([
  [
    'of another version',
    'sweep.json',
    '{"format":"betwixt-sweep","version":2,"jobs":[]}',
    'version 2',
  ],
  ['with a damaged sheet', 'sweep.json', '{"format":', 'damaged'],
  ['with a foreign sheet', 'sweep.json', '{"version":1}', 'damaged'],
  ['of something else', 'thesis.txt', 'dear reader', 'no results folder'],
])('refuses a folder %s, and touches nothing', async (_, name, text, reason) => {
  mkdirSync(folder);
  writeFileSync(join(folder, name), text);
  const before = contents();
  expect(await refusal()).toContain(reason);
  await expect(readResults(folder)).rejects.toThrow(reason);
  expect(contents()).toEqual(before);
});

test('refuses a damaged line', async () => {
  await (await openResultsFolder(folder, jobs)).close();
  writeFileSync(join(folder, 'results.jsonl'), '{"name":"acai-1"}\n');
  expect(await refusal()).toContain('fingerprint');
});

test('a write that fails leaves what was there', async () => {
  const full: WriteFile = (path, bytes) =>
    path.endsWith('results.jsonl') && String(bytes).includes('acai-2')
      ? Promise.reject(new SweepError(`${path} cannot be written: ENOSPC`))
      : writeAtomically(path, bytes);
  const opened = await openResultsFolder(folder, jobs, full);
  await opened.finish(runRecord(jobs[0]));
  await expect(opened.finish(runRecord(jobs[1]))).rejects.toThrow(/ENOSPC/);
  expect([...opened.records.keys()]).toEqual(['acai-1']);
  await opened.close();
  expect([...(await readResults(folder)).records.keys()]).toEqual(['acai-1']);
});

test('one sweep at a time; what a dead one left is taken over', async () => {
  const opened = await openResultsFolder(folder, jobs);
  const lock = join(folder, 'lock');
  const own = readFileSync(lock, 'utf8');
  expect(own).toBe(`${process.pid} on ${hostname()}`);
  // As another process of this machine sees it: the one that runs the tests is alive.
  writeFileSync(lock, `${process.ppid} on ${hostname()}`);
  expect(await refusal()).toContain(`Process ${process.ppid}`);
  writeFileSync(lock, '1 on another-machine');
  expect(await refusal()).toContain('another-machine');
  // Beyond the largest that Linux gives out.
  writeFileSync(lock, `4194305 on ${hostname()}`);
  await (await openResultsFolder(folder, jobs)).close();
  expect(readdirSync(folder)).not.toContain('lock');
  await opened.close();
});
