import { describe, expect, test } from 'vitest';
import { defaultExperiment, type Experiment, type Lane } from './experiment.ts';
import { presetConfig } from './presets.ts';
import {
  formatManifest,
  ManifestError,
  readManifest,
  type ShippedCheckpoint,
  shippedFor,
} from './shippedCheckpoints.ts';

function shipped(seed: number, samples = 262_144): ShippedCheckpoint {
  const config = presetConfig('quick', 'vae', { seed });
  return {
    file: `vae-${seed}.safetensors`,
    bytes: 1,
    method: 'vae',
    config,
    seed,
    samples,
    engine: '',
    commit: '',
    interpolations: 256,
    metrics: {},
  };
}

const vae: Lane = { id: 'a', method: 'vae', critic: false, hyperparameters: {} };
const runs = readManifest(formatManifest([shipped(3), shipped(7)]));
const fileFor = (lane: Partial<Lane>, experiment: Partial<Experiment> = {}) =>
  shippedFor(runs, { ...defaultExperiment, ...experiment }, { ...vae, ...lane })?.file ?? null;

describe('which run stands in for a lane', () => {
  test('any seed at the seed that the page opens with, else the seed itself', () => {
    expect(fileFor({})).toBe('vae-3.safetensors');
    expect(fileFor({}, { seed: 7 })).toBe('vae-7.safetensors');
    expect(fileFor({}, { seed: 8 })).toBeNull();
  });

  test('only of the same method, critic and preset', () => {
    expect(fileFor({ method: 'aae' })).toBeNull();
    expect(fileFor({ critic: true })).toBeNull();
    expect(fileFor({}, { preset: 'paper', budget: 2 ** 24 })).toBeNull();
  });

  test('with the hyperparameters that the user set', () => {
    expect(fileFor({ hyperparameters: { beta: 1 } })).toBe('vae-3.safetensors');
    expect(fileFor({ hyperparameters: { beta: 1.05 } })).toBeNull();
  });

  test('unless the user wants fewer samples', () => {
    expect(fileFor({}, { budget: 2 ** 20 })).toBe('vae-3.safetensors');
    expect(fileFor({}, { budget: 2048 })).toBeNull();
    const longer = readManifest(formatManifest([shipped(1, 2 ** 20)]));
    expect(shippedFor(longer, defaultExperiment, vae)?.file).toBe('vae-1.safetensors');
  });

  test('whatever else of the preset has changed since it was made', () => {
    const { config, ...rest } = shipped(1);
    const old = {
      ...config,
      architecture: { ...config.architecture, depth: 3 },
      schedule: { ...config.schedule, learningRate: 0.5 },
      hyperparameters: { beta: 2 },
    };
    const made = readManifest(formatManifest([{ ...rest, config: old }]));
    expect(shippedFor(made, defaultExperiment, vae)?.file).toBe('vae-1.safetensors');
  });
});

test('a manifest that cannot be used is refused with the reason', () => {
  const entry = shipped(1);
  const faults = [
    ['<!doctype html>', 'not JSON'],
    ['null', 'version is undefined'],
    [formatManifest([]).replace('1', '2'), 'version is 2, and this page reads 1'],
    ['{"version": 1}', 'lists no checkpoints'],
    ['{"version": 1, "checkpoints": [null]}', 'names no file'],
    [formatManifest([{ ...entry, file: '../acai.safetensors' }]), 'names no file'],
    ['{"version": 1, "checkpoints": [{"file": "a.safetensors"}]}', 'what a.safetensors is'],
  ];
  for (const [text, reason] of faults) {
    expect(() => readManifest(text)).toThrow(ManifestError);
    expect(() => readManifest(text)).toThrow(reason);
  }
});
