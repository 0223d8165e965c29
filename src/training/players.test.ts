import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestEngine } from '../../tests/testEngine.ts';
import { sideOf } from '../core/lossCatalogue.ts';
import type { MethodName } from '../core/methodCatalogue.ts';
import { presetConfig } from '../core/presets.ts';
import type { RunConfig } from '../core/runConfig.ts';
import type { Engine } from '../engines/engine.ts';
import { createRun, type Run } from './run.ts';

let engine: Engine;

beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.dispose());

function configOf(method: MethodName, critic: boolean): RunConfig {
  const preset = presetConfig('quick', method, { seed: 3, critic });
  const architecture = { ...preset.architecture, depth: 2, criticDepth: 1, latentChannels: 2 };
  const schedule = { batch: 4, learningRate: 1e-3, decay: null, adversaryRamp: null };
  return { ...preset, architecture, schedule };
}

const weightsOf = async (run: Run) => (await run.save('checkpoint')).weights;

function sideOfVariable(name: string) {
  const part = name.split('/')[0];
  if (part === 'critic') return sideOf.critic;
  if (part === 'disc') return sideOf.adversary;
  return part === 'clf' ? sideOf.classifier : sideOf.autoencoder;
}

describe.each([
  ['acai', true],
  ['aae', false],
  ['aae', true],
  ['vqvae', true],
] as const)('%s, critic %s', (method, critic) => {
  it.each(['critic', 'autoencoder'] as const)('steps the %s alone', async (players) => {
    const config = configOf(method, critic);
    const [run, both] = [await createRun(engine, config), await createRun(engine, config)];
    for (const each of [run, both]) for (let i = 0; i < 2; i++) each.step();
    const before = await weightsOf(run);
    await run.setPlayers(players);
    run.step();
    both.step();
    const [alone, together] = [await weightsOf(run), await weightsOf(both)];
    const moved = [...alone.keys()].filter((name) => sideOfVariable(name) === players);
    expect(moved.length).toBeGreaterThan(10);
    for (const [name, values] of alone) {
      // As in a step of both, bit for bit; or untouched, its moments too.
      const expected = sideOfVariable(name) === players ? together : before;
      expect(values, name).toEqual(expected.get(name));
    }
    expect(await run.losses()).toEqual(await both.losses());
    expect(run.samples).toBe(both.samples);
    run.dispose();
    both.dispose();
  });
});

describe('the players of a run', () => {
  it('play together again after either was alone', async () => {
    const run = await createRun(engine, configOf('acai', true));
    for (const players of ['critic', 'autoencoder', 'both'] as const) {
      await run.setPlayers(players);
      run.step();
    }
    const before = await weightsOf(run);
    run.step();
    const after = await weightsOf(run);
    for (const name of ['enc/conv0/kernel', 'critic/conv0/kernel', 'clf/kernel']) {
      expect(after.get(name), name).not.toEqual(before.get(name));
    }
    run.dispose();
  });

  it('cannot be a critic that is not there', async () => {
    const run = await createRun(engine, configOf('baseline', false));
    await expect(run.setPlayers('critic')).rejects.toThrow(RangeError);
    run.step();
    expect((await run.losses()).loss_ae).toBeGreaterThan(0);
    run.dispose();
  });
});
