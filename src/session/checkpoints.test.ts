import { describe, expect, it, vi } from 'vitest';
import {
  endless,
  notices,
  opened,
  run,
  startPage,
  untilRun,
  untilState,
} from '../../tests/sessionPage.ts';
import { tinyBatch as batch } from '../../tests/tinyPreset.ts';
import { until } from '../../tests/until.ts';
import { maximumLanes } from '../core/experiment.ts';
import { pictureBoard } from '../plots/pictureBoard.ts';
import { commands } from '../store/commands.ts';
import { addLane, changeExperiment, experimentStore } from '../store/experiment.ts';
import { viewStore } from '../store/view.ts';
import { encodeCheckpoint } from '../training/checkpoint.ts';

vi.mock('../core/presets.ts', async (original) => {
  const { tinyPresets } = await import('../../tests/tinyPreset.ts');
  return tinyPresets(await original());
});

describe('checkpoint files', () => {
  it('saves a checkpoint and opens it in a lane of its own', async () => {
    const page = startPage();
    commands().play();
    await untilRun('a', ({ evaluations }) => evaluations.length > 0);
    const file = await page.save('a');
    expect(file.name).toBe('acai-seed1-24.safetensors');
    await commands().openCheckpoint(file);
    expect(experimentStore.getState().lanes.map(({ method }) => method)).toEqual([
      'acai',
      'baseline',
      'acai',
    ]);
    expect(run('c')).toMatchObject({ state: 'finished', samples: 3 * batch, source: 'file' });
    expect(run('c').evaluations).toEqual(run('a').evaluations);
    await until(viewStore, ({ strips }) => 'c' in strips);
    expect(pictureBoard.strip('c')?.bytes).toEqual(pictureBoard.strip('a')?.bytes);

    changeExperiment({ budget: 4 * batch });
    commands().play();
    await untilRun('c', ({ state, samples }) => state === 'finished' && samples === 4 * batch);
    expect(run('c').source).toBe('live');
  });

  it('opens a snapshot to look at; ▶ starts anew', async () => {
    const page = startPage();
    commands().play();
    await untilState('a', 'finished');
    const file = await page.save('a');
    const snapshot = encodeCheckpoint({ ...(await opened(file)), kind: 'snapshot' });
    await until(viewStore, ({ playing }) => !playing);
    commands().reset();
    await commands().openCheckpoint(new File([snapshot], 'snapshot'));
    expect(run('a')).toMatchObject({ state: 'finished', samples: 3 * batch, lastGood: null });
    expect(run('a').message).toContain('reset the lane');
    await until(viewStore, ({ strips }) => 'a' in strips);
    commands().play();
    expect(run('a').state).toBe('finished');

    endless();
    await commands().openCheckpoint(new File([snapshot], 'snapshot'), 'a');
    expect(run('a').state).toBe('paused');
    expect(run('a').message).toContain('▶ starts anew');
    commands().play();
    await untilRun('a', ({ samples, source }) => source === 'live' && samples > 0);
  });

  it('refuses a file that needs a lane when the page is full', async () => {
    const page = startPage();
    commands().step('a');
    await untilRun('a', ({ state, samples }) => state === 'paused' && samples > 0);
    const file = await page.save('a');
    for (let i = 0; i < maximumLanes; i++) addLane('baseline');
    const { lanes } = experimentStore.getState();
    await commands().openCheckpoint(file);
    expect(notices().at(-1)).toContain(`the page is full with ${maximumLanes}`);
    expect(experimentStore.getState().lanes).toBe(lanes);
    await commands().openCheckpoint(file, 'a');
    expect(run('a')).toMatchObject({ state: 'paused', source: 'file', samples: batch });
  });

  it('has nothing to save before there are weights', async () => {
    const page = startPage();
    await commands().saveCheckpoint('a');
    await commands().saveCheckpoint('no lane');
    expect(page.downloads).toEqual([]);
    expect(notices()).toEqual(['ACAI has no checkpoint yet: train it first.']);
  });

  it('refuses files that are damaged or do not fit, and loses nothing', async () => {
    const page = startPage();
    commands().play();
    await untilState('a', 'finished');
    const file = await page.save('a');
    const before = { lanes: experimentStore.getState().lanes, runs: run('a') };
    const bytes = new Uint8Array(await file.arrayBuffer());
    bytes[bytes.length - 9] ^= 8;
    await commands().openCheckpoint(new File([bytes], 'bad.safetensors'));
    expect(notices().at(-1)).toMatch(/bad\.safetensors was not opened.*damaged/);
    await commands().openCheckpoint(new File(['hello'], 'note.txt'));
    expect(notices().at(-1)).toContain('note.txt was not opened');
    await commands().openCheckpoint(file, 'b');
    expect(notices().at(-1)).toContain('does not fit the lane Baseline');
    expect(experimentStore.getState().lanes).toEqual(before.lanes);
    expect(run('a')).toEqual(before.runs);
    expect(notices()).toHaveLength(3);
  });
});
