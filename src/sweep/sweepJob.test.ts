import { describe, expect, test } from 'vitest';
import { sweepJob } from '../../tests/sweepJobs.ts';
import { SweepError } from './sweepError.ts';
import { jobDifference, jobFingerprint, jobName, parseSweepJob } from './sweepJob.ts';

const job = sweepJob();
const { config } = job;

describe('a fingerprint', () => {
  test('is of what the numbers depend on, in any order of keys', () => {
    const turned = Object.fromEntries(Object.entries(config).reverse());
    const same = parseSweepJob({ ...job, config: turned, name: 'vae-9', checkpointEvery: 1 });
    expect(jobFingerprint(same)).toBe(jobFingerprint(job));
    expect(jobDifference(job, same)).toBeNull();
    expect(jobFingerprint(job)).toMatch(/^[0-9a-f]{32}$/);
  });

  test.each([
    ['seed: 1 and 2', { config: { ...config, seed: 2 } }],
    ['budget: 1024 and 7', { config: { ...config, budget: 7 } }],
    [
      'schedule.batch: 32 and 64',
      { config: { ...config, schedule: { ...config.schedule, batch: 64 } } },
    ],
    ['engine: "wasm" and "webgpu"', { engine: 'webgpu' }],
    ['evaluateEvery: 512 and 0', { evaluateEvery: 0 }],
    ['interpolations: 16 and 256', { interpolations: 256 }],
  ])('tells apart: %s', (difference, changes) => {
    const other = { ...job, ...changes };
    expect(jobFingerprint(other)).not.toBe(jobFingerprint(job));
    expect(jobDifference(job, other)).toBe(difference);
  });
});

test('names say method, critic and seed', () => {
  expect(jobName({ method: 'vae', critic: true }, 3)).toBe('vae+critic-3');
  expect(parseSweepJob({ ...job, name: 'vae+critic-3' }).name).toBe('vae+critic-3');
});

test.each([
  ['a name that leads elsewhere', { name: '../acai-1' }],
  ['no engine', { engine: undefined }],
  ['a config that is none', { config: { ...config, method: 'gan' } }],
  ['half a sample', { evaluateEvery: 0.5 }],
])('%s is refused', (_, changes) => {
  expect(() => parseSweepJob({ ...job, ...changes })).toThrow(SweepError);
});
