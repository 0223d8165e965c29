import { describe, expect, it, vi } from 'vitest';
import {
  endless,
  notices,
  opened,
  run,
  startPage,
  untilRun,
  untilTrained,
} from '../../tests/sessionPage.ts';
import { tinyBatch as batch } from '../../tests/tinyPreset.ts';
import { until } from '../../tests/until.ts';
import type { MethodName } from '../core/methodCatalogue.ts';
import { presetConfig } from '../core/presets.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { formatManifest, manifestName } from '../core/shippedCheckpoints.ts';
import { pictureBoard } from '../plots/pictureBoard.ts';
import { commands } from '../store/commands.ts';
import {
  changeExperiment,
  changeMethod,
  experimentStore,
  setLaneHyperparameter,
} from '../store/experiment.ts';
import { viewStore } from '../store/view.ts';
import { encodeHalfSnapshot, variablesOf } from '../training/checkpoint.ts';
import { initialValue } from '../training/initialise.ts';

vi.mock('../core/presets.ts', async (original) => {
  const { tinyPresets } = await import('../../tests/tinyPreset.ts');
  return tinyPresets(await original());
});

const samples = 2 * batch;
const evaluation = {
  samples,
  meanDistance: 0.01,
  smoothness: 0.2,
  smoothnessPlain: 0.2,
  undefinedScores: 0,
  reconstruction: 0.1,
};

function snapshot(config: RunConfig): Uint8Array<ArrayBuffer> {
  const specs = variablesOf('snapshot', config);
  const weights = new Map(
    specs.map(({ name }) => [name, initialValue(name, specs, config.seed)] as const),
  );
  const step = samples / batch;
  const facts = { config, samples, step, evaluations: [evaluation], engine: 'a test' };
  return encodeHalfSnapshot({ ...facts, kind: 'snapshot', weights });
}

/** The files of these runs, and their manifest. */
function shipment(
  ...configs: readonly RunConfig[]
): Readonly<Record<string, Uint8Array<ArrayBuffer>>> {
  const entries = configs.map((config) => {
    const bytes = snapshot(config);
    const { method, seed } = config;
    const file = `${method}.safetensors`;
    const told = { method, config, seed, samples, engine: '', commit: '', interpolations: 256 };
    return { bytes, entry: { ...told, file, bytes: bytes.length, metrics: {} } };
  });
  return {
    [manifestName]: new TextEncoder().encode(formatManifest(entries.map(({ entry }) => entry))),
    ...Object.fromEntries(entries.map(({ bytes, entry }) => [entry.file, bytes])),
  };
}

const tiny = (method: MethodName, seed = 5) => presetConfig('quick', method, { seed });
const pair = shipment(tiny('acai'), tiny('baseline', 6));
const untilPretrained = (id: string) => untilRun(id, ({ source }) => source === 'pretrained');
/** The page has nothing under way. */
const quiet = (page: ReturnType<typeof startPage>) => until(page.document, ({ busy }) => !busy);

describe('lanes on weights that ship with the page', () => {
  it('show them as they were measured, and train from the seed on ▶', async () => {
    const page = startPage({ shipped: pair });
    endless();
    await Promise.all([untilPretrained('a'), untilPretrained('b')]);
    expect(run('a')).toMatchObject({ state: 'idle', samples, seed: 5, message: null });
    expect(run('a').evaluations).toEqual([evaluation]);
    expect(run('b').seed).toBe(6);
    await until(viewStore, ({ strips, frames }) => 'a' in strips && 'b' in frames);
    await quiet(page);
    expect(page.trainers).toHaveLength(0);
    expect(page.calls).not.toContain('evaluate');
    const pretrained = pictureBoard.strip('a')?.bytes;

    commands().play();
    expect(run('a')).toMatchObject({ state: 'starting', source: 'live', seed: 1, samples: 0 });
    expect(pictureBoard.strip('a')).toBeNull();
    await untilTrained('a', batch);
    const { config } = await opened(await page.save('a'));
    expect(config.seed).toBe(1);
    await until(viewStore, ({ strips }) => 'a' in strips);
    expect(pictureBoard.strip('a')?.bytes).not.toEqual(pretrained);
    expect(notices()).toEqual([]);
  });

  it('are saved as the files that they are', async () => {
    const page = startPage({ shipped: pair });
    endless();
    await untilPretrained('a');
    const file = await page.save('a');
    expect(file.name).toBe(`acai-seed5-${samples}.safetensors`);
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(pair['acai.safetensors']);
  });

  it('train by steps, and stand as before after a reset', async () => {
    startPage({ shipped: pair });
    endless();
    await untilPretrained('a');
    commands().step('a');
    await untilRun('a', (status) => status.state === 'paused' && status.samples === batch);
    expect(run('a').source).toBe('live');
    commands().reset('a');
    expect(run('a')).toMatchObject({ state: 'idle', source: 'none', samples: 0 });
    await untilPretrained('a');
    expect(run('a').samples).toBe(samples);
  });

  it('are trained on from where they are when one side steps', async () => {
    startPage({ shipped: pair });
    endless();
    await untilPretrained('a');
    commands().stepPlayers('a', 'critic');
    await untilRun('a', ({ state, ...status }) => {
      return state === 'paused' && status.samples === samples + batch;
    });
    expect(run('a')).toMatchObject({ source: 'live', seed: 5, evaluations: [evaluation] });
    expect(run('a').message).toContain('pretrained weights');
    commands().play();
    await untilTrained('a', samples + 3 * batch);
    commands().pause();
    commands().reset('a');
    await untilPretrained('a');
    expect(run('a').samples).toBe(samples);
  });

  it('lose them to another seed or setting, and have them again when it is taken back', async () => {
    const page = startPage({ shipped: pair });
    endless();
    await Promise.all([untilPretrained('a'), untilPretrained('b')]);
    setLaneHyperparameter('a', 'lambda', 0.25);
    await untilRun('a', ({ source }) => source === 'none');
    await quiet(page);
    expect(run('a').samples).toBe(0);
    expect(run('b').source).toBe('pretrained');
    setLaneHyperparameter('a', 'lambda', 0.5);
    await untilPretrained('a');

    changeExperiment({ seed: 2 });
    expect([run('a').source, run('b').source]).toEqual(['none', 'none']);
    await quiet(page);
    expect(run('a').source).toBe('none');
    changeExperiment({ seed: 5 });
    await untilPretrained('a');
    await quiet(page);
    expect(run('b').source).toBe('none');

    changeExperiment({ seed: 1, budget: batch });
    await quiet(page);
    expect(run('a').source).toBe('none');
  });

  it('change with the method', async () => {
    const page = startPage({ shipped: pair });
    endless();
    await untilPretrained('a');
    changeMethod('a', 'baseline');
    await untilRun('a', ({ seed }) => seed === 6);
    changeMethod('a', 'vae');
    await quiet(page);
    expect(run('a')).toMatchObject({ state: 'idle', source: 'none' });
  });

  it('never come over a lane that trains', async () => {
    // All workers share one thread here, so the view could not keep up with a snapshot a second.
    const page = startPage({ shipped: pair, snapshotMs: 1e6 });
    endless();
    commands().play();
    await Promise.all([untilTrained('a'), untilTrained('b')]);
    await quiet(page);
    expect(run('a').source).toBe('live');
    setLaneHyperparameter('a', 'lambda', 0.25);
    changeExperiment({ seed: 5 });
    await untilTrained('a');
    expect(run('a')).toMatchObject({ source: 'live', seed: 5 });
  });

  it('open though the preset has changed since, and say so', async () => {
    const now = tiny('acai');
    const old = {
      ...now,
      architecture: { ...now.architecture, depth: 2 },
      hyperparameters: { ...now.hyperparameters, lambda: 0.3 },
    };
    startPage({ shipped: shipment(old) });
    endless();
    await untilPretrained('a');
    expect(run('a').message).toContain(
      'other settings than the preset has now (architecture.depth)',
    );
    expect(experimentStore.getState().lanes[0].hyperparameters).toEqual({ lambda: 0.3 });
    await until(viewStore, ({ strips }) => 'a' in strips);
    expect(run('a').source).toBe('pretrained');
  });
});

describe('files that cannot be used', () => {
  it.each([
    ['no manifest', {}, 'manifest.json did not load: HTTP 404'],
    ['a page in its place', { [manifestName]: '<!doctype html>' }, 'it is not JSON'],
    ['another version', { [manifestName]: '{"version": 9, "checkpoints": []}' }, 'version is 9'],
  ])('%s: one notice, and untrained lanes', async (_name, shipped, reason) => {
    const page = startPage({ shipped });
    endless();
    await until(viewStore, ({ notices }) => notices.length > 0);
    await quiet(page);
    expect(notices()).toHaveLength(1);
    expect(notices()[0]).toContain(reason);
    expect(run('a')).toMatchObject({ state: 'idle', source: 'none' });
    commands().play();
    await untilTrained('a');
  });

  const { 'acai.safetensors': whole, ...others } = pair;
  const damaged = whole.slice();
  damaged[damaged.length - 3] ^= 8;
  it.each([
    ['missing', others, 'acai.safetensors did not load: HTTP 404'],
    ['cut', { ...pair, 'acai.safetensors': whole.slice(0, -100) }, 'ACAI were not opened'],
    ['damaged', { ...pair, 'acai.safetensors': damaged }, 'damaged'],
    ['of another method', { ...pair, 'acai.safetensors': pair['baseline.safetensors'] }, 'method'],
  ])(
    'a file that is %s: one notice, and the other lanes as ever',
    async (_name, shipped, reason) => {
      const page = startPage({ shipped });
      endless();
      await untilPretrained('b');
      await until(viewStore, ({ notices }) => notices.length > 0);
      await quiet(page);
      expect(notices()).toHaveLength(1);
      expect(notices()[0]).toContain(reason);
      expect(run('a')).toMatchObject({ state: 'idle', source: 'none', samples: 0 });
    },
  );
});
