/**
 * What a train worker does, without the Worker: owns its engines and trains the runs placed on them, in
 * slices between which calls are answered. Several runs take the slices in turn, by time.
 */

import type { EngineWish } from '../core/experiment.ts';
import type { Players } from '../core/lossCatalogue.ts';
import { messageOf } from '../core/messageOf.ts';
import type { RunConfig } from '../core/runConfig.ts';
import type { Engine, EngineName } from '../engines/engine.ts';
import { decodeCheckpoint, encodeCheckpoint } from '../training/checkpoint.ts';
import { DivergedError } from '../training/divergedError.ts';
import { loseEngine, lossOf } from '../training/engineLoss.ts';
import { createReferee } from '../training/referee.ts';
import { createRun, type Run } from '../training/run.ts';
import type { EngineSource, OpenedEngine } from './engineSource.ts';
import { createPause } from './pause.ts';
import type { TrainCalls, TrainEvent } from './protocol.ts';
import { createRefereeTask, type RefereeTask } from './refereeTask.ts';
import { type Endpoint, serve, Transferred } from './rpc.ts';
import { createShares } from './shares.ts';
import { createTrainLane, defaultTiming, type TrainLane, type TrainTiming } from './trainLane.ts';
import { createTurns } from './turns.ts';

/** Without an answer for so long, an engine counts as stuck. tfjs can take half a minute for one step. */
const patienceMs: Readonly<Record<EngineName, number>> = {
  wasm: 30_000,
  webgpu: 60_000,
  tfjs: 600_000,
};

/** No such run, or none that can go on. */
export class RunError extends Error {
  override name = 'RunError';
}

/** What takes slices in turn. */
type Worked = TrainLane | RefereeTask;

export interface TrainSession {
  close(): void;
}

export function createTrainSession(
  endpoint: Endpoint,
  engines: EngineSource,
  options: { readonly timing?: Partial<TrainTiming>; readonly now?: () => number } = {},
): TrainSession {
  const timing = { ...defaultTiming, ...options.timing };
  const now = options.now ?? (() => performance.now());
  const lanes = new Map<string, TrainLane>();
  const referees = new Map<string, RefereeTask>();
  const turns = createTurns();
  const shares = createShares<Worked>();
  const pause = createPause();
  let threads: number | null = null;
  let looping = false;
  /** For the next step of slow motion, while there is nothing else to do. */
  let alarm: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const server = serve<TrainCalls, TrainEvent>(endpoint, {
    openEngine: ({ engine: wish, config }) =>
      turns.take(async () => {
        const { engine, report } = await open(wish, config);
        return { name: engine.name, reason: report.reason };
      }),
    setThreads: ({ threads: count }) => {
      if (!(Number.isInteger(count) && count >= 1)) throw new RangeError(`${count} threads`);
      threads = count;
      for (const { engine } of lanes.values()) engine.setThreads?.(count);
      for (const lane of lanes.values()) lane.describeEngine();
      return null;
    },
    start: ({ runId, config, engine: wish, checkpoint, paused, ...more }) =>
      turns.take(async () => {
        const saved = checkpoint ? decodeCheckpoint(new Uint8Array(checkpoint)) : undefined;
        const { engine, report: found } = await open(wish, config);
        const { freshOptimiser = false, stepsPerSecond = null } = more;
        const run = await createRun(engine, config, saved, freshOptimiser).catch((error) => {
          const loss = lossOf(error, engine);
          if (loss !== null && loss === error) giveUp(engine, loss);
          throw loss ?? error;
        });
        end(runId);
        const lane = addLane(runId, run, engine);
        lane.setPace(checkedPace(stepsPerSecond));
        await guard(lane, () => lane.publish('snapshot'));
        if (!paused) go(lane, Number.POSITIVE_INFINITY);
        const report = { ...found, engine: engine.description };
        return { report, samples: run.samples, patienceMs: patienceMs[engine.name] };
      }),
    pause: ({ runId }) =>
      turns.take(async () => {
        const lane = find(runId);
        await guard(lane, lane.pause);
        return { samples: lane.run.samples };
      }),
    resume: ({ runId }) =>
      turns.take(async () => {
        const lane = find(runId);
        await choosePlayers(lane, 'both');
        return go(lane, Number.POSITIVE_INFINITY);
      }),
    step: ({ runId, steps, players = 'both' }) => {
      if (!Number.isInteger(steps) || steps < 1) throw new RunError(`cannot do ${steps} steps`);
      return turns.take(async () => {
        const lane = find(runId);
        await choosePlayers(lane, players);
        return go(lane, steps);
      });
    },
    setPace: ({ runId, stepsPerSecond }) =>
      turns.take(() => {
        find(runId).setPace(checkedPace(stepsPerSecond));
        wake();
        return null;
      }),
    setHyperparameter: ({ runId, name, value }) =>
      turns.take(() => {
        find(runId).run.setHyperparameter(name, value);
        return null;
      }),
    setBudget: ({ runId, budget }) =>
      turns.take(() => {
        if (!(budget > 0)) throw new RunError(`cannot train for ${budget} samples`);
        find(runId).run.setBudget(budget);
        return null;
      }),
    checkpoint: ({ runId, evaluations }) =>
      turns.take(async () => {
        const lane = find(runId);
        const { run } = lane;
        const saved = await orRetire(lane, run.save('checkpoint', evaluations));
        const bytes = encodeCheckpoint(saved).buffer;
        return new Transferred({ bytes, samples: run.samples }, [bytes]);
      }),
    stop: ({ runId }) =>
      turns.take(() => {
        end(runId);
        return null;
      }),
    async referee({ runId, bytes, engine: wish, steps }) {
      if (!(Number.isInteger(steps) && steps >= 1)) throw new RunError(`cannot do ${steps} steps`);
      const task = await turns.take(async () => {
        const snapshot = decodeCheckpoint(new Uint8Array(bytes));
        const { engine } = await open(wish, snapshot.config);
        const referee = await createReferee(engine, snapshot);
        const { samples } = snapshot;
        const post = server.emit;
        const onEnd = () => void referees.delete(runId);
        const task = createRefereeTask({
          ...{ runId, referee, samples, steps, engine, timing, now, pause, post, onEnd },
        });
        referees.set(runId, task);
        shares.join(task);
        wake();
        return task;
      });
      return task.result;
    },
    // In its turn: the one that is to stop may only just be starting.
    stopReferee: ({ runId }) =>
      turns.take(() => {
        referees.get(runId)?.fail(new RunError('the referee was called off'));
        return null;
      }),
    loseEngine: ({ runId }) =>
      turns.take(() => {
        const { engine } = find(runId);
        const loss = loseEngine(engine);
        if (loss) giveUp(engine, loss);
        return null;
      }),
  });

  async function open(wish: EngineWish, config: RunConfig): Promise<OpenedEngine> {
    const opened = await engines.open(wish, config);
    if (threads !== null) opened.engine.setThreads?.(threads);
    return opened;
  }

  function addLane(runId: string, run: Run, engine: Engine): TrainLane {
    const lane = createTrainLane({ runId, run, engine, timing, now, post: server.emit });
    lanes.set(runId, lane);
    return lane;
  }

  function find(runId: string): TrainLane {
    const lane = lanes.get(runId);
    if (!lane) throw new RunError(`there is no run ${runId}`);
    return lane;
  }

  function end(runId: string): void {
    lanes.get(runId)?.run.dispose();
    lanes.delete(runId);
  }

  function go(lane: TrainLane, steps: number): { samples: number } {
    lane.go(steps);
    shares.join(lane);
    wake();
    return { samples: lane.run.samples };
  }

  function wake(): void {
    clearTimeout(alarm);
    if (!looping && !closed) void loop();
  }

  async function loop(): Promise<void> {
    looping = true;
    while (!closed) {
      const waiting = [...lanes.values(), ...referees.values()].filter(({ active }) => active);
      const next = shares.next(waiting.filter(({ waitMs }) => waitMs === 0));
      if (!next) {
        if (waiting.length > 0) alarm = setTimeout(wake, soonest(waiting));
        break;
      }
      await turns.take(() => advance(next));
      await pause();
    }
    looping = false;
  }

  const choosePlayers = (lane: TrainLane, players: Players) =>
    orRetire(lane, lane.run.setPlayers(players));

  /** What fails because the engine is lost ends the lane; anything else is only told. */
  function orRetire<T>(lane: TrainLane, work: Promise<T>): Promise<T> {
    return work.catch((error) => {
      const loss = lossOf(error, lane.engine);
      if (loss) retire(lane, loss);
      throw loss ?? error;
    });
  }

  /** One slice of what still wants one when its turn comes. */
  async function advance(next: Worked): Promise<void> {
    const { runId } = next;
    if (!next.active || (lanes.get(runId) !== next && referees.get(runId) !== next)) return;
    const began = now();
    await guard(next, next.slice);
    shares.spend(next, now() - began);
  }

  /** Whatever goes wrong ends this one alone. */
  async function guard(worked: Worked, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      retire(worked, error);
    }
  }

  /** Ends a lane and says why; where its engine is lost, all that is on it. */
  function retire(lane: Worked, error: unknown): void {
    const loss = lossOf(error, lane.engine);
    if (loss !== null && loss === error) {
      giveUp(lane.engine, loss);
      return;
    }
    if ('fail' in lane) {
      lane.fail(loss ?? error);
      return;
    }
    end(lane.runId);
    if (error instanceof DivergedError) lane.emit({ kind: 'diverged', loss: error.loss });
    else if (loss) lane.emit({ kind: 'engineLost', message: loss.message });
    else lane.emit({ kind: 'failed', message: messageOf(error) });
  }

  function giveUp(engine: Engine, loss: Error): void {
    const { message } = loss;
    const left = [...lanes.values()].filter((lane) => lane.engine === engine);
    for (const lane of left) end(lane.runId);
    const judging = [...referees.values()].filter((task) => task.engine === engine);
    for (const task of judging) task.fail(loss);
    engines.fail?.(engine, message);
    for (const lane of left) lane.emit({ kind: 'engineLost', message });
  }

  return {
    close() {
      closed = true;
      clearTimeout(alarm);
      server.close();
      pause.close();
      for (const runId of [...lanes.keys()]) end(runId);
      for (const task of [...referees.values()]) task.fail(new RunError('the worker was closed'));
      engines.close();
    },
  };
}

/** Slower than the first, a worker would seem to have stopped. @throws RunError */
function checkedPace(stepsPerSecond: number | null): number | null {
  if (stepsPerSecond === null || (stepsPerSecond >= 0.1 && stepsPerSecond <= 1000)) {
    return stepsPerSecond;
  }
  throw new RunError(`cannot do ${stepsPerSecond} steps a second, only 0.1 to 1000`);
}

function soonest(lanes: readonly Worked[]): number {
  return Math.min(...lanes.map(({ waitMs }) => waitMs));
}
