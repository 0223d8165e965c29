import { expect, test } from 'vitest';
import { evaluation, runRecord, sweepJob } from '../../tests/sweepJobs.ts';
import { benchmarkRuns } from '../sweep/benchmarkRuns.ts';
import type { Results } from '../sweep/resultsFolder.ts';
import { jobName, type SweepJob } from '../sweep/sweepJob.ts';
import { formatResults } from './formatTable.ts';
import { tableRows } from './resultsTable.ts';

const acai = [1, 2, 3].map((seed) => sweepJob('acai', seed));
const baseline = [1, 2].map((seed) => sweepJob('baseline', seed));
const base = sweepJob('vae', 1);
const withCritic: SweepJob = {
  ...base,
  name: jobName({ method: 'vae', critic: true }, 1),
  config: { ...base.config, critic: true },
};
const results: Results = {
  jobs: new Map([...acai, ...baseline, withCritic].map((job) => [job.name, job])),
  records: new Map(
    [
      ...acai.map((job) => runRecord(job)),
      runRecord(baseline[0], { failure: 'loss_ae is no longer a number', evaluations: [] }),
      runRecord(withCritic, {
        evaluations: [{ ...evaluation(1024, 0.003), smoothness: Number.NaN, undefinedScores: 16 }],
      }),
    ].map((record) => [record.name, record]),
  ),
};
const rows = tableRows(benchmarkRuns(results));

test('a row for each method, in the order of the paper', () => {
  expect(rows.map(({ label }) => label)).toEqual(['Baseline', 'VAE + critic', 'ACAI']);
});

test('mean and sample standard deviation over the seeds, of final evaluations', () => {
  const row = rows[2];
  expect(row).toMatchObject({ seeds: [1, 2, 3], budget: 1024, undefinedScores: 24 });
  expect(row.meanDistance.mean).toBeCloseTo(0.002, 12);
  expect(row.meanDistance.deviation).toBeCloseTo(0.001, 12);
  expect(row.paper?.meanDistance).toBeCloseTo(0.00024, 12);
});

test('runs that diverged or are not finished are in no number, and told', () => {
  expect(rows[0]).toMatchObject({ seeds: [], diverged: [1], unfinished: [2] });
  expect(rows[0].meanDistance.mean).toBeNaN();
  const text = formatResults(rows, 'markdown');
  expect(text).toContain('Baseline (1,024 samples) diverged with seed 1');
  expect(text).toContain('Baseline (1,024 samples) is not finished with seed 2');
});

test('runs of another budget are a row of their own', () => {
  const longer = sweepJob('acai', 4, { config: { ...acai[0].config, seed: 4, budget: 2048 } });
  const jobs = new Map([...results.jobs, [longer.name, longer]]);
  const records = new Map([...results.records, [longer.name, runRecord(longer)]]);
  expect(
    tableRows(benchmarkRuns({ jobs, records })).map(({ budget, seeds }) => [budget, seeds.length]),
  ).toEqual([
    [1024, 0],
    [1024, 1],
    [1024, 3],
    [2048, 1],
  ]);
});

test('Markdown has our numbers, budgets and seeds beside the paper’s', () => {
  const lines = formatResults(rows, 'markdown').split('\n');
  expect(lines[0]).toContain('mean distance, paper (2^24 samples, 5 seeds)');
  const cells = (line: string) => line.split('|').map((cell) => cell.trim());
  expect(cells(lines[4]).slice(1, 10)).toEqual([
    ...['ACAI', '1,024', '3', '2.00 ± 1.00', '0.24 ± 0.01', '0.250 ± 0.000', '0.10 ± 0.01'],
    ...['24 of 48', '0.500 ± 0.000'],
  ]);
  // One seed has no deviation; a variant that the authors did not train has no value of theirs.
  expect(cells(lines[3]).slice(1, 9)).toEqual([
    ...['VAE + critic', '1,024', '1', '3.00', '—', '—', '—', '16 of 16'],
  ]);
});

test('LaTeX has the same numbers', () => {
  const text = formatResults(rows, 'latex');
  expect(text).toContain('ACAI & 1,024 & 3 & 2.00 $\\pm$ 1.00 & 0.24 $\\pm$ 0.01 & 0.250');
  expect(text.match(/\\\\\n/g)).toHaveLength(1 + rows.length);
  const [head, ...body] = text.split('\n').filter((line) => line.endsWith('\\\\'));
  for (const line of body) expect(line.split(' & ')).toHaveLength(head.split(' & ').length);
});

test('CSV has every digit', () => {
  const [head, ...lines] = formatResults(rows, 'csv').trim().split('\n');
  const columns = head.split(',');
  const value = (line: string, column: string) => line.split(',')[columns.indexOf(column)];
  expect(lines).toHaveLength(3);
  expect(Number(value(lines[2], 'meanDistance'))).toBe(rows[2].meanDistance.mean);
  expect(Number(value(lines[2], 'meanDistanceDeviation'))).toBe(rows[2].meanDistance.deviation);
  expect(value(lines[2], 'seeds')).toBe('1 2 3');
  expect(value(lines[1], 'smoothness')).toBe('');
  expect(value(lines[0], 'diverged')).toBe('1');
  for (const line of lines) expect(line.split(',')).toHaveLength(columns.length);
});

test('CSV says whether each row agrees with the paper', () => {
  const [head, ...lines] = formatResults(rows, 'csv').trim().split('\n');
  const verdicts = lines.map((line) => line.split(',').slice(-4));
  expect(head).toMatch(/paperSamples,paperSeeds,meanDistanceVerdict,smoothnessVerdict$/);
  expect(verdicts).toEqual([
    ['16777216', '5', '', ''],
    ['', '', '', ''],
    ['16777216', '5', 'differs', 'differs'],
  ]);
});
