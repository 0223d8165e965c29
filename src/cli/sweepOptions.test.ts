import { expect, test } from 'vitest';
import { methodNames } from '../core/methodCatalogue.ts';
import { presetConfig } from '../core/presets.ts';
import { UsageError } from './commandLine.ts';
import { readSeeds, readSweepOptions } from './sweepOptions.ts';

function optionsOf(line: string) {
  const options = readSweepOptions(line.split(' ').filter((part) => part !== ''));
  if (!options) throw new Error('help was asked for');
  return options;
}

test('every method with five seeds, seed by seed', () => {
  const { jobs, out, slots, queue } = optionsOf('');
  expect(jobs).toHaveLength(5 * methodNames.length);
  expect(jobs.slice(0, 7).map(({ name }) => name)).toEqual(methodNames.map((name) => `${name}-1`));
  expect(jobs[13].config).toEqual(presetConfig('quick', 'acai', { seed: 2 }));
  expect(jobs[0]).toMatchObject({ engine: 'wasm', evaluateEvery: 65536, interpolations: 256 });
  expect([out, queue]).toEqual(['results/lines-quick', undefined]);
  expect(slots).toBeGreaterThanOrEqual(1);
});

test('methods, critics, budget and settings as asked', () => {
  const { jobs } = optionsOf(
    '--methods vae+critic,acai,acai+critic --seeds 9,3 --samples 1000 --set schedule.batch=8',
  );
  expect(jobs.map(({ name }) => name)).toEqual([
    'vae+critic-9',
    'acai-9',
    'vae+critic-3',
    'acai-3',
  ]);
  for (const { config } of jobs) {
    expect(config).toMatchObject({ budget: 1000, critic: true, schedule: { batch: 8 } });
  }
});

test.each([
  ['3', [1, 2, 3]],
  ['3-5', [3, 4, 5]],
  ['7-7', [7]],
  ['9,1-3,2', [9, 1, 2, 3]],
])('seeds %s', (text, seeds) => {
  expect(readSeeds(text)).toEqual(seeds);
});

test.each([
  ['--seeds 0', /--seeds/],
  ['--seeds 5-3', /5-3 runs backwards/],
  ['--seeds 1-x', /'1-x' is no seed/],
  ['--seeds 1,,2', /'' is no seed/],
  ['--seeds 1-5000', /more than 1000/],
  ['--seeds 4294967296-4294967296', /at most 4294967295/],
  ['--methods gan', /'gan'/],
  ['--methods vae+magic', /method\+critic/],
  ['--preset slow', /'slow'/],
  ['--table faces', /'faces'/],
  ['--engine cuda', /'cuda'/],
  ['--jobs 0', /--jobs/],
  ['--samples many', /--samples/],
  ['--interpolations 257', /at most 256/],
  ['--set schedule.batch=0', /schedule\.batch/],
  ['--methods baseline --set lambda=1', /no such setting/],
  ['--colour red', /--colour/],
])('are refused: %s', (line, reason) => {
  expect(() => optionsOf(line)).toThrow(UsageError);
  expect(() => optionsOf(line)).toThrow(reason);
});
