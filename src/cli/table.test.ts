/** `npm run table` as a process, and the results file that ships with the page. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startCommand } from '../../tests/commandProcess.ts';
import { runRecord, sweepJob } from '../../tests/sweepJobs.ts';
import { methodNames } from '../core/methodCatalogue.ts';
import { readPublished } from '../core/publishedResults.ts';
import { readManifest } from '../core/shippedCheckpoints.ts';
import { openResultsFolder } from '../sweep/resultsFolder.ts';

const folder = mkdtempSync(join(tmpdir(), 'betwixt-table-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function resultsFolder(name: string, seeds: readonly number[]): Promise<string> {
  const path = join(folder, name);
  const jobs = seeds.map((seed) => sweepJob('acai', seed));
  const results = await openResultsFolder(path, jobs);
  for (const job of jobs.slice(1)) await results.finish(runRecord(job));
  await results.close();
  return path;
}

test('--format json is the file that the page reads, of several folders too', async () => {
  const folders = [await resultsFolder('one', [1, 2, 3]), await resultsFolder('two', [8, 9])];
  const table = startCommand('table', [...folders, '--format', 'json']);
  expect(await table.ended).toBe(0);
  const runs = readPublished(table.output);
  expect(runs.map(({ config }) => config.seed)).toEqual([2, 3, 9]);
  expect(runs[0].result?.evaluations).toHaveLength(2);
  expect(runs[0]).toMatchObject({ engineWish: 'wasm', interpolations: 16 });
});

test('a format or a folder that is none is refused in one line', async () => {
  const refusals = [
    startCommand('table', [folder, '--format', 'xml']),
    startCommand('table', []),
    startCommand('table', [join(folder, 'nowhere'), '--format', 'json']),
  ];
  for (const refused of refusals) expect(await refused.ended).toBe(2);
  expect(refusals[0].output).toMatch(
    /^--format is one of markdown, csv, latex, json, not 'xml'\n$/,
  );
});

test('the file that ships has every method, and the run of each checkpoint that ships', () => {
  const file = (name: string) =>
    readFileSync(join(import.meta.dirname, '../../public', name), 'utf8');
  const runs = readPublished(file('results/lines.json'));
  for (const method of methodNames) {
    const evaluated = runs.filter(({ config, result }) => {
      return config.method === method && (result?.evaluations.length ?? 0) > 0;
    });
    expect(evaluated, method).not.toEqual([]);
  }
  for (const { file: name, samples, config } of readManifest(file('checkpoints/manifest.json'))) {
    const { preset, method, critic, seed } = config;
    expect(
      runs.filter(({ result }) => result?.samples === samples).map((run) => run.config),
      `no run of ${name}: make public/results and public/checkpoints from the same folder`,
    ).toContainEqual(expect.objectContaining({ preset, method, critic, seed }));
  }
});
