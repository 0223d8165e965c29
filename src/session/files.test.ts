import { beforeEach, describe, expect, it } from 'vitest';
import { defaultExperiment, type Lane, laneRunConfig, maximumLanes } from '../core/experiment.ts';
import { presetConfig } from '../core/presets.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { addLane, experimentStore } from '../store/experiment.ts';
import { reportRun, runsStore } from '../store/runs.ts';
import { checkpointName, PlacementError, placeFile } from './files.ts';

const experiment = () => experimentStore.getState();
const lane = (id: string) => experiment().lanes.find((each) => each.id === id);
const configOf = (id: string): RunConfig => laneRunConfig(experiment(), lane(id)!);

beforeEach(() => {
  experimentStore.setState(defaultExperiment, true);
  runsStore.setState({ runs: {} }, true);
});

describe('a file', () => {
  it('goes into the first lane that fits and has nothing to lose, with its hyperparameters', () => {
    const config = { ...configOf('a'), seed: 9, hyperparameters: { lambda: 0.25, gamma: 0.2 } };
    expect(placeFile({ config })).toBe('a');
    expect(lane('a')?.hyperparameters).toEqual({ lambda: 0.25 });
    expect(experiment().lanes).toHaveLength(4);
  });

  it.each(['training', 'paused', 'failed'] as const)('leaves a lane that is %s alone', (state) => {
    reportRun('a', { state, samples: 64 });
    const before = lane('a');
    expect(placeFile({ config: configOf('a') })).toBe('e');
    expect(lane('a')).toBe(before);
    expect(lane('e')).toMatchObject({ method: 'acai', critic: true });
  });

  it('goes into a lane that shows what ships with the page', () => {
    reportRun('a', { state: 'idle', samples: 64, source: 'pretrained' });
    expect(placeFile({ config: configOf('a') })).toBe('a');
  });

  it('makes a lane where networks differ, with the critic that it has', () => {
    const config = presetConfig('paper', 'vae', { critic: true });
    expect(placeFile({ config })).toBe('e');
    expect(lane('e')).toEqual({ id: 'e', method: 'vae', critic: true, hyperparameters: {} });
  });

  it('goes into the lane asked for, whatever that was doing, if it fits', () => {
    reportRun('a', { state: 'training', samples: 64 });
    expect(placeFile({ config: configOf('a') }, 'a')).toBe('a');
    const before = experiment().lanes;
    expect(() => placeFile({ config: configOf('a') }, 'b')).toThrow(
      /does not fit the lane Baseline: method is ACAI in the checkpoint and Baseline in the lane/,
    );
    expect(experiment().lanes).toBe(before);
  });

  it('is refused where the page is full, and nothing changes', () => {
    reportRun('a', { state: 'paused', samples: 64 });
    for (let i = 0; i < maximumLanes; i++) addLane('baseline');
    const before = experiment().lanes;
    expect(() => placeFile({ config: configOf('a') })).toThrow(PlacementError);
    expect(experiment().lanes).toBe(before);
  });
});

describe('the name of a checkpoint', () => {
  const named = (part: Partial<Lane> & Pick<Lane, 'method' | 'critic'>) =>
    checkpointName({ id: 'a', hyperparameters: {}, ...part }, 7, 4096);

  it('says what is in it', () => {
    expect(named({ method: 'acai', critic: true })).toBe('acai-seed7-4096.safetensors');
    expect(named({ method: 'vae', critic: true })).toBe('vae-critic-seed7-4096.safetensors');
    expect(named({ method: 'vae', critic: false })).toBe('vae-seed7-4096.safetensors');
    const mixed = { beta: 4, lambda: 0, gamma: 0.3 };
    expect(named({ method: 'vae', critic: true, hyperparameters: mixed })).toBe(
      'vae-critic-beta4-lambda0-seed7-4096.safetensors',
    );
  });
});
