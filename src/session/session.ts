/**
 * Joins store and workers: what the user wants becomes calls to workers, and what they report becomes
 * state of the store. Holds no state of its own beyond the runs and the parts that it joins.
 */

import { type Experiment, type Lane, laneRunConfig } from '../core/experiment.ts';
import { messageOf } from '../core/messageOf.ts';
import { hyperparametersOf } from '../core/methodCatalogue.ts';
import { provideCommands } from '../store/commands.ts';
import { experimentStore } from '../store/experiment.ts';
import { writeNotes } from '../store/notes.ts';
import { refereesStore } from '../store/referees.ts';
import { runsStore } from '../store/runs.ts';
import { notify, viewStore } from '../store/view.ts';
import { pageTexts } from '../texts/pages.ts';
import type { WorkerLike } from '../workers/client.ts';
import { spawnTrainWorker } from '../workers/trainClient.ts';
import { createTurns } from '../workers/turns.ts';
import { spawnViewWorker } from '../workers/viewClient.ts';
import type { BenchmarkParts } from './benchmark.ts';
import { createBusy } from './busy.ts';
import type { OpenedCapsule } from './capsule.ts';
import { createEvaluator, type Evaluator } from './evaluator.ts';
import { checkpointName, downloadBytes, isCapsule, placeFile } from './files.ts';
import { createFleet } from './fleet.ts';
import { createLaneRun, type LaneRun } from './laneRun.ts';
import { createLazyPart } from './lazyPart.ts';
import { createPretrained, fetchShipped } from './pretrained.ts';
import { createReferees, type Referees } from './referees.ts';
import { spoken, spokenName } from './spoken.ts';
import { offerTestHook } from './testHook.ts';
import { type Address, browserAddress, syncUrl } from './urlSync.ts';
import { createViewFeed } from './viewFeed.ts';

/** What a session takes from the browser; tests give their own. */
export interface SessionParts {
  readonly spawnTrain: () => WorkerLike;
  readonly spawnView: () => WorkerLike;
  /** Most train workers at a time, and threads of them all together. */
  readonly cores: number;
  readonly address: Address;
  readonly tellBusy: (busy: boolean) => void;
  readonly download: (bytes: ArrayBuffer, name: string) => void;
  /** A file of those that ship with the page. @throws Error saying why it is not there. */
  readonly fetchShipped: (name: string) => Promise<ArrayBuffer>;
  /** What the Benchmark page takes from elsewhere than the browser. */
  readonly benchmark?: Partial<Pick<BenchmarkParts, 'kept' | 'fetchResults'>>;
  /** Steps that an independent referee is trained for. */
  readonly refereeSteps: number;
  /** Without an answer, or a sign of life while it trains, for so long a worker counts as dead. */
  readonly timeoutMs: number;
}

/** What every strip depends on. */
const shaping = ['endpoints', 'path', 'points', 'beyond'] as const;

/** Engines are loaded and programs compiled within a start: slow on a slow network or GPU driver. */
const startTimeoutMs = 180_000;

export interface Session {
  close(): void;
}

export function startSession(given: Partial<SessionParts> = {}): Session {
  const parts = { ...browserParts(), ...given };
  const busy = createBusy(parts.tellBusy);
  const stopUrl = syncUrl(parts.address, busy.during);
  const runs = new Map<string, LaneRun>();
  /** Of the Benchmark page: they train beside the lanes. */
  const background = new Map<string, LaneRun>();
  const runOf = (id: string) => runs.get(id) ?? background.get(id);
  const files = createTurns();
  const wanted = () => experimentStore.getState();
  const playing = () => viewStore.getState().playing;
  const stateOf = (laneId: string) => runsStore.getState().runs[laneId]?.state ?? 'idle';
  const isBusy = (laneId: string) => ['training', 'starting'].includes(stateOf(laneId));

  const feed = createViewFeed({
    spawn: parts.spawnView,
    busy,
    timeoutMs: 4 * parts.timeoutMs,
    onShown: (laneId, samples) => evaluator.consider(laneId, samples),
    onTrouble: (message) => notify('error', message),
  });
  const evaluator: Evaluator = createEvaluator({ evaluate: feed.evaluate, during: busy.during });
  const fleet = createFleet({
    spawn: parts.spawnTrain,
    cores: Math.max(1, parts.cores),
    timeoutMs: parts.timeoutMs,
    onEvent: (event) =>
      void [referees, ...runs.values(), ...background.values()].some((one) => one.take(event)),
    onDeath: (laneIds, reason) => {
      for (const laneId of laneIds) runOf(laneId)?.workerDied(reason);
    },
    onRoom: async (laneId) => runOf(laneId)?.move(),
    isTraining: (laneId) => stateOf(laneId) === 'training',
    isBusy: (laneId) => isBusy(laneId) || referees.isBusy(laneId),
  });

  const referees: Referees = createReferees({
    fleet,
    engine: () => wanted().engine,
    weights: feed.weights,
    config: (laneId) => {
      const lane = wanted().lanes.find(({ id }) => id === laneId);
      return lane ? laneRunConfig(wanted(), lane) : null;
    },
    fileStrips: feed.fileStrips,
    during: busy.during,
    steps: parts.refereeSteps,
    startTimeoutMs,
  });

  const pretrained = createPretrained({
    fetchFile: parts.fetchShipped,
    inspect: feed.inspect,
    run: (laneId) => runs.get(laneId),
    during: busy.during,
  });

  function addRun(lane: Lane): void {
    const { id } = lane;
    const find = () => wanted().lanes.find((each) => each.id === id) ?? lane;
    const run = createLaneRun(id, {
      fleet,
      config: () => laneRunConfig(wanted(), find()),
      engine: () => wanted().engine,
      onWeights: (bytes) => feed.show(id, bytes),
      onFinished: () => {
        const samples = feed.shown(id);
        if (samples !== null) evaluator.consider(id, samples);
      },
      onForgotten: () => {
        feed.forget(id);
        evaluator.forget(id);
        referees.forget(id);
      },
      during: busy.during,
      startTimeoutMs,
    });
    runs.set(id, run);
    begin(id, run);
  }

  /** From the seed if lanes train now, else as the page opens. */
  function begin(laneId: string, run: LaneRun): void {
    run.reset(playing() && !adopting);
    if (!adopting) pretrained.consider(laneId);
  }

  /** Set while a file makes its lane, which then must not start from the seed. */
  let adopting = false;

  /** What trains there goes on when the page is left. */
  const benchmark = createLazyPart({
    // The talk's stop on results shows them too.
    isWanted: () =>
      wanted().page === 'benchmark' || (wanted().page === 'learn' && wanted().stop === 'results'),
    load: async () => {
      const { startBenchmark } = await import('./benchmark.ts');
      return () =>
        startBenchmark({
          ...parts.benchmark,
          feed,
          fleet,
          runs: background,
          cores: Math.max(1, parts.cores),
          busyLanes: () => [...runs.keys()].filter(isBusy).length,
          engine: () => wanted().engine,
          fetchShipped: parts.fetchShipped,
          download: parts.download,
          during: busy.during,
          startTimeoutMs,
        });
    },
    onTrouble: (error) => notify('error', pageTexts[wanted().language].notLoaded(messageOf(error))),
    during: busy.during,
  });

  const play = createLazyPart({
    isWanted: () => wanted().page === 'play',
    load: async () => {
      const { startPlay } = await import('./play.ts');
      return () =>
        startPlay({
          mixes: feed.mixes,
          curves: feed.curves,
          // One that judged what the lane shows now.
          referee: async (laneId, pairs) => {
            const judged = refereesStore.getState().referees[laneId]?.samples ?? null;
            return judged === feed.shown(laneId) ? referees.guesses(laneId, pairs) : null;
          },
          shown: feed.shown,
          download: parts.download,
          during: busy.during,
        });
    },
    onTrouble: (error) =>
      notify('error', pageTexts[wanted().language].playNotLoaded(messageOf(error))),
    during: busy.during,
  });

  const stopWatching = [
    experimentStore.subscribe(benchmark.consider),
    experimentStore.subscribe(play.consider),
    experimentStore.subscribe((now, before) => {
      follow(now, before);
      if (now.engine !== before.engine) {
        feed.configure();
        for (const run of runs.values()) void run.changeEngine();
      }
      if (shaping.some((name) => now[name] !== before[name])) feed.refreshEndpoints();
      else if (now.alpha !== before.alpha) feed.refreshFrame();
    }),
    viewStore.subscribe((now, before) => {
      if (now.hoverAlpha !== before.hoverAlpha) feed.refreshFrame();
    }),
    // Later, because a run that is reset is idle for a moment before it starts.
    runsStore.subscribe(() => queueMicrotask(endPlaying)),
    runsStore.subscribe(({ runs: now }, { runs: before }) => {
      const changed = (id: string) => now[id]?.state !== before[id]?.state;
      if (Object.keys({ ...before, ...now }).some(changed)) queueMicrotask(fleet.shareCores);
    }),
  ];

  /** ▶ is over when no lane trains any more. */
  function endPlaying(): void {
    if (![...runs.keys()].some(isBusy) && playing()) viewStore.setState({ playing: false });
  }

  /** Carries a change of lanes, or of what their runs are made of, to the runs. */
  function follow(now: Experiment, before: Experiment): void {
    for (const lane of before.lanes) {
      if (now.lanes.some(({ id }) => id === lane.id)) continue;
      runs.get(lane.id)?.dispose();
      runs.delete(lane.id);
    }
    for (const lane of now.lanes) {
      const run = runs.get(lane.id);
      const old = before.lanes.find(({ id }) => id === lane.id);
      if (!run || !old) addRun(lane);
      else if (identity(now, lane) !== identity(before, old)) begin(lane.id, run);
      else {
        if (lane !== old) followHyperparameters(run, now, lane, laneRunConfig(before, old));
        if (now.budget !== before.budget) run.setBudget(now.budget);
        if (lane !== old || now.budget !== before.budget) pretrained.consider(lane.id);
      }
    }
  }

  const each = (act: (run: LaneRun, id: string) => void, laneId?: string) => {
    for (const [id, run] of runs) if (laneId === undefined || laneId === id) act(run, id);
  };

  /** All lanes are new ones, even where they look alike. */
  function takeOver({ experiment, notes, files }: OpenedCapsule): void {
    viewStore.setState({ playing: false });
    adopting = true;
    experimentStore.setState({ lanes: [] });
    experimentStore.setState(experiment);
    adopting = false;
    writeNotes(notes);
    for (const [index, { id }] of experiment.lanes.entries()) {
      const opened = files[index];
      if (opened) runs.get(id)?.adopt(opened);
      else pretrained.consider(id);
    }
  }

  async function openCapsule(file: File): Promise<void> {
    const { capsuleOpened, readCapsule } = await import('./capsule.ts');
    const opened = await readCapsule(file, feed.inspect);
    takeOver(opened);
    capsuleOpened(file.name, opened);
  }

  async function saveCapsule(half: boolean): Promise<void> {
    const { saveCapsule } = await import('./capsule.ts');
    await saveCapsule({ run: (laneId) => runs.get(laneId), feed, download: parts.download }, half);
  }

  async function open(file: File, laneId?: string): Promise<void> {
    try {
      if (await isCapsule(file)) {
        await openCapsule(file);
        return;
      }
      const bytes = await file.arrayBuffer();
      const opened = { bytes, ...(await feed.inspect(bytes)) };
      adopting = true;
      const target = placeFile(opened, laneId);
      runs.get(target)?.adopt(opened);
    } catch (error) {
      notify('error', spoken().notOpened(file.name, messageOf(error)));
    } finally {
      adopting = false;
    }
  }

  async function save(laneId: string): Promise<void> {
    const lane = wanted().lanes.find(({ id }) => id === laneId);
    const run = runs.get(laneId);
    if (!lane || !run) return;
    try {
      const saved = await run.save();
      if (saved) parts.download(saved.bytes, checkpointName(lane, saved.seed, saved.samples));
      else notify('info', spoken().noCheckpoint(spokenName(lane)));
    } catch (error) {
      notify('error', spoken().notSaved(spokenName(lane), messageOf(error)));
    }
  }

  provideCommands({
    play() {
      viewStore.setState({ playing: true });
      each((run) => run.play());
      endPlaying();
    },
    pause() {
      viewStore.setState({ playing: false });
      each((run) => run.pause());
    },
    step: (laneId) => each((run) => run.step(), laneId),
    stepPlayers: (laneId, players) => runs.get(laneId)?.step(players),
    referee: referees.ask,
    cancelReferee: referees.cancel,
    setPace: (laneId, stepsPerSecond) => runs.get(laneId)?.setPace(stepsPerSecond),
    reset: (laneId) => each((run, id) => begin(id, run), laneId),
    restore: (laneId) => each((run) => run.restore(playing()), laneId),
    openCheckpoint: (file, laneId) => busy.during(files.take(() => open(file, laneId))),
    saveCapsule: (half) => busy.during(files.take(() => saveCapsule(half))),
    download: parts.download,
    saveCheckpoint: (laneId) => busy.during(save(laneId)),
  });

  for (const lane of wanted().lanes) addRun(lane);
  feed.configure();
  feed.refreshEndpoints();
  benchmark.consider();
  play.consider();
  const withdrawHook = offerTestHook({
    killWorker: fleet.kill,
    killViewWorker: feed.kill,
    loseEngine: (laneId) => runs.get(laneId)?.loseEngine(),
  });

  return {
    close() {
      for (const stop of stopWatching) stop();
      stopUrl();
      withdrawHook();
      referees.close();
      for (const run of runs.values()) run.dispose();
      benchmark.close();
      play.close();
      fleet.close();
      feed.close();
    },
  };
}

/** Equal for two lanes whose runs could be one: anything else starts a run anew. */
function identity(experiment: Experiment, lane: Lane): string {
  const { hyperparameters: _live, budget: _grows, ...fixed } = laneRunConfig(experiment, lane);
  return JSON.stringify(fixed);
}

function followHyperparameters(
  run: LaneRun,
  now: Experiment,
  lane: Lane,
  { hyperparameters: old }: ReturnType<typeof laneRunConfig>,
): void {
  const { hyperparameters } = laneRunConfig(now, lane);
  for (const { name } of hyperparametersOf(lane.method, lane.critic)) {
    const value = hyperparameters[name];
    if (value !== undefined && value !== old[name]) run.setHyperparameter(name, value);
  }
}

function browserParts(): SessionParts {
  return {
    spawnTrain: spawnTrainWorker,
    spawnView: spawnViewWorker,
    cores: typeof navigator === 'undefined' ? 1 : navigator.hardwareConcurrency,
    address: browserAddress,
    tellBusy: (busy) => {
      document.documentElement.dataset.busy = String(busy);
    },
    download: downloadBytes,
    fetchShipped,
    refereeSteps: 2000,
    timeoutMs: 30_000,
  };
}
