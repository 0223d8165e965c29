import { describe, expect, it, vi } from 'vitest';
import type { OpenEngine } from '../../tests/engineSource.ts';
import {
  endless,
  openEngine,
  opened,
  run,
  startPage,
  untilRun,
  untilState,
  untilTrained,
} from '../../tests/sessionPage.ts';
import { tinyBatch as batch } from '../../tests/tinyPreset.ts';
import { until } from '../../tests/until.ts';
import { commands } from '../store/commands.ts';
import { changeExperiment, setLaneHyperparameter } from '../store/experiment.ts';
import { viewStore } from '../store/view.ts';

vi.mock('../core/presets.ts', async (original) => {
  const { tinyPresets } = await import('../../tests/tinyPreset.ts');
  return tinyPresets(await original());
});

describe('a session in trouble', () => {
  it('ends a run that refuses what it is asked, says why, and starts again on ▶', async () => {
    const page = startPage();
    endless();
    commands().play();
    await untilTrained('a', batch);
    setLaneHyperparameter('a', 'lambda', Number.NaN);
    await untilState('a', 'failed');
    expect(run('a')).toMatchObject({ samplesPerSecond: 0 });
    expect(run('a').message).toContain('lambda = NaN');
    expect(page.calls).toContain('stop');
    setLaneHyperparameter('a', 'lambda', 0.5);
    commands().play();
    await untilTrained('a', batch);
  });

  it('says why a lane cannot start, and tries again on ▶', async () => {
    let works = false;
    const openTrain: OpenEngine = (...given) =>
      works ? openEngine(...given) : Promise.reject(new Error('the kernels did not load'));
    startPage({ openTrain });
    commands().play();
    await Promise.all([untilState('a', 'failed'), untilState('b', 'failed')]);
    expect(run('a').message).toBe('the kernels did not load');
    await until(viewStore, ({ playing }) => !playing);
    works = true;
    commands().play();
    await untilState('a', 'finished');
  });

  it('says so where no worker can be had', async () => {
    startPage({
      spawnTrain: () => {
        throw new Error('workers are not allowed here');
      },
    });
    commands().play();
    await untilState('a', 'failed');
    expect(run('a').message).toBe('workers are not allowed here');
  });

  it('restarts a lane whose worker dies from its checkpoint', async () => {
    const page = startPage();
    endless();
    commands().play();
    await untilRun('a', ({ lastGood }) => (lastGood ?? 0) > 0);
    await untilTrained('b');
    page.trainers[0].crash('out of memory');
    expect(run('a')).toMatchObject({ state: 'starting' });
    expect(run('a').message).toContain('out of memory');
    const from = run('a').lastGood ?? 0;
    await untilTrained('a', from + batch);
    expect(run('b').state).toBe('training');
    expect(page.trainers[0].ended).toBe(true);
    expect(page.alive()).toBe(2);
  });

  it('comes to the same weights, bit for bit, when its worker dies on the way', async () => {
    const page = startPage();
    changeExperiment({ budget: 20 * batch });
    commands().play();
    await untilState('a', 'finished');
    const undisturbed = await opened(await page.save('a'));
    commands().reset('a');
    commands().play();
    await untilRun('a', ({ lastGood }) => (lastGood ?? 0) > 0);
    page.trainers[0].crash('gone');
    expect(run('a').message).toMatch(/Started again at \d+ samples/);
    await untilState('a', 'finished');
    const restarted = await opened(await page.save('a'));
    expect(restarted.samples).toBe(20 * batch);
    expect(restarted.weights.size).toBeGreaterThan(50);
    expect(restarted.weights).toEqual(undisturbed.weights);
  });

  it('restarts a paused lane where it was, and leaves it paused', async () => {
    const page = startPage();
    endless();
    commands().play();
    await untilTrained('a', batch);
    commands().pause();
    await untilState('a', 'paused');
    const { samples } = run('a');
    page.trainers[0].crash('gone');
    await untilState('a', 'paused');
    expect(run('a')).toMatchObject({ samples, lastGood: samples });
    commands().step('a');
    await untilRun('a', (status) => status.samples === samples + batch);
  });

  it('gives up on a worker that dies again and again', async () => {
    const page = startPage();
    endless();
    commands().play();
    await untilTrained('b');
    for (let i = 0; i < 4; i++) {
      await vi.waitUntil(() => page.alive() === 2);
      page.trainers.filter(({ ended }) => !ended)[i === 0 ? 0 : 1].crash('no luck');
    }
    expect(run('a')).toMatchObject({ state: 'failed' });
    expect(run('a').message).toContain('no luck');
  });

  it('stops a lane that diverges, explains it, and goes back', async () => {
    startPage();
    endless();
    commands().play();
    await untilRun('a', ({ lastGood }) => (lastGood ?? 0) > 0);
    setLaneHyperparameter('a', 'gamma', 1e30);
    await untilState('a', 'diverged');
    expect(run('a').message).toContain('no longer a number');
    expect(run('b').state).not.toBe('diverged');
    const { lastGood } = run('a');
    setLaneHyperparameter('a', 'gamma', 0.2);
    commands().restore('a');
    expect(run('a').samples).toBeLessThanOrEqual(lastGood ?? 0);
    await untilTrained('a', (lastGood ?? 0) + batch);
  });
});
