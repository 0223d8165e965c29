import { describe, expect, it, vi } from 'vitest';
import {
  endless,
  notices,
  type PageOptions,
  run,
  startPage,
  untilTrained,
} from '../../tests/sessionPage.ts';
import { tinyBatch as batch } from '../../tests/tinyPreset.ts';
import { until } from '../../tests/until.ts';
import type { BenchmarkRun } from '../core/benchmarkRun.ts';
import type { MethodName } from '../core/methodCatalogue.ts';
import { presetConfig } from '../core/presets.ts';
import { formatPublished } from '../core/publishedResults.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { pictureBoard } from '../plots/pictureBoard.ts';
import { benchmarkCommands, benchmarkStore, stripRow } from '../store/benchmark.ts';
import { commands } from '../store/commands.ts';
import { changeExperiment } from '../store/experiment.ts';
import { runsStore } from '../store/runs.ts';
import { viewStore } from '../store/view.ts';
import type { KeptRuns } from '../workers/keptRuns.ts';

vi.mock('../core/presets.ts', async (original) => {
  const { tinyPresets } = await import('../../tests/tinyPreset.ts');
  return tinyPresets(await original());
});

const budget = 4 * batch;

function config(method: MethodName, seed = 1, change: Partial<RunConfig> = {}): RunConfig {
  return { ...presetConfig('quick', method, { seed }), budget, ...change };
}

/** A λ beyond every slider makes the autoencoder's loss overflow. */
const diverging = config('acai', 1, {
  hyperparameters: { ...config('acai').hyperparameters, lambda: 1e38 },
});

/** Storage in memory, which outlasts a page. */
function createStorage() {
  const runs = new Map<string, BenchmarkRun>();
  const bytes = new Map<string, ArrayBuffer>();
  const kept: KeptRuns = {
    all: async () => runs,
    weights: async (id) => bytes.get(id) ?? null,
    async keep(id, run, weights) {
      runs.set(id, run);
      if (weights) bytes.set(id, weights);
      return true;
    },
    async forget(id) {
      runs.delete(id);
      bytes.delete(id);
    },
  };
  return { kept, runs, bytes };
}

const state = () => benchmarkStore.getState();

async function open({ benchmark, ...options }: PageOptions = {}) {
  const storage = createStorage();
  const fetchResults = async () => formatPublished([]);
  const page = startPage({
    ...options,
    benchmark: { kept: storage.kept, fetchResults, ...benchmark },
  });
  expect(state().state).toBe('asleep');
  changeExperiment({ page: 'benchmark' });
  await until(benchmarkStore, ({ state }) => state === 'ready');
  return { page, storage };
}

const untilEnded = (count: number) =>
  until(benchmarkStore, ({ here, queue }) => here.length === count && queue.length === 0);

describe('runs in the background', () => {
  it('train to their budget, are measured, and are kept', async () => {
    const { page, storage } = await open();
    benchmarkCommands().run([config('baseline'), config('acai'), config('vae', 2)]);
    expect(state().queue.map(({ state }) => state)).toEqual(['running', 'running', 'waiting']);
    await untilEnded(3);
    for (const { run } of state().here) {
      expect(run.result).toMatchObject({ samples: budget, failure: null, commits: [] });
      expect(run.result?.engine).toContain('WebAssembly');
      const last = run.result?.evaluations.at(-1);
      expect(last?.samples).toBe(budget);
      expect(last?.meanDistance).toBeGreaterThan(0);
      expect(run).toMatchObject({ evaluateEvery: batch, interpolations: 256 });
    }
    const methods = state().here.map(({ run }) => run.config.method);
    expect(methods.sort()).toEqual(['acai', 'baseline', 'vae']);
    await until(page.document, ({ busy }) => !busy);
    expect(storage.bytes.size).toBe(3);
    // Nothing is left of them among the lanes, and no worker.
    expect(Object.keys(runsStore.getState().runs).sort()).toEqual(['a', 'b']);
    expect(page.alive()).toBe(0);
    expect(viewStore.getState().strips).not.toHaveProperty('bench1-');
  });

  it('come to the numbers of the same run as a lane', async () => {
    const { page, storage } = await open();
    benchmarkCommands().run([config('baseline')]);
    await untilEnded(1);
    await until(page.document, ({ busy }) => !busy);
    const [first] = storage.bytes.values();
    changeExperiment({ page: 'explore', budget });
    commands().play();
    await until(runsStore, ({ runs }) => runs.b.state === 'finished');
    const lane = await page.save('b');
    benchmarkCommands().showStrips({ id: state().here[0].id }, [{ angle1: 1, angle2: 2 }]);
    await until(benchmarkStore, ({ strips }) => strips?.state === 'ready');
    const background = pictureBoard.strip(stripRow(0, false))?.bytes;
    expect(first.byteLength).toBeLessThan(lane.size);
    // The lane's own strip, through the same worker.
    storage.bytes.set(state().here[0].id, await lane.arrayBuffer());
    benchmarkCommands().showStrips({ id: state().here[0].id }, [{ angle1: 1, angle2: 2 }]);
    await until(benchmarkStore, ({ strips }) => strips?.state === 'ready');
    expect(background).toBeDefined();
    expect(pictureBoard.strip(stripRow(0, false))?.bytes).toEqual(background);
  });

  it('wait for cores that lanes use, and go on when the page is left', async () => {
    const { page } = await open();
    endless();
    commands().play();
    await untilTrained('a');
    await untilTrained('b');
    benchmarkCommands().run([config('vae'), config('dropout')]);
    changeExperiment({ page: 'explore' });
    // One may always train; it takes turns with a lane.
    const [first, second] = state().queue;
    expect([first.state, second.state]).toEqual(['running', 'waiting']);
    await until(runsStore, ({ runs }) => (runs[first.id]?.samples ?? 0) > 0);
    expect(page.alive()).toBe(2);
    expect(run('a').state).toBe('training');
    commands().pause();
    await untilEnded(2);
    expect(run('a').state).toBe('paused');
  });

  it('are cancelled, waiting or training, without a trace', async () => {
    const { page, storage } = await open({ cores: 1 });
    benchmarkCommands().run([
      config('vae', 1, { budget: 2 ** 24 }),
      config('dropout'),
      config('aae'),
    ]);
    const [first, second, third] = state().queue;
    await until(runsStore, ({ runs }) => (runs[first.id]?.samples ?? 0) > 0);
    benchmarkCommands().cancel(second.id);
    benchmarkCommands().cancel(first.id);
    expect(state().queue).toMatchObject([{ id: third.id, state: 'running' }]);
    await untilEnded(1);
    await until(page.document, ({ busy }) => !busy);
    expect([...storage.runs.values()].map(({ config }) => config.method)).toEqual(['aae']);
  });

  it('that diverge are told as results, and may be tried again', async () => {
    const { page, storage } = await open();
    for (let time = 1; time <= 2; time++) {
      benchmarkCommands().run([diverging]);
      expect(state().queue).toHaveLength(1);
      await untilEnded(1);
    }
    expect(state().here[0].run.result?.failure).toMatch(/no longer a number after \d+ samples/);
    await until(page.document, ({ busy }) => !busy);
    expect(storage.runs.size).toBe(1);
    expect(storage.bytes.size).toBe(0);
    expect(notices()).toHaveLength(1);
    expect(notices()[0]).toMatch(/^ACAI, seed 1 could not be trained to its end: a loss/);
  });

  it('that are there already are not trained again', async () => {
    await open();
    benchmarkCommands().run([config('baseline'), config('baseline', 2)]);
    benchmarkCommands().run([config('baseline')]);
    expect(state().queue).toHaveLength(2);
    await untilEnded(2);
    benchmarkCommands().run([config('baseline'), config('baseline', 2)]);
    expect(state().queue).toEqual([]);
    expect(notices()).toHaveLength(2);
    benchmarkCommands().forget(state().here[0].id);
    expect(state().here).toHaveLength(1);
  });

  it('are there at the next visit', async () => {
    const storage = createStorage();
    const { kept, runs } = storage;
    runs.set('x', { ...finished('vae') });
    await open({ benchmark: { kept } });
    expect(state().here.map(({ id }) => id)).toEqual(['x']);
    // Their weights may have been lost.
    benchmarkCommands().showStrips({ id: 'x' }, [{ angle1: 1, angle2: 2 }]);
    await until(benchmarkStore, ({ strips }) => strips?.state === 'failed');
    expect(state().strips?.message).toContain('no longer kept');
    benchmarkCommands().hideStrips();
    expect(state().strips).toBeNull();
  });
});

describe('the published results', () => {
  it('are read when the page is opened', async () => {
    const text = formatPublished([finished('acai'), finished('vae')]);
    await open({ benchmark: { fetchResults: async () => text } });
    expect(state().published.map(({ config }) => config.method)).toEqual(['acai', 'vae']);
    expect(state().fault).toBeNull();
  });

  it('that cannot be read leave the page as it is, and say why', async () => {
    await open({ benchmark: { fetchResults: async () => '<!doctype html>' } });
    expect(state()).toMatchObject({ published: [], fault: 'it is not JSON' });
    benchmarkCommands().run([config('baseline')]);
    await untilEnded(1);
  });
});

function finished(method: MethodName): BenchmarkRun {
  const evaluation = { samples: budget, seconds: 1, meanDistance: 0.01, smoothness: 0.5 };
  const rest = { smoothnessPlain: 0.5, undefinedScores: 0, reconstruction: 0.1 };
  return {
    config: config(method),
    engineWish: 'auto',
    evaluateEvery: batch,
    interpolations: 256,
    result: {
      samples: budget,
      seconds: 1,
      cpuSeconds: 2,
      engine: 'wasm',
      commits: ['abc'],
      evaluations: [{ ...evaluation, ...rest }],
      failure: null,
    },
  };
}
