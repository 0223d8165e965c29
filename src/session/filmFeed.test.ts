import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { notices, startPage, untilRun, untilState } from '../../tests/sessionPage.ts';
import { tinyBatch as batch } from '../../tests/tinyPreset.ts';
import { until } from '../../tests/until.ts';
import { pictureBoard } from '../plots/pictureBoard.ts';
import { commands } from '../store/commands.ts';
import { changeExperiment, removeLane, setAlpha, setEndpoints } from '../store/experiment.ts';
import { filmFrame, filmRow, filmStore, goToMoment, lookAtFilm } from '../store/film.ts';
import { viewStore } from '../store/view.ts';

vi.mock('../core/presets.ts', async (original) => {
  const { tinyPresets } = await import('../../tests/tinyPreset.ts');
  return tinyPresets(await original());
});

let leave: (() => void) | null = null;
beforeEach(() => filmStore.setState(filmStore.getInitialState(), true));
afterEach(() => {
  leave?.();
  leave = null;
});

/** Lane a steps so often, each of them shown after the untrained networks, and then somebody looks. */
async function stepped(steps: number) {
  const page = startPage();
  changeExperiment({ budget: 100 * batch });
  for (let step = 1; step <= steps; step++) {
    commands().step('a');
    await untilRun('a', ({ state, samples }) => state === 'paused' && samples === step * batch);
    await until(page.document, ({ busy }) => !busy);
  }
  leave = lookAtFilm();
  return page;
}

const untilDecoded = (count: number) => until(filmStore, ({ decoded }) => decoded.length === count);

describe('the film of a lane', () => {
  it('has a row of pictures for each moment, as the lane was then', async () => {
    const page = await stepped(3);
    await untilDecoded(4);
    const { laneId, reel } = filmStore.getState();
    expect(laneId).toBe('a');
    expect(reel?.moments).toEqual([0, batch, 2 * batch, 3 * batch]);
    expect(reel?.bytes).toBeGreaterThan(1000);
    const newest = pictureBoard.strip(filmRow(3 * batch))!;
    const strip = pictureBoard.strip('a')!;
    expect(newest.count).toBe(11);
    // The weights of a film are in half precision.
    expect(
      Math.max(...newest.bytes.map((value, i) => Math.abs(value - strip.bytes[i]))),
    ).toBeLessThan(4);
    expect(pictureBoard.strip(filmRow(batch))!.bytes).not.toEqual(newest.bytes);

    commands().step('a');
    await untilDecoded(5);
    await until(page.document, ({ busy }) => !busy);
    expect(page.calls.filter((kind) => kind === 'filmRows').length).toBeGreaterThan(2);
  });

  it('shows the moment that is gone to at α, and follows α and the end points', async () => {
    const page = await stepped(3);
    const shows = (samples: number, alpha: number) =>
      until(filmStore, ({ frame }) => frame?.samples === samples && frame.alpha === alpha);
    await shows(3 * batch, 0.5);
    goToMoment(batch);
    await shows(batch, 0.5);
    setAlpha(0);
    await shows(batch, 0);
    await untilDecoded(4);
    const left = () => pictureBoard.strip(filmRow(batch))!.bytes.slice(0, 1024);
    expect(pictureBoard.frame(filmFrame)!.bytes).toEqual(left());
    // After a step the pictures are grey wherever the line is: only that they are asked for anew can be seen.
    const asked = () => page.calls.filter((kind) => kind === 'filmRows').length;
    const before = asked();
    setEndpoints({ angle2: 5 });
    await until(filmStore, ({ decoded }) => decoded.length < 4);
    await untilDecoded(4);
    expect(asked()).toBeGreaterThan(before);
    goToMoment(null);
    await shows(3 * batch, 0);
  });

  it('is asked for only while somebody looks', async () => {
    const page = await stepped(1);
    await untilDecoded(2);
    leave?.();
    leave = null;
    const asked = () => page.calls.filter((kind) => kind.startsWith('film')).length;
    const before = asked();
    commands().step('a');
    await untilRun('a', ({ samples }) => samples === 2 * batch);
    await until(page.document, ({ busy }) => !busy);
    setAlpha(0.3);
    await until(page.document, ({ busy }) => !busy);
    expect(asked()).toBe(before);
    // It was made all the same.
    leave = lookAtFilm();
    await untilDecoded(3);
  });

  it('begins anew with the lane, and is freed with it', async () => {
    const page = await stepped(3);
    await untilDecoded(4);
    commands().reset('a');
    await until(filmStore, ({ reel }) => reel?.moments.length === 0);
    expect(filmStore.getState().reel?.bytes).toBe(0);
    expect(pictureBoard.strip(filmRow(batch))).toBeNull();
    commands().step('a');
    await untilDecoded(2);
    removeLane('a');
    await until(filmStore, ({ laneId }) => laneId === 'b');
    await until(page.document, ({ busy }) => !busy);
    expect(filmStore.getState()).toMatchObject({ decoded: [], frame: null });
    expect(notices()).toEqual([]);
  });

  it('goes on from the newest weights when the view worker dies', async () => {
    const page = await stepped(3);
    await untilDecoded(4);
    page.viewers[0].crash('gone');
    await until(filmStore, ({ reel }) => reel?.moments.join() === String(3 * batch));
    await untilDecoded(1);
    expect(notices().join()).toContain('gone');
  });

  it('shows another lane when that is selected', async () => {
    await stepped(2);
    await untilDecoded(3);
    commands().play();
    await untilState('b', 'training');
    commands().pause();
    await untilState('b', 'paused');
    viewStore.setState({ selectedLane: 'b' });
    await until(filmStore, ({ laneId, decoded }) => laneId === 'b' && decoded.length > 0);
  });
});
