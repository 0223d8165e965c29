/**
 * One lane's run as the page sees it: what is wanted of it, the run on a worker that does it, and the
 * checkpoint from which it can be started again when that run is lost.
 *
 *   idle ─▶ starting ─▶ training ◀─▶ paused;  training ─▶ finished | diverged | failed
 */

import type { EngineWish } from '../core/experiment.ts';
import { hasOpponent, type Players } from '../core/lossCatalogue.ts';
import { messageOf } from '../core/messageOf.ts';
import type { HyperparameterName } from '../core/methodCatalogue.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { forgetRun, idleRun, type RunStatus, reportRun, runsStore } from '../store/runs.ts';
import type { TrainCalls, TrainEvent } from '../workers/protocol.ts';
import { RemoteError, WorkerDeadError } from '../workers/rpc.ts';
import type { OpenedFile } from './files.ts';
import type { Fleet } from './fleet.ts';
import { truncate, withLosses } from './history.ts';
import {
  describeDivergence,
  describeFallback,
  describeGivingUp,
  describeGoingOn,
  describeLoss,
  describeOpened,
  describeRestart,
  describeReturn,
} from './messages.ts';
import { createWorkerRun, type WorkerRun } from './workerRun.ts';

export interface LaneRunParts {
  readonly fleet: Fleet;
  /** What the experiment wants of the lane now. */
  readonly config: () => RunConfig;
  readonly engine: () => EngineWish;
  /** Newest weights, for the view; the bytes are shared, not handed over. */
  readonly onWeights: (bytes: ArrayBuffer, samples: number) => void;
  readonly onFinished: () => void;
  readonly onForgotten: () => void;
  readonly during: <T>(work: Promise<T>) => Promise<T>;
  readonly startTimeoutMs: number;
}

export interface SavedRun {
  readonly bytes: ArrayBuffer;
  readonly samples: number;
  readonly seed: number;
}

export interface LaneRun {
  play(): void;
  pause(): void;
  /** One step, of one side alone if `players` says so; nothing where there is nobody on that side. */
  step(players?: Players): void;
  /** Slow motion: at most so many steps a second, each shown; null trains as fast as it can. */
  setPace(stepsPerSecond: number | null): void;
  /** Forgets weights and history; goes on from the start if `play` is set. */
  reset(play: boolean): void;
  restore(play: boolean): void;
  /** Takes the weights of a file; training goes on from it if it is a checkpoint. */
  adopt(file: OpenedFile): void;
  /** Shows weights that ship with the page, of a lane without any, until it trains, which it does from the seed. */
  standIn(file: OpenedFile, message: string | null): void;
  setHyperparameter(name: HyperparameterName, value: number): void;
  setBudget(budget: number): void;
  changeEngine(): Promise<void>;
  /** Goes on where the fleet has more room for it. */
  move(): Promise<void>;
  /** A checkpoint of now, or the last one; null before there is any. */
  save(): Promise<SavedRun | null>;
  /** Whether `event` belongs to the run that is under way; if so it is taken. */
  take(event: TrainEvent): boolean;
  workerDied(reason: string): void;
  /** For tests: its engine is lost. */
  loseEngine(): void;
  dispose(): void;
}

/** A worker or engine that ends so often without training on for a checkpoint would end again. */
const maximumDeaths = 3;
/** After so many losses on the way to one checkpoint a lane trains on the processor. */
const lossesToFallBack = 2;

export function createLaneRun(laneId: string, parts: LaneRunParts): LaneRun {
  const { fleet } = parts;
  let run: WorkerRun | null = null;
  let wanted: 'training' | 'paused' = 'paused';
  let checkpoint: { readonly bytes: ArrayBuffer; readonly samples: number } | null = null;
  /** Of the file that the weights came from: its run goes on as it began. */
  let fileConfig: RunConfig | null = null;
  let pretrained: OpenedFile | null = null;
  /** Weights without an optimiser's state that training went on from. */
  let origin: OpenedFile | null = null;
  let pace: number | null = null;
  let deaths = 0;
  let losses = 0;
  /** Why it is on WebAssembly, once the engine that was wished for was lost too often. */
  let fallback: string | null = null;

  const status = (): RunStatus => runsStore.getState().runs[laneId] ?? idleRun;
  const report = (change: Partial<RunStatus>) => reportRun(laneId, change);

  /** What was seen before training went on does not count. */
  const withOrigin = (budget: number) => budget + (origin?.samples ?? 0);

  function currentConfig(): RunConfig {
    const config = parts.config();
    if (!fileConfig) return config;
    const { hyperparameters } = config;
    return { ...fileConfig, budget: withOrigin(config.budget), hyperparameters };
  }

  /** `tell`: what the lane says of it, first without and then with the engine that it found. */
  async function start(tell: (engine?: string) => string | null = () => null): Promise<void> {
    const mine = createWorkerRun(laneId, fleet);
    run = mine;
    const params = {
      config: currentConfig(),
      engine: fallback === null ? parts.engine() : 'wasm',
      checkpoint: (checkpoint ?? origin)?.bytes.slice(0) ?? null,
      freshOptimiser: checkpoint === null && origin !== null,
      paused: wanted === 'paused',
      stepsPerSecond: pace,
    } as const;
    report({ state: 'starting', message: tell(), source: 'live', seed: params.config.seed });
    try {
      const started = await mine.start(params, parts.startTimeoutMs);
      if (run !== mine || !started) return;
      const { samples } = started;
      const found = fallback === null ? started.report : { ...started.report, reason: fallback };
      report({ ...truncate(status(), samples), samples, report: found });
      // It may have diverged or finished before this answer arrived.
      if (status().state !== 'starting') return;
      report({ state: wanted, message: tell(found.engine), sharing: fleet.sharing(laneId) });
    } catch (error) {
      if (run !== mine) return;
      if (isLoss(error)) await engineLost(error.message);
      else failed(error);
    }
  }

  function failed(error: unknown): void {
    // A dead worker is told by workerDied.
    if (error instanceof WorkerDeadError) return;
    stop();
    const message = messageOf(error);
    report({ state: 'failed', samplesPerSecond: 0, message });
  }

  /** Whether the call was answered, and by the run that is still the lane's. */
  async function ask<
    K extends 'pause' | 'resume' | 'step' | 'setPace' | 'setHyperparameter' | 'setBudget',
  >(mine: WorkerRun, kind: K, params: TrainCalls[K]['params']): Promise<boolean> {
    try {
      await mine.call(kind, params);
      return run === mine;
    } catch (error) {
      if (run === mine) failed(error);
      return false;
    }
  }

  function stop(): void {
    run?.stop();
    run = null;
  }

  function play(): void {
    wanted = 'training';
    const { state, samples } = status();
    if (state === 'diverged') return;
    if (samples >= currentConfig().budget && state === 'finished') return;
    if (pretrained) forget();
    if (run === null) void parts.during(start());
    else if (state !== 'training') {
      if (state !== 'starting') report({ state: 'training', message: null });
      void ask(run, 'resume', { runId: run.id });
    }
  }

  async function pause(): Promise<void> {
    wanted = 'paused';
    if (run === null) return;
    const answered = await ask(run, 'pause', { runId: run.id });
    if (answered && wanted === 'paused' && status().state === 'training') {
      report({ state: 'paused', samplesPerSecond: 0 });
    }
  }

  /** Told who moves, a lane goes on from weights that ship with the page; else it starts from the seed. */
  async function step(wish?: Players): Promise<void> {
    const players = wish ?? 'both';
    const { state } = status();
    const { method, critic } = currentConfig();
    if (players === 'critic' && !hasOpponent(method, critic)) return;
    if (state === 'diverged' || state === 'finished') return;
    const goesOn = pretrained !== null && wish !== undefined;
    if (goesOn) goOn();
    else if (pretrained) forget();
    wanted = 'paused';
    if (run === null)
      await start(() => (goesOn && origin ? describeGoingOn(origin.samples) : null));
    if (run === null) return;
    const answered = await ask(run, 'step', { runId: run.id, steps: 1, players });
    if (answered && status().state === 'training') report({ state: 'paused', samplesPerSecond: 0 });
  }

  function forgetTrouble(): void {
    deaths = 0;
    losses = 0;
    fallback = null;
  }

  /** From here the weights on screen are trained on. */
  function goOn(): void {
    origin = pretrained;
    fileConfig = origin?.config ?? null;
    pretrained = null;
  }

  function forget(): void {
    checkpoint = null;
    fileConfig = null;
    pretrained = null;
    origin = null;
    forgetTrouble();
    forgetRun(laneId);
    report({});
    parts.onForgotten();
  }

  function reset(andPlay: boolean): void {
    stop();
    forget();
    wanted = 'paused';
    if (andPlay) play();
  }

  function restore(andPlay: boolean): void {
    if (!checkpoint) {
      reset(andPlay);
      return;
    }
    stop();
    const { bytes, samples } = checkpoint;
    parts.onWeights(bytes, samples);
    wanted = andPlay ? 'training' : 'paused';
    report(truncate(status(), samples));
    void parts.during(start(() => describeReturn(samples)));
  }

  function adopt(file: OpenedFile): void {
    stop();
    forgetTrouble();
    parts.onForgotten();
    const { bytes, kind, samples, evaluations, config } = file;
    pretrained = null;
    origin = null;
    fileConfig = config;
    checkpoint = kind === 'checkpoint' ? { bytes, samples } : null;
    wanted = 'paused';
    const finished = samples >= parts.config().budget;
    report({
      ...idleRun,
      state: finished ? 'finished' : 'paused',
      samples,
      evaluations,
      source: 'file',
      seed: config.seed,
      lastGood: checkpoint?.samples ?? null,
      message: describeOpened(file, finished),
    });
    parts.onWeights(bytes, samples);
  }

  function standIn(file: OpenedFile, message: string | null): void {
    pretrained = file;
    const { bytes, samples, evaluations, config } = file;
    const { seed } = config;
    report({ ...idleRun, samples, evaluations, source: 'pretrained', seed, message });
    parts.onWeights(bytes, samples);
  }

  async function changeEngine(): Promise<void> {
    forgetTrouble();
    await move();
  }

  async function move(): Promise<void> {
    const mine = run;
    if (mine === null) return;
    // A run that pauses leaves the checkpoint from which the next one starts.
    if (!(await ask(mine, 'pause', { runId: mine.id }))) return;
    stop();
    fleet.leave(laneId);
    await start();
  }

  function take(event: TrainEvent): boolean {
    if (!run?.owns(event)) return false;
    const { samples } = event;
    switch (event.kind) {
      case 'progress': {
        const { losses, samplesPerSecond } = event;
        report({ samples, losses, samplesPerSecond, ...withLosses(status(), { samples, losses }) });
        break;
      }
      case 'snapshot':
        parts.onWeights(event.bytes, samples);
        break;
      case 'checkpoint':
        checkpoint = { bytes: event.bytes, samples };
        deaths = 0;
        losses = 0;
        report({ lastGood: samples });
        break;
      case 'finished':
        report({ state: 'finished', samples, samplesPerSecond: 0 });
        parts.onFinished();
        break;
      case 'engine': {
        const { report: found } = status();
        if (found) report({ report: { ...found, engine: event.engine } });
        break;
      }
      case 'engineLost':
        void parts.during(engineLost(event.message));
        break;
      case 'diverged':
        run = null;
        report({
          state: 'diverged',
          samplesPerSecond: 0,
          message: describeDivergence(event.loss, samples, checkpoint?.samples ?? null),
        });
        break;
      case 'failed':
        failed(new Error(event.message));
        break;
    }
    return true;
  }

  function workerDied(reason: string): void {
    if (run === null) return;
    run = null;
    deaths += 1;
    if (deaths > maximumDeaths) {
      report({
        state: 'failed',
        samplesPerSecond: 0,
        message: describeGivingUp('worker', deaths, reason),
      });
      return;
    }
    const from = checkpoint?.samples ?? null;
    void parts.during(start(() => describeRestart(reason, from)));
  }

  /** Starts the run again from its checkpoint, on the same kind of engine while there is hope for it. */
  async function engineLost(reason: string): Promise<void> {
    const what = fleet.onGpu(laneId) ? 'GPU' : 'engine';
    stop();
    losses += 1;
    if (losses > maximumDeaths) {
      failed(new Error(describeGivingUp(what, losses, reason)));
      return;
    }
    if (losses >= lossesToFallBack) fallback = describeFallback(what);
    const loss = { what, times: losses, reason, from: checkpoint?.samples ?? null } as const;
    await start((engine) => describeLoss(loss, engine));
  }

  return {
    play,
    pause: () => void parts.during(pause()),
    step: (players) => void parts.during(step(players)),
    setPace(stepsPerSecond) {
      pace = stepsPerSecond === null ? null : Math.min(1000, Math.max(0.1, stepsPerSecond));
      if (run) void ask(run, 'setPace', { runId: run.id, stepsPerSecond: pace });
    },
    reset,
    restore,
    adopt,
    standIn,
    setHyperparameter(name, value) {
      if (run) void ask(run, 'setHyperparameter', { runId: run.id, name, value });
    },
    setBudget(budget) {
      if (run) void ask(run, 'setBudget', { runId: run.id, budget: withOrigin(budget) });
    },
    changeEngine: () => parts.during(changeEngine()),
    move: () => parts.during(move()),
    async save() {
      if (pretrained) return { ...pretrained, seed: pretrained.config.seed };
      const { seed } = currentConfig();
      if (run === null) return checkpoint && { ...checkpoint, seed };
      const { evaluations } = status();
      try {
        return { ...(await run.call('checkpoint', { runId: run.id, evaluations })), seed };
      } catch (error) {
        if (isLoss(error) && checkpoint) return { ...checkpoint, seed };
        throw error;
      }
    },
    take,
    workerDied,
    loseEngine() {
      if (run) run.call('loseEngine', { runId: run.id }).catch(() => {});
    },
    dispose() {
      stop();
      fleet.leave(laneId);
      parts.onForgotten();
      forgetRun(laneId);
    },
  };
}

function isLoss(error: unknown): error is RemoteError {
  return error instanceof RemoteError && error.name === 'EngineLostError';
}
