import { beforeEach, describe, expect, it, vi } from 'vitest';
import { notices, startPage, untilState } from '../../tests/sessionPage.ts';
import { until } from '../../tests/until.ts';
import { pictureBoard } from '../plots/pictureBoard.ts';
import { commands } from '../store/commands.ts';
import { changeExperiment, removeLane, setBeyond, setEndpoints } from '../store/experiment.ts';
import { comparedLanes, inspectedLane, latentsStore, look } from '../store/latents.ts';
import { viewStore } from '../store/view.ts';

vi.mock('../core/presets.ts', async (original) => {
  const { tinyPresets } = await import('../../tests/tinyPreset.ts');
  return tinyPresets(await original());
});

beforeEach(() => latentsStore.setState(latentsStore.getInitialState(), true));

async function trainedPage() {
  const page = startPage();
  commands().play();
  await untilState('a', 'finished');
  await untilState('b', 'finished');
  await until(viewStore, ({ strips }) => 'a' in strips && 'b' in strips);
  await until(page.document, ({ busy }) => !busy);
  const count = (kind: string) => page.calls.filter((each) => each === kind).length;
  const quiet = () => until(page.document, ({ busy }) => !busy);
  return { page, count, quiet };
}

describe('latent space on the page', () => {
  it('is asked for only while a panel shows it', async () => {
    const { count, quiet } = await trainedPage();
    expect(count('map') + count('paths') + count('samples')).toBe(0);
    look('map');
    await until(latentsStore, ({ maps, paths }) => 'a' in maps && 'a' in paths);
    await quiet();
    expect(Object.keys(latentsStore.getState().maps)).toEqual(['a']);
    expect([count('map'), count('paths'), count('samples')]).toEqual([1, 1, 0]);

    setEndpoints({ angle1: 0.4 });
    await quiet();
    // The map is the same; the paths are not.
    expect(count('map')).toBe(1);
    expect(count('paths')).toBeGreaterThan(1);

    viewStore.setState({ selectedLane: 'b' });
    await until(latentsStore, ({ maps, paths }) => 'b' in maps && 'b' in paths);
  });

  it('draws samples, and others when asked', async () => {
    const { quiet } = await trainedPage();
    look('samples');
    await until(latentsStore, ({ samples }) => 'a' in samples);
    const first = latentsStore.getState().samples.a;
    expect(first.count).toBe(256);
    expect(first.distances).toHaveLength(first.shown);
    expect(first.meanDistance).toBeGreaterThan(0);
    expect(first.standardError).toBeGreaterThan(0);
    expect(pictureBoard.strip('a samples')?.count).toBe(first.shown);
    expect(pictureBoard.strip('a nearest')?.count).toBe(first.shown);
    latentsStore.setState({ draw: 2 });
    await until(latentsStore, ({ samples }) => samples.a.draw === 2);
    expect(latentsStore.getState().samples.a.meanDistance).not.toBe(first.meanDistance);
    await quiet();
    removeLane('a');
    expect(pictureBoard.strip('a samples')).toBeNull();
    expect(latentsStore.getState().samples).not.toHaveProperty('a');
  });

  it('searches for every lane’s geodesic while it is the path, and shows it', async () => {
    const { count, quiet } = await trainedPage();
    const before = viewStore.getState().strips.a;
    look('map');
    changeExperiment({ path: 'geodesic' });
    await quiet();
    expect(count('geodesic')).toBe(2);
    expect(latentsStore.getState().searches).toEqual({});
    const { geodesic, paths } = latentsStore.getState().paths.a;
    expect(geodesic!.length).toBeLessThanOrEqual(paths.straight.length);
    expect(viewStore.getState().strips.a).not.toEqual(before);
    // Nothing has changed, so nothing is searched again.
    changeExperiment({ path: 'straight' });
    changeExperiment({ path: 'geodesic' });
    await quiet();
    expect(count('geodesic')).toBe(2);
  });

  it('calls a search off when another path is chosen', async () => {
    const { count, quiet } = await trainedPage();
    changeExperiment({ path: 'geodesic' });
    await until(latentsStore, ({ searches }) => 'a' in searches);
    changeExperiment({ path: 'straight' });
    expect(latentsStore.getState().searches).toEqual({});
    await quiet();
    expect(count('cancelGeodesic')).toBeGreaterThan(0);
    expect(notices()).toEqual([]);
  });

  it('is asked for again of a view worker that replaces another', async () => {
    const { page, count } = await trainedPage();
    look('map');
    await until(latentsStore, ({ maps }) => 'a' in maps);
    latentsStore.setState({ maps: {}, paths: {} });
    page.viewers[0].crash('gone');
    await until(latentsStore, ({ maps, paths }) => 'a' in maps && 'a' in paths);
    expect(count('map')).toBeGreaterThan(1);
  });
});

it('extrapolation puts two pictures on either side of a strip', async () => {
  const { quiet } = await trainedPage();
  const inside = pictureBoard.strip('ideal')!;
  setBeyond(true);
  await quiet();
  const whole = pictureBoard.strip('ideal')!;
  expect([inside.count, whole.count]).toEqual([11, 15]);
  const picture = whole.bytes.length / 15;
  expect(whole.bytes.slice(2 * picture, 13 * picture)).toEqual(inside.bytes);
  expect(viewStore.getState().strips.ideal.angles).toHaveLength(11);
});

describe('which lanes are looked into', () => {
  const lane = (id: string, method: 'vae' | 'baseline', critic = false) => ({
    id,
    method,
    critic,
    hyperparameters: {},
  });
  const lanes = [lane('a', 'vae', true), lane('b', 'baseline'), lane('c', 'vae')];

  it('is the selected one, else the first', () => {
    expect(inspectedLane(lanes, 'b')?.id).toBe('b');
    expect(inspectedLane(lanes, 'gone')?.id).toBe('a');
    expect(inspectedLane([], null)).toBeNull();
  });

  it('and beside it the same method without the critic, or with it', () => {
    const ids = (selected: string) => comparedLanes(lanes, selected).map(({ id }) => id);
    expect(ids('a')).toEqual(['c', 'a']);
    expect(ids('c')).toEqual(['c', 'a']);
    expect(ids('b')).toEqual(['b']);
  });
});
