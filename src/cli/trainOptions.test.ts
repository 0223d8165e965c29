import { describe, expect, it } from 'vitest';
import { presetConfig } from '../core/presets.ts';
import type { RunConfig } from '../core/runConfig.ts';
import type { Checkpoint } from '../training/checkpoint.ts';
import { UsageError } from './commandLine.ts';
import { readTrainOptions } from './trainOptions.ts';

function configOf(line: string, checkpoint?: Checkpoint): RunConfig {
  const options = readTrainOptions(line.split(' '));
  if (!options) throw new Error('help was asked for');
  return options.configFor(checkpoint);
}

function checkpointWith(config: RunConfig): Checkpoint {
  return {
    kind: 'checkpoint',
    config,
    samples: 0,
    step: 0,
    evaluations: [],
    engine: '',
    weights: new Map(),
  };
}

describe('arguments of train', () => {
  it('make a config of the preset', () => {
    const { budget, ...rest } = configOf('--method vae --critic --seed 7 --samples 1000 --out a');
    const { budget: _, ...preset } = presetConfig('quick', 'vae', { seed: 7, critic: true });
    expect(rest).toEqual(preset);
    expect(budget).toBe(1000);
    expect(configOf('--method acai --preset paper --out a')).toEqual(presetConfig('paper', 'acai'));
  });

  it('set hyperparameters by name, and anything else by its path', () => {
    const config = configOf(
      '--method acai --out a --set lambda=0.25 --set schedule.batch=64 --set schedule.decay=null',
    );
    expect(config.hyperparameters).toEqual({ lambda: 0.25, gamma: 0.2, reconstruction: 1 });
    expect(config.schedule).toMatchObject({ batch: 64, decay: null });
  });

  it('set parts of a schedule that the preset leaves out', () => {
    const { schedule } = configOf(
      '--method acai --out a --set schedule.decay.from=100 --set schedule.adversaryExcess={"times":4,"samples":200}',
    );
    expect(schedule).toMatchObject({
      decay: { from: 100 },
      adversaryExcess: { times: 4, samples: 200 },
    });
  });

  it('take from the checkpoint what is not said again', () => {
    const saved = configOf(
      '--method vae --critic --seed 7 --out a --set lambda=1 --set schedule.batch=8',
    );
    const checkpoint = checkpointWith(saved);
    expect(configOf('--resume --out a', checkpoint)).toEqual(saved);
    expect(configOf('--method vae --resume --out a', checkpoint)).toEqual(saved);
    expect(configOf('--resume --samples 5 --out a', checkpoint)).toEqual({ ...saved, budget: 5 });
    expect(configOf('--method acai --resume --out a', checkpoint).method).toBe('acai');
  });

  it.each([
    ['--method acai', /--out/],
    ['--out a', /--method/],
    ['--method gan --out a', /'gan'/],
    ['--method acai --preset slow --out a', /quick, paper/],
    ['--method acai --samples 1.5 --out a', /--samples/],
    ['--method acai --samples 0 --out a', /--samples/],
    ['--method acai --seed -1 --out a', /seed/],
    ['--method acai --engine cuda --out a', /--engine/],
    ['--method acai --fast --out a', /--fast/],
    ['--method acai extra --out a', /extra/],
    ['--method acai --out a --set lambda', /name=value/],
    ['--method acai --out a --set lambda=x', /number/],
    ['--method acai --out a --set lambda=99', /lambda/],
    ['--method acai --out a --set beta=1', /no such setting/],
    ['--method acai --out a --set schedule.pace=1', /no such setting/],
    ['--method acai --out a --set architecture.from=1', /no such setting/],
    ['--method acai --out a --set schedule.decay.pace=1', /no such setting/],
    ['--method acai --out a --set schedule.batch=0', /schedule\.batch/],
  ])('are refused: %s', (line, reason) => {
    expect(() => readTrainOptions(line.split(' '))).toThrow(UsageError);
    expect(() => readTrainOptions(line.split(' '))).toThrow(reason);
  });
});
