import { describe, expect, it } from 'vitest';
import { presetConfig } from '../core/presets.ts';
import type { RunConfig } from '../core/runConfig.ts';
import {
  type Checkpoint,
  CheckpointError,
  type CheckpointKind,
  decodeCheckpoint,
  encodeCheckpoint,
  readRemarks,
  requireResumable,
  variablesOf,
} from './checkpoint.ts';
import { initialValue } from './initialise.ts';
import { readSafetensors, type TensorToStore, writeSafetensors } from './safetensors.ts';

const config = tinyConfig();
const evaluation = {
  samples: 32,
  meanDistance: 0.02,
  smoothness: Number.NaN,
  smoothnessPlain: Number.NaN,
  undefinedScores: 256,
  reconstruction: 0.5,
};

function tinyConfig(changes: Partial<RunConfig> = {}): RunConfig {
  const preset = presetConfig('quick', changes.method ?? 'acai');
  const architecture = { ...preset.architecture, depth: 1, criticDepth: 1, latentChannels: 2 };
  return { ...preset, architecture, ...changes };
}

function checkpointOf(kind: CheckpointKind, of: RunConfig = config): Checkpoint {
  const specs = variablesOf('checkpoint', of);
  const names = variablesOf(kind, of).map(({ name }) => name);
  const weights = new Map(names.map((name) => [name, initialValue(name, specs, of.seed)]));
  const evaluations = [evaluation];
  return { kind, config: of, samples: 64, step: 2, evaluations, engine: 'a test', weights };
}

/** The file with its tensors and metadata changed. */
function edited(
  change: (tensors: Map<string, TensorToStore>, metadata: Record<string, string>) => void,
): Uint8Array {
  const file = readSafetensors(encodeCheckpoint(checkpointOf('snapshot')));
  const tensors = new Map<string, TensorToStore>(
    [...file.tensors].map(([name, { shape, values }]) => [name, { shape, values }]),
  );
  const metadata = { ...file.metadata };
  change(tensors, metadata);
  return writeSafetensors(tensors, metadata);
}

function refusal(bytes: Uint8Array): string {
  try {
    decodeCheckpoint(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(CheckpointError);
    return error instanceof Error ? error.message : '';
  }
  throw new Error('the file was not refused');
}

describe('a checkpoint file', () => {
  it.each(['snapshot', 'checkpoint'] as const)('brings back a %s as it was', (kind) => {
    const checkpoint = checkpointOf(kind);
    expect(decodeCheckpoint(encodeCheckpoint(checkpoint))).toEqual(checkpoint);
  });

  it('holds moments only where training is to go on, and state always', () => {
    const of = tinyConfig({
      method: 'vqvae',
      critic: false,
      hyperparameters: { commitment: 10, codebookDecay: 0.999, reconstruction: 1 },
    });
    const [snapshot, checkpoint] = [checkpointOf('snapshot', of), checkpointOf('checkpoint', of)];
    expect(snapshot.weights.has('vq/means')).toBe(true);
    expect([...snapshot.weights.keys()].filter((name) => name.includes('/adam/'))).toEqual([]);
    expect(checkpoint.weights.has('enc/conv0/kernel/adam/m')).toBe(true);
    expect(decodeCheckpoint(encodeCheckpoint(checkpoint))).toEqual(checkpoint);
  });

  it('is refused where it is cut off, or no safetensors file', () => {
    const bytes = encodeCheckpoint(checkpointOf('snapshot'));
    for (const length of [0, 7, 100, bytes.length - 1]) {
      expect(refusal(bytes.subarray(0, length))).toMatch(/damaged or incomplete/);
    }
    expect(refusal(new TextEncoder().encode('<!doctype html><title>404</title>'))).toMatch(
      /damaged/,
    );
  });

  it('is refused where a single bit has changed', () => {
    const bytes = encodeCheckpoint(checkpointOf('snapshot'));
    bytes[bytes.length - 7] ^= 1;
    expect(refusal(bytes)).toMatch(/checksum/);
    expect(refusal(edited((_, metadata) => (metadata.engine = 'another')))).toMatch(/checksum/);
  });

  it('is refused where something else wrote it', () => {
    const foreign = writeSafetensors(
      new Map([['weight', { shape: [2], values: new Float32Array(2) }]]),
      { format: 'pt' },
    );
    expect(refusal(foreign)).toMatch(/not written by Betwixt/);
    expect(refusal(edited((_, metadata) => (metadata.version = '2')))).toMatch(/version 2/);
    expect(refusal(edited((_, metadata) => (metadata.kind = 'other')))).toMatch(/kind/);
  });

  it('is refused where its config is not one', () => {
    const withConfig = (text: string) => edited((_, metadata) => (metadata.config = text));
    expect(refusal(withConfig('{'))).toMatch(/config is not JSON/);
    expect(refusal(withConfig('{}'))).toMatch(/config/);
    const other = JSON.stringify({ ...config, method: 'gan' });
    expect(refusal(withConfig(other))).toMatch(/gan/);
  });

  it('is refused where its tensors are not those of its config', () => {
    const name = 'enc/conv0/bias';
    const values = new Float32Array(3);
    expect(refusal(edited((tensors) => tensors.delete(name)))).toMatch(/lacks enc\/conv0\/bias/);
    expect(refusal(edited((tensors) => tensors.set(name, { shape: [3], values })))).toMatch(
      /enc\/conv0\/bias is \[3\] and should be \[1\]/,
    );
    expect(refusal(edited((tensors) => tensors.set('more', { shape: [3], values })))).toMatch(
      /more/,
    );
    const whole = new Int32Array(1);
    expect(refusal(edited((tensors) => tensors.set(name, { shape: [1], values: whole })))).toMatch(
      /I32/,
    );
    const wider = JSON.stringify(
      tinyConfig({ architecture: { ...config.architecture, depth: 2 } }),
    );
    expect(refusal(edited((_, metadata) => (metadata.config = wider)))).toMatch(/should be/);
  });

  it('is refused where it holds what is no number', () => {
    const values = Float32Array.of(Number.NaN);
    const bytes = edited((tensors) => tensors.set('enc/conv0/bias', { shape: [1], values }));
    expect(refusal(bytes)).toMatch(/no numbers/);
  });

  it('is refused where its counts or evaluations are none', () => {
    expect(refusal(edited((_, metadata) => (metadata.samples = '-1')))).toMatch(/samples is '-1'/);
    expect(refusal(edited((_, metadata) => (metadata.step = '3')))).toMatch(/not whole steps/);
    const withEvaluations = (text: string) =>
      edited((_, metadata) => (metadata.evaluations = text));
    expect(refusal(withEvaluations('{}'))).toMatch(/not a list/);
    expect(refusal(withEvaluations('[1]'))).toMatch(/evaluation is not valid/);
    expect(refusal(withEvaluations('[{"samples": 1}]'))).toMatch(/no meanDistance/);
  });
});

describe('remarks', () => {
  it('travel with the file, under its checksum', () => {
    const checkpoint = checkpointOf('checkpoint');
    const bytes = encodeCheckpoint(checkpoint, 'of the writer');
    expect(readRemarks(bytes)).toBe('of the writer');
    expect(decodeCheckpoint(bytes)).toEqual(checkpoint);
    expect(readRemarks(encodeCheckpoint(checkpoint))).toBeUndefined();
    const { tensors, metadata } = readSafetensors(bytes);
    const edited = writeSafetensors(tensors, { ...metadata, remarks: 'of another' });
    expect(() => decodeCheckpoint(edited)).toThrow(/checksum/);
  });
});

describe('requireResumable', () => {
  const checkpoint = checkpointOf('checkpoint');

  it('lets budget and hyperparameters differ', () => {
    const hyperparameters = { lambda: 0.1, gamma: 0.2 };
    expect(() =>
      requireResumable(checkpoint, { ...config, budget: 1, hyperparameters }),
    ).not.toThrow();
  });

  it.each([
    ['seed', { seed: 2 }],
    ['method', { method: 'baseline' }],
    ['architecture', { architecture: { ...config.architecture, depth: 3 } }],
    ['schedule', { schedule: { ...config.schedule, batch: 8 } }],
    ['quirks', { quirks: { codebookStart: true } }],
  ] as const)('refuses another %s', (field, change) => {
    expect(() => requireResumable(checkpoint, { ...config, ...change })).toThrow(CheckpointError);
    expect(() => requireResumable(checkpoint, { ...config, ...change })).toThrow(field);
  });

  it('refuses a snapshot', () => {
    expect(() => requireResumable(checkpointOf('snapshot'), config)).toThrow(/optimiser state/);
  });
});
