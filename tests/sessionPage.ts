/**
 * A page without a browser: a session on the real stores, joined over real channels to the real sessions
 * of its workers, on the compiled engine. Importing it empties the stores before each test and closes
 * the page after it.
 */
import { afterEach, beforeEach } from 'vitest';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { defaultExperiment, type Experiment } from '../src/core/experiment.ts';
import { formatManifest, manifestName } from '../src/core/shippedCheckpoints.ts';
import { type Session, type SessionParts, startSession } from '../src/session/session.ts';
import { benchmarkStore } from '../src/store/benchmark.ts';
import { commands } from '../src/store/commands.ts';
import { changeExperiment, experimentStore } from '../src/store/experiment.ts';
import { refereesStore } from '../src/store/referees.ts';
import { type RunStatus, runsStore } from '../src/store/runs.ts';
import { viewStore } from '../src/store/view.ts';
import { type Checkpoint, decodeCheckpoint } from '../src/training/checkpoint.ts';
import { createTrainSession } from '../src/workers/trainSession.ts';
import { createViewSession } from '../src/workers/viewSession.ts';
import { type ChannelWorker, createChannelWorker } from './channelWorker.ts';
import { type OpenEngine, sourceOf } from './engineSource.ts';
import { openTestEngine } from './testEngine.ts';
import { tinyBatch } from './tinyPreset.ts';
import { until } from './until.ts';

export const openEngine: OpenEngine = async (wish) => ({
  engine: await openTestEngine(),
  report: { engine: 'wasm', reason: `wished for ${wish}` },
});

/** Checkpoints come after every slice, so that there is always one to go back to. */
const timing = { checkpointMs: 0, savingShare: Number.POSITIVE_INFINITY };

/** Three steps of two lanes. */
export const small: Experiment = {
  ...defaultExperiment,
  budget: 3 * tinyBatch,
  lanes: [
    { id: 'a', method: 'acai', critic: true, hyperparameters: {} },
    { id: 'b', method: 'baseline', critic: false, hyperparameters: {} },
  ],
};

export interface Page {
  readonly trainers: readonly ChannelWorker[];
  readonly viewers: readonly ChannelWorker[];
  readonly downloads: readonly { bytes: ArrayBuffer; name: string }[];
  /** Kinds of the calls to all workers. */
  readonly calls: readonly string[];
  readonly document: StoreApi<{ readonly hash: string; readonly busy: boolean }>;
  followLink(hash: string): void;
  /** How many train workers have not been ended. */
  alive(): number;
  /** The file that a lane's checkpoint is downloaded as. */
  save(laneId: string): Promise<File>;
}

export interface PageOptions {
  readonly cores?: number;
  readonly hash?: string;
  readonly snapshotMs?: number;
  readonly refereeSteps?: number;
  readonly openTrain?: OpenEngine;
  readonly spawnTrain?: () => ChannelWorker;
  readonly benchmark?: SessionParts['benchmark'];
  /** What ships with the page, by name; nothing by default. */
  readonly shipped?: Readonly<Record<string, Uint8Array<ArrayBuffer> | string>>;
}

let session: Session | null = null;

beforeEach(() => {
  experimentStore.setState(small, true);
  runsStore.setState({ runs: {} }, true);
  viewStore.setState(viewStore.getInitialState(), true);
  benchmarkStore.setState(benchmarkStore.getInitialState(), true);
  refereesStore.setState({ referees: {} }, true);
});
afterEach(() => {
  session?.close();
  session = null;
});

export function startPage(options: PageOptions = {}): Page {
  const { snapshotMs = 500, openTrain = openEngine } = options;
  const trainers: ChannelWorker[] = [];
  const viewers: ChannelWorker[] = [];
  const downloads: { bytes: ArrayBuffer; name: string }[] = [];
  const calls: string[] = [];
  const document = createStore(() => ({ hash: options.hash ?? '', busy: true }));
  let onHash = () => {};

  function spawnTrain(): ChannelWorker {
    const worker = createChannelWorker((end) =>
      createTrainSession(end, sourceOf(openTrain), { timing: { ...timing, snapshotMs } }),
    );
    trainers.push(worker);
    return noting(worker, calls);
  }
  function spawnView(): ChannelWorker {
    const worker = createChannelWorker((end) => createViewSession(end, sourceOf(openEngine)));
    viewers.push(worker);
    return noting(worker, calls);
  }
  session = startSession({
    spawnTrain: options.spawnTrain ?? spawnTrain,
    spawnView,
    cores: options.cores ?? 2,
    address: {
      get hash() {
        return document.getState().hash;
      },
      replace: (hash) => document.setState({ hash }),
      onChange(changed) {
        onHash = changed;
        return () => {};
      },
    },
    tellBusy: (busy) => document.setState({ busy }),
    download: (bytes, name) => downloads.push({ bytes, name }),
    async fetchShipped(name) {
      const file = (options.shipped ?? { [manifestName]: formatManifest([]) })[name];
      if (file === undefined) throw new Error(`${name} did not load: HTTP 404`);
      return new Response(file).arrayBuffer();
    },
    benchmark: options.benchmark,
    refereeSteps: options.refereeSteps ?? 3,
    timeoutMs: 20_000,
  });
  return {
    trainers,
    viewers,
    downloads,
    calls,
    document,
    followLink(hash) {
      document.setState({ hash });
      onHash();
    },
    alive: () => trainers.filter(({ ended }) => !ended).length,
    async save(laneId) {
      await commands().saveCheckpoint(laneId);
      const { bytes, name } = downloads.at(-1)!;
      return new File([bytes], name);
    },
  };
}

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

export async function opened(file: File): Promise<Checkpoint> {
  return decodeCheckpoint(new Uint8Array(await file.arrayBuffer()));
}

export function endless(): void {
  changeExperiment({ budget: 2 ** 24 });
}

export const run = (laneId: string): RunStatus => runsStore.getState().runs[laneId];

export const notices = () => viewStore.getState().notices.map(({ text }) => text);

export const untilRun = (laneId: string, is: (status: RunStatus) => boolean) =>
  until(runsStore, ({ runs }) => runs[laneId] !== undefined && is(runs[laneId]));

export const untilState = (laneId: string, state: RunStatus['state']) =>
  untilRun(laneId, (status) => status.state === state);

export const untilTrained = (laneId: string, samples = 1) =>
  untilRun(laneId, (status) => status.samples >= samples && status.state === 'training');
