import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type ChannelWorker, createChannelWorker } from '../../tests/channelWorker.ts';
import { openTestEngine } from '../../tests/testEngine.ts';
import { tinyBatch as batch, tinyPresets } from '../../tests/tinyPreset.ts';
import { until } from '../../tests/until.ts';
import { defaultExperiment, type Experiment, maximumLanes } from '../core/experiment.ts';
import { pictureBoard } from '../plots/pictureBoard.ts';
import { commands } from '../store/commands.ts';
import {
  addLane,
  changeExperiment,
  changeMethod,
  experimentStore,
  removeLane,
  setAlpha,
  setEndpoints,
  setLaneHyperparameter,
} from '../store/experiment.ts';
import { type RunStatus, runsStore } from '../store/runs.ts';
import { viewStore } from '../store/view.ts';
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from '../training/checkpoint.ts';
import type { OpenEngine } from '../workers/engineSource.ts';
import { createTrainSession } from '../workers/trainSession.ts';
import { createViewSession } from '../workers/viewSession.ts';
import { type Session, startSession } from './session.ts';

vi.mock('../core/presets.ts', async (original) => tinyPresets(await original()));

const openEngine: OpenEngine = async (wish) => ({
  engine: await openTestEngine(),
  report: { engine: 'wasm', reason: `wished for ${wish}` },
});

/** Checkpoints come after every slice, so that there is always one to go back to. */
const timing = { checkpointMs: 0, savingShare: Number.POSITIVE_INFINITY };

const small: Experiment = {
  ...defaultExperiment,
  budget: 3 * batch,
  lanes: [
    { id: 'a', method: 'acai', critic: true, hyperparameters: {} },
    { id: 'b', method: 'baseline', critic: false, hyperparameters: {} },
  ],
};

interface Page {
  readonly trainers: ChannelWorker[];
  readonly viewers: ChannelWorker[];
  readonly downloads: { bytes: ArrayBuffer; name: string }[];
  /** Kinds of the calls to all workers. */
  readonly calls: string[];
  readonly document: StoreApi<{ readonly hash: string; readonly busy: boolean }>;
  followLink(hash: string): void;
}

let session: Session | null = null;
let page: Page;

beforeEach(() => {
  experimentStore.setState(small, true);
  runsStore.setState({ runs: {} }, true);
  viewStore.setState(viewStore.getInitialState(), true);
});
afterEach(() => {
  session?.close();
  session = null;
});

interface StartOptions {
  readonly cores?: number;
  readonly hash?: string;
  readonly snapshotMs?: number;
  readonly openTrain?: OpenEngine;
  readonly spawnTrain?: () => ChannelWorker;
}

/** Notes the calls to a worker. */
function noting(worker: ChannelWorker, calls: string[]): ChannelWorker {
  const post = worker.postMessage;
  worker.postMessage = (message, options) => {
    if (typeof message === 'object' && message && 'kind' in message) {
      calls.push(String(message.kind));
    }
    post(message, options);
  };
  return worker;
}

function start(options: StartOptions = {}): void {
  const { snapshotMs = 500, openTrain = openEngine } = options;
  let onHash = () => {};
  page = {
    trainers: [],
    viewers: [],
    downloads: [],
    calls: [],
    document: createStore(() => ({ hash: options.hash ?? '', busy: true })),
    followLink(hash) {
      page.document.setState({ hash });
      onHash();
    },
  };
  session = startSession({
    spawnTrain: () => {
      if (options.spawnTrain) return options.spawnTrain();
      const worker = createChannelWorker((end) =>
        createTrainSession(end, openTrain, { timing: { ...timing, snapshotMs } }),
      );
      page.trainers.push(worker);
      return noting(worker, page.calls);
    },
    spawnView() {
      const worker = createChannelWorker((end) => createViewSession(end, openEngine));
      page.viewers.push(worker);
      return noting(worker, page.calls);
    },
    cores: options.cores ?? 2,
    address: {
      get hash() {
        return page.document.getState().hash;
      },
      replace: (hash) => page.document.setState({ hash }),
      onChange(changed) {
        onHash = changed;
        return () => {};
      },
    },
    tellBusy: (busy) => page.document.setState({ busy }),
    download: (bytes, name) => page.downloads.push({ bytes, name }),
    timeoutMs: 20_000,
  });
}

const run = (laneId: string): RunStatus => runsStore.getState().runs[laneId];
const untilRun = (laneId: string, is: (status: RunStatus) => boolean) =>
  until(runsStore, ({ runs }) => runs[laneId] !== undefined && is(runs[laneId]));
const untilState = (laneId: string, state: RunStatus['state']) =>
  untilRun(laneId, (status) => status.state === state);
const untilTrained = (laneId: string, samples = 1) =>
  untilRun(laneId, (status) => status.samples >= samples && status.state === 'training');
const alive = () => page.trainers.filter(({ ended }) => !ended).length;
const notices = () => viewStore.getState().notices.map(({ text }) => text);

function endless(): void {
  changeExperiment({ budget: 2 ** 24 });
}

async function trainedFile(laneId: string): Promise<File> {
  await commands().saveCheckpoint(laneId);
  const { bytes, name } = page.downloads.at(-1)!;
  return new File([bytes], name);
}

async function opened(file: File): Promise<Checkpoint> {
  return decodeCheckpoint(new Uint8Array(await file.arrayBuffer()));
}

describe('a session', () => {
  it('needs only the view worker until ▶', async () => {
    start();
    await until(viewStore, ({ strips, frames }) => 'ideal' in strips && 'ideal' in frames);
    expect(page.trainers).toHaveLength(0);
    expect(page.viewers).toHaveLength(1);
    expect(pictureBoard.strip('ideal')?.count).toBe(11);
    expect(pictureBoard.frame('x1')?.bytes).toHaveLength(1024);
    await until(viewStore, ({ engine }) => engine !== null);
    expect(run('a').state).toBe('idle');
  });

  it('trains every lane to its budget, shows it and evaluates it', async () => {
    start();
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
        report: { engine: 'wasm', reason: 'wished for auto' },
      });
      expect(run(id).losses.loss_ae).toBeGreaterThan(0);
      expect(run(id).lossHistory.at(-1)?.samples).toBe(3 * batch);
      expect(run(id).evaluations[0]).toMatchObject({ samples: 3 * batch });
    }
    await until(viewStore, ({ strips, frames }) => 'b' in strips && 'a' in frames);
    expect(pictureBoard.strip('a')?.bytes).toHaveLength(11 * 1024);
    expect(viewStore.getState()).toMatchObject({ playing: false });
    expect(alive()).toBe(2);
  });

  it('pauses, steps and goes on', async () => {
    start();
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
    start();
    commands().step('b');
    await untilRun('b', ({ state, samples }) => state === 'paused' && samples === batch);
    expect(run('a').state).toBe('idle');
  });

  it('lets more lanes than cores take turns', async () => {
    start({ cores: 1 });
    endless();
    commands().play();
    await untilTrained('a');
    await untilTrained('b');
    expect(page.trainers).toHaveLength(1);
    expect(run('b').message).toContain('take turns');
  });

  it('starts a lane anew when its method or the seed changes', async () => {
    start();
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
    start();
    endless();
    commands().play();
    await untilTrained('a', batch);
    const before = await opened(await trainedFile('a'));
    changeExperiment({ preset: 'paper' });
    await untilTrained('a', batch);
    const after = await opened(await trainedFile('a'));
    const depths = [before, after].map(({ config }) => config.architecture.depth);
    expect(depths).toEqual([1, 2]);
  });

  it('changes a hyperparameter of a run that goes on', async () => {
    start();
    endless();
    commands().play();
    await untilTrained('a', batch);
    const { samples } = run('a');
    setLaneHyperparameter('a', 'lambda', 0.25);
    await untilTrained('a', samples + batch);
    const { config } = await opened(await trainedFile('a'));
    expect(config.hyperparameters).toMatchObject({ lambda: 0.25, gamma: 0.2 });
    expect(page.calls.filter((kind) => kind === 'start')).toHaveLength(2);
  });

  it('ends a run that refuses what it is asked, says why, and starts again on ▶', async () => {
    start();
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
    const openTrain: OpenEngine = (wish) =>
      works ? openEngine(wish) : Promise.reject(new Error('the kernels did not load'));
    start({ openTrain });
    commands().play();
    await Promise.all([untilState('a', 'failed'), untilState('b', 'failed')]);
    expect(run('a').message).toBe('the kernels did not load');
    await until(viewStore, ({ playing }) => !playing);
    works = true;
    commands().play();
    await untilState('a', 'finished');
  });

  it('says so where no worker can be had', async () => {
    start({
      spawnTrain: () => {
        throw new Error('workers are not allowed here');
      },
    });
    commands().play();
    await untilState('a', 'failed');
    expect(run('a').message).toBe('workers are not allowed here');
  });

  it('starts lanes that are added, and ends the workers of those removed', async () => {
    start({ cores: 3 });
    endless();
    commands().play();
    addLane('vae');
    await untilTrained('c');
    expect(alive()).toBe(3);
    removeLane('c');
    expect(alive()).toBe(2);
    expect(run('c')).toBeUndefined();
    await until(viewStore, ({ strips }) => !('c' in strips));
  });

  it('forgets on reset, and goes on from the seed', async () => {
    start();
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

  it('decodes only the newest α of a flood', async () => {
    start();
    await until(viewStore, ({ frames }) => 'ideal' in frames);
    const before = page.calls.filter((kind) => kind === 'frame').length;
    for (let i = 0; i <= 200; i++) setAlpha(i / 200);
    const { angle1 } = small.endpoints;
    await until(viewStore, ({ frames }) => Math.abs(frames.ideal.angle - angle1) < 1e-3);
    const sent = page.calls.filter((kind) => kind === 'frame').length - before;
    expect(sent).toBeGreaterThan(0);
    expect(sent).toBeLessThan(5);
  });

  it('shows the α that is hovered over, and goes back', async () => {
    start();
    const near = (angle: number) =>
      until(viewStore, ({ frames }) => Math.abs((frames.ideal?.angle ?? 0) - angle) < 1e-3);
    viewStore.setState({ hoverAlpha: 1 });
    await near(small.endpoints.angle1);
    viewStore.setState({ hoverAlpha: 0 });
    await near(small.endpoints.angle2);
    viewStore.setState({ hoverAlpha: null });
    await near((small.endpoints.angle1 + small.endpoints.angle2) / 2);
  });

  it('draws strips anew when an end point turns', async () => {
    start();
    await until(viewStore, ({ strips }) => 'ideal' in strips);
    setEndpoints({ angle2: 0.2 });
    await until(viewStore, ({ strips }) => Math.abs(strips.ideal.angles[0] - 0.2) < 1e-2);
  });

  it('restarts a lane whose worker dies from its checkpoint', async () => {
    start();
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
    expect(alive()).toBe(2);
  });

  it('comes to the same weights, bit for bit, when its worker dies on the way', async () => {
    start();
    changeExperiment({ budget: 20 * batch });
    commands().play();
    await untilState('a', 'finished');
    const undisturbed = await opened(await trainedFile('a'));
    commands().reset('a');
    commands().play();
    await untilRun('a', ({ lastGood }) => (lastGood ?? 0) > 0);
    page.trainers[0].crash('gone');
    expect(run('a').message).toMatch(/Started again at \d+ samples/);
    await untilState('a', 'finished');
    const restarted = await opened(await trainedFile('a'));
    expect(restarted.samples).toBe(20 * batch);
    expect(restarted.weights.size).toBeGreaterThan(50);
    expect(restarted.weights).toEqual(undisturbed.weights);
  });

  it('restarts a paused lane where it was, and leaves it paused', async () => {
    start();
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
    start();
    endless();
    commands().play();
    for (let i = 0; i < 4; i++) {
      await untilState('a', 'starting');
      page.trainers.filter(({ ended }) => !ended)[i === 0 ? 0 : 1].crash('no luck');
    }
    expect(run('a')).toMatchObject({ state: 'failed' });
    expect(run('a').message).toContain('no luck');
  });

  it('replaces a view worker that dies, with the weights it had', async () => {
    start();
    commands().play();
    await untilState('a', 'finished');
    await until(viewStore, ({ frames }) => 'a' in frames);
    viewStore.setState({ frames: {}, strips: {} });
    page.viewers[0].crash('gone');
    await until(viewStore, ({ strips, frames }) => 'a' in strips && 'a' in frames);
    expect(notices().join()).toContain('gone');
    expect(page.viewers).toHaveLength(2);
  });

  it('stops a lane that diverges, explains it, and goes back', async () => {
    start();
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

  it('saves a checkpoint and opens it in a lane of its own', async () => {
    start();
    commands().play();
    await untilRun('a', ({ evaluations }) => evaluations.length > 0);
    const file = await trainedFile('a');
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
    start();
    commands().play();
    await untilState('a', 'finished');
    const file = await trainedFile('a');
    const snapshot = encodeCheckpoint({ ...(await opened(file)), kind: 'snapshot' });
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
    start();
    commands().step('a');
    await untilRun('a', ({ state, samples }) => state === 'paused' && samples > 0);
    const file = await trainedFile('a');
    for (let i = 0; i < maximumLanes; i++) addLane('baseline');
    const { lanes } = experimentStore.getState();
    await commands().openCheckpoint(file);
    expect(notices().at(-1)).toContain(`the page is full with ${maximumLanes}`);
    expect(experimentStore.getState().lanes).toBe(lanes);
    await commands().openCheckpoint(file, 'a');
    expect(run('a')).toMatchObject({ state: 'paused', source: 'file', samples: batch });
  });

  it('has nothing to save before there are weights', async () => {
    start();
    await commands().saveCheckpoint('a');
    await commands().saveCheckpoint('no lane');
    expect(page.downloads).toEqual([]);
    expect(notices()).toEqual(['ACAI has no checkpoint yet: train it first.']);
  });

  it('refuses files that are damaged or do not fit, and loses nothing', async () => {
    start();
    commands().play();
    await untilState('a', 'finished');
    const file = await trainedFile('a');
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

  it('goes on with its weights on another engine', async () => {
    start();
    endless();
    commands().play();
    await untilTrained('a', batch);
    changeExperiment({ engine: 'wasm' });
    await untilRun('a', ({ report }) => report?.reason === 'wished for wasm');
    expect(run('a').samples).toBeGreaterThan(0);
    await untilTrained('a', run('a').samples + batch);
  });

  it('stays paused when it is paused while its engine changes', async () => {
    start();
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

  it('follows a link to another experiment', async () => {
    start();
    endless();
    commands().play();
    await untilTrained('b', batch);
    page.followLink('#lanes=vae&seed=3');
    expect(experimentStore.getState()).toMatchObject({ seed: 3, lanes: [{ method: 'vae' }] });
    expect(run('b')).toBeUndefined();
    await untilRun('a', ({ losses }) => 'loss_kl' in losses);
  });

  it('reads the address, says what is wrong with it, and mirrors changes', async () => {
    start({ hash: '#lanes=vae&seed=7&alpha=two' });
    expect(experimentStore.getState()).toMatchObject({ seed: 7, alpha: 0.5 });
    expect(experimentStore.getState().lanes).toMatchObject([{ id: 'a', method: 'vae' }]);
    expect(notices().join()).toContain('alpha');
    setAlpha(0.25);
    expect(page.document.getState().busy).toBe(true);
    await until(page.document, ({ busy }) => !busy);
    expect(page.document.getState().hash).toBe('#lanes=vae&seed=7&alpha=0.25');
  });

  it('is busy until all is shown, and not while it trains', async () => {
    // All workers share one thread here, so the view could not keep up with a snapshot a second.
    start({ snapshotMs: 1e6 });
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
