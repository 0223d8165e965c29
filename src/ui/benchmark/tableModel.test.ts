import { beforeEach, describe, expect, test } from 'vitest';
import type { BenchmarkRun } from '../../core/benchmarkRun.ts';
import { defaultExperiment } from '../../core/experiment.ts';
import type { MethodName } from '../../core/methodCatalogue.ts';
import { presetConfig } from '../../core/presets.ts';
import { experimentStore } from '../../store/experiment.ts';
import { formatSpread, lookOf, shownRows, weightsOf } from './tableModel.ts';

beforeEach(() => experimentStore.setState(defaultExperiment, true));

function benchmarkRun(method: MethodName, seed = 1, critic = false): BenchmarkRun {
  const result = { seconds: 1, cpuSeconds: 1, engine: 'wasm', commits: [], failure: null };
  const evaluation = { seconds: 1, meanDistance: 0.002, smoothness: 0.1, smoothnessPlain: 0.1 };
  return {
    config: presetConfig('quick', method, { seed, critic }),
    engineWish: 'wasm',
    evaluateEvery: 0,
    interpolations: 256,
    result: {
      ...result,
      samples: 1024,
      evaluations: [{ ...evaluation, samples: 1024, undefinedScores: 0, reconstruction: 0.1 }],
    },
  };
}

const published = [benchmarkRun('acai'), benchmarkRun('vae'), benchmarkRun('vae', 2)];
const here = [
  { id: 'x', run: benchmarkRun('vae', 3) },
  { id: 'y', run: benchmarkRun('vae', 4, true) },
];
const rows = shownRows({ published, here });

describe('the rows shown', () => {
  test('are in the paper’s order, what ships first, and what was trained here apart', () => {
    expect(rows.map(({ origin, row }) => [row.label, origin, row.seeds])).toEqual([
      ['VAE', 'shipped', [1, 2]],
      ['VAE', 'here', [3]],
      ['VAE + critic', 'here', [4]],
      ['ACAI', 'shipped', [1]],
    ]);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(4);
  });

  test('have the colour of their method, and dashes of their own', () => {
    const looks = rows.map(lookOf);
    expect(new Set(looks.slice(0, 3).map(({ colour }) => colour)).size).toBe(1);
    expect(looks[3].colour).not.toBe(looks[0].colour);
    expect(new Set(looks.slice(0, 3).map(({ dash }) => dash.join())).size).toBe(3);
  });

  test('know their checkpoints', () => {
    const { dataset, preset, method, critic, seed, hyperparameters } = published[2].config;
    const config = { dataset, preset, method, critic, seed, hyperparameters };
    const about = { samples: 1024, engine: 'wasm', commits: [] };
    const shipped = [{ file: 'vae.safetensors', samples: 1024, config }];
    expect(weightsOf(rows[0], { shipped, here })).toEqual([
      { ...about, seed: 2, weights: { file: 'vae.safetensors' } },
    ]);
    const [of] = shipped;
    for (const other of [
      { ...of, samples: 512 },
      { ...of, config: { ...config, preset: 'paper' } },
      { ...of, config: { ...config, hyperparameters: { ...hyperparameters, beta: 2 } } },
    ]) {
      expect(weightsOf(rows[0], { shipped: [other], here })).toEqual([]);
    }
    expect(weightsOf(rows[1], { shipped, here })).toEqual([
      { ...about, seed: 3, weights: { id: 'x' } },
    ]);
  });
});

test('numbers are written with their deviation where there is one', () => {
  expect(formatSpread({ mean: 0.00236, deviation: 0.0002 }, 'meanDistance')).toBe('2.36 ± 0.20');
  expect(formatSpread({ mean: 0.136, deviation: Number.NaN }, 'smoothness')).toBe('0.14');
  expect(formatSpread({ mean: Number.NaN, deviation: Number.NaN }, 'smoothness')).toBe('–');
  experimentStore.setState({ language: 'fr' });
  expect(formatSpread({ mean: 0.136, deviation: 0.01 }, 'smoothness')).toBe('0,14 ± 0,01');
});
