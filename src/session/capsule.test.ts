import { describe, expect, it, vi } from 'vitest';
import {
  endless,
  notices,
  run,
  small,
  startPage,
  untilRun,
  untilState,
} from '../../tests/sessionPage.ts';
import { tinyBatch as batch } from '../../tests/tinyPreset.ts';
import { until } from '../../tests/until.ts';
import { pictureBoard } from '../plots/pictureBoard.ts';
import { commands } from '../store/commands.ts';
import {
  changeExperiment,
  experimentStore,
  removeLane,
  setLaneHyperparameter,
} from '../store/experiment.ts';
import { notesStore, writeNotes } from '../store/notes.ts';
import { viewStore } from '../store/view.ts';

vi.mock('../core/presets.ts', async (original) => {
  const { tinyPresets } = await import('../../tests/tinyPreset.ts');
  return tinyPresets(await original());
});

type Page = ReturnType<typeof startPage>;

async function save({ downloads }: Page, half = false): Promise<File> {
  await commands().saveCapsule(half);
  const { bytes, name } = downloads.at(-1)!;
  return new File([bytes], name);
}

async function trained(): Promise<Page> {
  const page = startPage();
  setLaneHyperparameter('a', 'lambda', 0.25);
  commands().play();
  await untilState('a', 'finished');
  await untilState('b', 'finished');
  await untilRun('a', ({ evaluations }) => evaluations.length > 0);
  await untilRun('b', ({ evaluations }) => evaluations.length > 0);
  await until(page.document, ({ busy }) => !busy);
  return page;
}

describe('a session file', () => {
  it('brings back experiment, weights and notes on another page', async () => {
    const page = await trained();
    writeNotes('ACAI turns evenly.');
    changeExperiment({ alpha: 0.25, seed: small.seed });
    const before = {
      experiment: experimentStore.getState(),
      pixels: pictureBoard.strip('a')!.bytes.slice(),
      evaluations: run('a').evaluations,
    };
    const file = await save(page);
    expect(file.name).toBe('betwixt-seed1.betwixt');

    commands().reset();
    removeLane('a');
    changeExperiment({ alpha: 0.9, theme: 'dark' });
    writeNotes('');
    expect(pictureBoard.strip('a')).toBeNull();

    await commands().openCheckpoint(file);
    expect(experimentStore.getState()).toEqual(before.experiment);
    expect(notesStore.getState().text).toBe('ACAI turns evenly.');
    expect(run('a')).toMatchObject({ state: 'finished', samples: 3 * batch, source: 'file' });
    expect(run('a').evaluations).toEqual(before.evaluations);
    await until(viewStore, ({ strips }) => 'a' in strips && 'b' in strips);
    expect(pictureBoard.strip('a')!.bytes).toEqual(before.pixels);
    expect(notices().at(-1)).toContain('with the weights of 2 lanes');

    // Checkpoints are whole: training goes on.
    changeExperiment({ budget: 4 * batch });
    commands().play();
    await untilRun('a', ({ state, samples }) => state === 'finished' && samples === 4 * batch);
  });

  it('is small in half precision, shows nearly the same, and can be saved again', async () => {
    const page = await trained();
    const pixels = pictureBoard.strip('a')!.bytes.slice();
    const whole = await save(page);
    const file = await save(page, true);
    expect(file.size).toBeLessThan(whole.size / 3);
    await commands().openCheckpoint(file);
    expect(run('a')).toMatchObject({ samples: 3 * batch, source: 'file', lastGood: null });
    expect(run('a').evaluations.length).toBeGreaterThan(0);
    await until(viewStore, ({ strips }) => 'a' in strips && 'b' in strips);
    const now = pictureBoard.strip('a')!.bytes;
    expect(Math.max(...now.map((value, i) => Math.abs(value - pixels[i])))).toBeLessThan(4);
    const again = await save(page);
    expect(again.size).toBe(file.size);
  });

  it('takes lanes without weights along, and a lane that trains as it is now', async () => {
    const page = startPage();
    endless();
    commands().step('b');
    await untilRun('b', ({ state, samples }) => state === 'paused' && samples === batch);
    await until(viewStore, ({ strips }) => 'b' in strips);
    const file = await save(page);
    expect(notices().at(-1)).toContain('the weights of 1 lane,');
    commands().play();
    await untilRun('a', ({ samples }) => samples > 0);
    await commands().openCheckpoint(file);
    expect(viewStore.getState().playing).toBe(false);
    expect(run('a')).toMatchObject({ state: 'idle', samples: 0 });
    expect(run('b')).toMatchObject({ state: 'paused', samples: batch });
  });

  it('changes nothing when it is damaged, foreign or cut off', async () => {
    const page = await trained();
    const file = await save(page);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const before = { experiment: experimentStore.getState(), status: run('a') };
    const refused = async (
      content: Uint8Array<ArrayBuffer>,
      reason: string,
      name = 'x.betwixt',
    ) => {
      await commands().openCheckpoint(new File([content], name));
      expect(notices().at(-1)).toBe(`${name} was not opened. ${reason}`);
      expect(experimentStore.getState()).toBe(before.experiment);
      expect(run('a')).toBe(before.status);
    };
    await refused(bytes.slice(0, -30), 'It is damaged or incomplete; use another copy of it.');
    const changed = bytes.slice();
    changed[changed.length >> 1] ^= 1;
    await refused(changed, 'It is damaged or incomplete; use another copy of it.');
    const text = new TextEncoder().encode('hello');
    await refused(text, 'It is no session file of Betwixt.');
    const zip = Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0);
    await refused(zip, 'It is damaged or incomplete; use another copy of it.', 'photos.zip');
  });

  it('refuses weights of another method under a lane’s name', async () => {
    const page = await trained();
    const { decodeCapsule, encodeCapsule } = await import('./capsuleFile.ts');
    const capsule = decodeCapsule(new Uint8Array(await (await save(page)).arrayBuffer()), 'en');
    const swapped = encodeCapsule({ ...capsule, weights: capsule.weights.toReversed() });
    const before = experimentStore.getState();
    await commands().openCheckpoint(new File([swapped], 'swapped.betwixt'));
    expect(notices().at(-1)).toContain('swapped.betwixt was not opened. It is damaged');
    expect(experimentStore.getState()).toBe(before);
  });
});
