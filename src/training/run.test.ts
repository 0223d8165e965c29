import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestEngine } from '../../tests/testEngine.ts';
import { presetConfig } from '../core/presets.ts';
import type { RunConfig } from '../core/runConfig.ts';
import type { Engine } from '../engines/engine.ts';
import {
  type Checkpoint,
  CheckpointError,
  decodeCheckpoint,
  encodeCheckpoint,
} from './checkpoint.ts';
import { DivergedError } from './divergedError.ts';
import { initialValue } from './initialise.ts';
import { createRun, type Run } from './run.ts';
import { trainingVariables } from './variables.ts';

let engine: Engine;

beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.dispose());

const batch = 4;
const preset = presetConfig('quick', 'acai', { seed: 3 });
const config: RunConfig = {
  ...preset,
  architecture: { ...preset.architecture, depth: 2, criticDepth: 1, latentChannels: 2 },
  schedule: {
    batch,
    learningRate: 1e-3,
    decay: { share: 0.1, samples: 5 * batch },
    adversaryRamp: { from: 2 * batch, to: 4 * batch },
  },
  budget: 6 * batch,
};

function advance(run: Run, steps: number): Run {
  for (let i = 0; i < steps; i++) run.step();
  return run;
}

async function weightsAfter(steps: number, of: RunConfig, from?: Checkpoint) {
  const run = advance(await createRun(engine, of, from), steps);
  const { weights } = await run.save('checkpoint');
  run.dispose();
  return weights;
}

/** A checkpoint from before the first step, with one element of `name` replaced. */
async function spoiled(name: string, value: number): Promise<Checkpoint> {
  const run = await createRun(engine, config);
  const checkpoint = await run.save('checkpoint');
  run.dispose();
  const weights = new Map(checkpoint.weights);
  weights.set(name, Float32Array.from(weights.get(name)!).fill(value, 0, 1));
  return { ...checkpoint, weights };
}

describe('a run', () => {
  it('starts from initial values that its seed decides', async () => {
    const weights = await weightsAfter(0, config);
    const name = 'enc/conv1/kernel';
    expect(weights.get(name)).toEqual(initialValue(name, trainingVariables(config), 3));
    expect(weights.get(name)).not.toEqual(
      (await weightsAfter(0, { ...config, seed: 4 })).get(name),
    );
  });

  it('goes on after a stop as if there had been none, bit for bit', async () => {
    const whole = await weightsAfter(6, config);
    const run = advance(await createRun(engine, config), 3);
    const bytes = encodeCheckpoint(await run.save('checkpoint'));
    run.dispose();
    const resumed = await weightsAfter(3, config, decodeCheckpoint(bytes));
    expect(resumed).toEqual(whole);
    expect(resumed).not.toEqual(await weightsAfter(5, config));
  });

  it('counts samples up to its budget, in whole batches', async () => {
    const run = await createRun(engine, { ...config, budget: 2 * batch - 1 });
    expect([run.samples, run.finished]).toEqual([0, false]);
    expect([advance(run, 1).samples, run.finished]).toEqual([batch, false]);
    expect([advance(run, 1).samples, run.finished]).toEqual([2 * batch, true]);
    run.setBudget(3 * batch);
    expect(run.finished).toBe(false);
    const { samples, step, config: saved } = await run.save('snapshot');
    expect([samples, step, saved.budget]).toEqual([2 * batch, 2, 3 * batch]);
    run.dispose();
  });

  it('lowers the reconstruction error', async () => {
    const longer = { ...config.schedule, batch: 8, learningRate: 3e-3, decay: null };
    const run = await createRun(engine, { ...config, schedule: longer });
    const first = (await advanceLosses(run, 1)).loss_ae;
    const last = (await advanceLosses(run, 100)).loss_ae;
    run.dispose();
    expect(first).toBeGreaterThan(0.5);
    expect(last).toBeLessThan(0.5 * first);
  });

  it('ramps λ in: until then its value changes nothing', async () => {
    const hyperparameters = { ...config.hyperparameters, lambda: 2 };
    const heavier = { ...config, hyperparameters };
    expect(await weightsAfter(3, heavier)).toEqual(await weightsAfter(3, config));
    expect(await weightsAfter(4, heavier)).not.toEqual(await weightsAfter(4, config));
  });

  it('takes a hyperparameter from the next step on', async () => {
    const run = advance(await createRun(engine, config), 3);
    run.setHyperparameter('lambda', 2);
    expect(run.config.hyperparameters.lambda).toBe(2);
    const { weights } = await advance(run, 3).save('checkpoint');
    expect(weights).not.toEqual(await weightsAfter(6, config));
    expect(() => run.setHyperparameter('beta', 1)).toThrow(RangeError);
    expect(() => run.setHyperparameter('lambda', Number.NaN)).toThrow(RangeError);
    run.dispose();
  });

  it('reports no losses before its first step', async () => {
    const run = await createRun(engine, config);
    expect(await run.losses()).toEqual({});
    run.step();
    expect(Object.keys(await run.losses())).toContain('loss_disc');
    run.dispose();
  });

  it('names the loss that is no number, and gives out no weights', async () => {
    const run = await createRun(engine, config, await spoiled('dec/conv0/kernel', Number.NaN));
    run.step();
    await expect(run.losses()).rejects.toThrow(DivergedError);
    await expect(run.save('snapshot')).rejects.toThrow(/loss_ae/);
    run.dispose();
  });

  it('gives out no weights either that have gone bad after the losses', async () => {
    const name = 'enc/conv0/kernel';
    const run = await createRun(engine, config, await spoiled(`${name}/adam/m`, Number.NaN));
    run.step();
    expect((await run.losses()).loss_ae).toBeGreaterThan(0);
    await expect(run.save('snapshot')).rejects.toThrow(name);
    run.dispose();
  });

  it('refuses a checkpoint of another run', async () => {
    const checkpoint = await spoiled('enc/conv0/bias', 0);
    await expect(createRun(engine, { ...config, seed: 9 }, checkpoint)).rejects.toThrow(
      CheckpointError,
    );
  });
});

async function advanceLosses(run: Run, steps: number) {
  return advance(run, steps).losses();
}
