import { describe, expect, it, vi } from 'vitest';
import type { OpenEngine } from '../../tests/engineSource.ts';
import { createFakeEngine, type FakeEngine, type FakeEngineParts } from '../../tests/fakeEngine.ts';
import {
  endless,
  opened,
  run,
  startPage,
  untilRun,
  untilState,
  untilTrained,
} from '../../tests/sessionPage.ts';
import { tinyBatch as batch } from '../../tests/tinyPreset.ts';
import { EngineError, EngineLostError } from '../engines/engine.ts';
import { commands } from '../store/commands.ts';
import { addLane, changeExperiment, removeLane } from '../store/experiment.ts';

vi.mock('../core/presets.ts', async (original) => {
  const { tinyPresets } = await import('../../tests/tinyPreset.ts');
  return tinyPresets(await original());
});

/** A page that trains on a GPU, until it wishes for wasm; `parts` of the engine that is opened as nth. */
function open(parts: (index: number, name: 'webgpu' | 'wasm') => FakeEngineParts = () => ({})) {
  const engines: FakeEngine[] = [];
  const wishes: string[] = [];
  const openTrain: OpenEngine = async (wish) => {
    wishes.push(wish);
    const name = wish === 'wasm' ? 'wasm' : 'webgpu';
    const engine = createFakeEngine({ name, ...parts(engines.length, name) });
    engines.push(engine);
    return { engine, report: { engine: engine.description, reason: `wished for ${wish}` } };
  };
  const page = startPage({ openTrain });
  const starts = () => page.calls.filter((kind) => kind === 'start').length;
  endless();
  return { ...page, page, engines, wishes, starts };
}

const untilSaved = (laneId: string) => untilRun(laneId, ({ lastGood }) => (lastGood ?? 0) > 0);

describe('a session whose engine is lost', () => {
  it('goes on from the checkpoint of every lane, each once, on the device opened anew', async () => {
    const { page, engines, starts } = open();
    commands().play();
    await Promise.all([untilSaved('a'), untilSaved('b')]);
    expect(page.trainers).toHaveLength(1);
    const good = { a: run('a').lastGood!, b: run('b').lastGood! };
    engines[0].lose();
    for (const id of ['a', 'b'] as const) {
      await untilRun(id, ({ state, message }) => state === 'training' && message !== null);
      expect(run(id).message).toMatch(
        /^The GPU was lost \(webgpu: the device was lost\): going on from [\d,]+ samples on fake webgpu\.$/,
      );
      const from = Number(
        run(id)
          .message!.match(/from ([\d,]+)/)![1]
          .replaceAll(',', ''),
      );
      expect(from).toBeGreaterThanOrEqual(good[id]);
      await untilTrained(id, from + batch);
    }
    expect(engines).toHaveLength(2);
    expect(starts()).toBe(4);
    expect(page.alive()).toBe(1);
  });

  it('says that it starts from the seed where it was lost before a checkpoint', async () => {
    let steps = 0;
    const { engines } = open((index) => ({
      onRun: (_program, engine) => index === 0 && ++steps === 1 && engine.lose(),
    }));
    commands().play();
    await untilRun('a', ({ message }) => message !== null);
    expect(run('a').message).toContain('no checkpoint yet, so it starts again from the seed');
    await Promise.all([untilSaved('a'), untilSaved('b')]);
    expect(engines).toHaveLength(2);
  });

  it('tries again where it is lost at a start', async () => {
    const { starts } = open((index) => ({
      refusal: () => (index === 0 ? new EngineLostError('webgpu: lost while compiling') : null),
    }));
    changeExperiment({ lanes: [{ id: 'a', method: 'vae', critic: false, hyperparameters: {} }] });
    commands().play();
    await untilState('a', 'training');
    expect(run('a').message).toContain('lost (webgpu: lost while compiling)');
    expect(run('a').report?.engine).toBe('fake webgpu');
    expect(starts()).toBe(2);
  });

  it('falls back to wasm, both lanes, after two losses without a checkpoint', async () => {
    const { page, wishes, starts } = open((_index, name) => ({
      onRun: (_program, engine) => name === 'webgpu' && engine.lose(),
    }));
    commands().play();
    await Promise.all([untilSaved('a'), untilSaved('b')]);
    for (const id of ['a', 'b']) {
      expect(run(id).report?.reason).toMatch(/lost again and again; .* trains instead/);
      expect(run(id).message).toMatch(/The GPU was lost twice .* on fake wasm/);
    }
    expect(starts()).toBe(6);
    expect(wishes.filter((wish) => wish === 'auto').length).toBeLessThanOrEqual(4);
    // On processors each has a worker of its own again, and the GPU's has gone.
    await untilTrained('a', run('a').samples + batch);
    expect(page.alive()).toBe(2);

    // A new choice is a new chance.
    commands().pause();
    await Promise.all([untilState('a', 'paused'), untilState('b', 'paused')]);
    const asked = wishes.length;
    changeExperiment({ engine: 'tfjs-webgpu' });
    await untilRun('a', ({ report }) => report?.reason === 'wished for tfjs-webgpu');
    expect(wishes.slice(asked)).toContain('tfjs-webgpu');
  });

  it('falls back where the GPU has no room for the step', async () => {
    open((_index, name) => ({
      refusal: () => (name === 'webgpu' ? new EngineError('webgpu: no room') : null),
    }));
    commands().play();
    await Promise.all([untilSaved('a'), untilSaved('b')]);
    expect(run('a').message).toContain('(webgpu: no room)');
  });

  it('fails where the processor cannot either', async () => {
    const { starts } = open(() => ({ refusal: () => new EngineError('no such op') }));
    commands().play();
    await Promise.all([untilState('a', 'failed'), untilState('b', 'failed')]);
    expect(run('a').message).toBe('no such op');
    expect(starts()).toBe(6);
  });

  it('gives up on engines that are lost again and again', async () => {
    const { starts } = open(() => ({ onRun: (_program, engine) => engine.lose() }));
    commands().play();
    await Promise.all([untilState('a', 'failed'), untilState('b', 'failed')]);
    expect(run('a').message).toContain('stopped 4 times');
    expect(starts()).toBe(8);
  });

  it('leaves a paused lane paused, and saves what there is', async () => {
    const { page, engines } = open();
    commands().play();
    await untilTrained('a', batch);
    commands().pause();
    await Promise.all([untilState('a', 'paused'), untilState('b', 'paused')]);
    const { samples } = run('a');
    engines[0].lose();
    const saved = await opened(await page.save('a'));
    expect(saved).toMatchObject({ samples, kind: 'checkpoint' });
    await untilRun('a', ({ state, message }) => state === 'paused' && message !== null);
    expect(run('a').samples).toBe(samples);
    commands().step('a');
    await untilRun('a', (status) => status.samples === samples + batch);
  });
});

describe('threads', () => {
  it('are shared out again when a lane comes or goes, and the lanes say so', async () => {
    changeExperiment({ engine: 'wasm' });
    open();
    const untilEngine = (laneId: string, engine: string) =>
      untilRun(laneId, ({ report }) => report?.engine === engine);
    commands().play();
    await Promise.all([untilTrained('a', batch), untilTrained('b', batch)]);
    expect([run('a').report?.engine, run('b').report?.engine]).toEqual(['fake wasm', 'fake wasm']);
    removeLane('a');
    await untilEngine('b', 'fake wasm, 2 threads');
    addLane('vae');
    await Promise.all([untilEngine('b', 'fake wasm'), untilEngine('a', 'fake wasm')]);
    commands().pause();
    await Promise.all([untilState('b', 'paused'), untilState('a', 'paused')]);
    removeLane('a');
    commands().play();
    await untilEngine('b', 'fake wasm, 2 threads');
  });
});
