import { describe, expect, it, vi } from 'vitest';
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
import { until } from '../../tests/until.ts';
import { pictureBoard } from '../plots/pictureBoard.ts';
import { commands } from '../store/commands.ts';
import {
  addLane,
  changeExperiment,
  changeMethod,
  removeLane,
  setLaneHyperparameter,
} from '../store/experiment.ts';
import { viewStore } from '../store/view.ts';

vi.mock('../core/presets.ts', async (original) => {
  const { tinyPresets } = await import('../../tests/tinyPreset.ts');
  return tinyPresets(await original());
});

describe('a session', () => {
  it('needs only the view worker until ▶', async () => {
    const page = startPage();
    await until(viewStore, ({ strips, frames }) => 'ideal' in strips && 'ideal' in frames);
    expect(page.trainers).toHaveLength(0);
    expect(page.viewers).toHaveLength(1);
    expect(pictureBoard.strip('ideal')?.count).toBe(11);
    expect(pictureBoard.frame('x1')?.bytes).toHaveLength(1024);
    await until(viewStore, ({ engine }) => engine !== null);
    expect(run('a').state).toBe('idle');
  });

  it('trains every lane to its budget, shows it and evaluates it', async () => {
    const page = startPage();
    commands().play();
    expect(viewStore.getState().playing).toBe(true);
    await Promise.all(
      ['a', 'b'].map((id) => untilRun(id, (status) => status.evaluations.length > 0)),
    );
    for (const id of ['a', 'b']) {
      expect(run(id)).toMatchObject({
        state: 'finished',
        samples: 3 * batch,
        lastGood: 3 * batch,
        source: 'live',
        message: null,
        report: { engine: expect.stringContaining('WebAssembly'), reason: 'wished for auto' },
      });
      expect(run(id).losses.loss_ae).toBeGreaterThan(0);
      expect(run(id).lossHistory.at(-1)?.samples).toBe(3 * batch);
      expect(run(id).evaluations[0]).toMatchObject({ samples: 3 * batch });
    }
    await until(viewStore, ({ strips, frames }) => 'b' in strips && 'a' in frames);
    expect(pictureBoard.strip('a')?.bytes).toHaveLength(11 * 1024);
    expect(viewStore.getState()).toMatchObject({ playing: false });
    expect(page.alive()).toBe(2);
  });

  it('pauses, steps and goes on', async () => {
    startPage();
    endless();
    commands().play();
    await untilTrained('a', batch);
    await untilTrained('b', batch);
    commands().pause();
    await Promise.all([untilState('a', 'paused'), untilState('b', 'paused')]);
    const { samples } = run('a');
    commands().step('a');
    await untilRun(
      'a',
      (status) => status.samples === samples + batch && status.state === 'paused',
    );
    commands().play();
    await untilTrained('a', samples + 2 * batch);
  });

  it('steps a lane that has not started', async () => {
    startPage();
    commands().step('b');
    await untilRun('b', ({ state, samples }) => state === 'paused' && samples === batch);
    expect(run('a').state).toBe('idle');
  });

  it('lets more lanes than cores take turns', async () => {
    const page = startPage({ cores: 1 });
    endless();
    commands().play();
    await untilTrained('a');
    await untilTrained('b');
    expect(page.trainers).toHaveLength(1);
    expect(run('b')).toMatchObject({ sharing: 2, message: null });
  });

  it('starts a lane anew when its method or the seed changes', async () => {
    startPage();
    endless();
    commands().play();
    await untilTrained('b');
    changeMethod('b', 'vae');
    expect(run('b').samples).toBe(0);
    await untilRun('b', ({ losses }) => 'loss_kl' in losses);
    changeExperiment({ seed: 9 });
    expect(run('a').samples).toBe(0);
    await untilTrained('a');
    expect(run('a').losses.loss_ae).toBeGreaterThan(0);
  });

  it('starts a lane anew on networks of another preset', async () => {
    const page = startPage();
    endless();
    commands().play();
    await untilTrained('a', batch);
    const before = await opened(await page.save('a'));
    changeExperiment({ preset: 'paper' });
    await untilTrained('a', batch);
    const after = await opened(await page.save('a'));
    const depths = [before, after].map(({ config }) => config.architecture.depth);
    expect(depths).toEqual([1, 2]);
  });

  it('changes a hyperparameter of a run that goes on', async () => {
    const page = startPage();
    endless();
    commands().play();
    await untilTrained('a', batch);
    await untilTrained('b', batch);
    const { samples } = run('a');
    setLaneHyperparameter('a', 'lambda', 0.25);
    await untilTrained('a', samples + batch);
    const { config } = await opened(await page.save('a'));
    expect(config.hyperparameters).toMatchObject({ lambda: 0.25, gamma: 0.2 });
    expect(page.calls.filter((kind) => kind === 'start')).toHaveLength(2);
  });

  it('starts lanes that are added, and ends the workers of those removed', async () => {
    const page = startPage({ cores: 3 });
    endless();
    commands().play();
    addLane('vae');
    await untilTrained('c');
    expect(page.alive()).toBe(3);
    removeLane('c');
    expect(page.alive()).toBe(2);
    expect(run('c')).toBeUndefined();
    await until(viewStore, ({ strips }) => !('c' in strips));
  });

  it('forgets on reset, and goes on from the seed', async () => {
    startPage();
    endless();
    commands().play();
    await untilTrained('a', 2 * batch);
    commands().pause();
    await untilState('a', 'paused');
    commands().reset();
    expect(run('a')).toMatchObject({ state: 'idle', samples: 0, lossHistory: [], lastGood: null });
    expect(pictureBoard.strip('a')).toBeNull();
    expect(viewStore.getState().strips).not.toHaveProperty('a');
  });

  it('goes on with its weights on another engine', async () => {
    startPage();
    endless();
    commands().play();
    await untilTrained('a', batch);
    changeExperiment({ engine: 'wasm' });
    await untilRun('a', ({ report }) => report?.reason === 'wished for wasm');
    expect(run('a').samples).toBeGreaterThan(0);
    await untilTrained('a', run('a').samples + batch);
  });

  it('stays paused when it is paused while its engine changes', async () => {
    startPage();
    endless();
    commands().play();
    await untilTrained('a', batch);
    changeExperiment({ engine: 'wasm' });
    commands().pause();
    await untilRun('a', ({ report }) => report?.reason === 'wished for wasm');
    expect(run('a').state).toBe('paused');
    const { samples } = run('a');
    commands().step('a');
    await untilRun('a', (status) => status.samples === samples + batch);
  });

  it('is busy until all is shown, and not while it trains', async () => {
    // All workers share one thread here, so the view could not keep up with a snapshot a second.
    const page = startPage({ snapshotMs: 1e6 });
    endless();
    expect(page.document.getState().busy).toBe(true);
    await until(page.document, ({ busy }) => !busy);
    expect(viewStore.getState().frames).toHaveProperty('ideal');
    commands().play();
    await untilTrained('b', batch);
    await until(page.document, ({ busy }) => !busy);
    expect(run('b').state).toBe('training');
    expect(viewStore.getState().strips).toHaveProperty('b');
  });
});
