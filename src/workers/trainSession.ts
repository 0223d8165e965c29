/**
 * What a train worker does, without the Worker: owns an engine and trains the runs placed on it, in
 * slices between which calls are answered. Several runs take the slices in turn.
 */
import type { EngineName } from '../engines/engine.ts';
import { type CheckpointKind, decodeCheckpoint, encodeCheckpoint } from '../training/checkpoint.ts';
import { DivergedError } from '../training/divergedError.ts';
import { createRun, type Run } from '../training/run.ts';
import type { EngineSource } from './engineSource.ts';
import { createPause } from './pause.ts';
import type { TrainCalls, TrainEvent } from './protocol.ts';
import { createRate, type Rate } from './rate.ts';
import { type Endpoint, serve, Transferred } from './rpc.ts';
import { createTurns } from './turns.ts';

export interface TrainTiming {
  /** A slice ends after the step that passes this: how long a call waits beyond that step. */
  readonly sliceMs: number;
  readonly progressMs: number;
  readonly snapshotMs: number;
  readonly checkpointMs: number;
  /** Snapshots and checkpoints together take at most this share of the time. */
  readonly savingShare: number;
}

const timing: TrainTiming = {
  sliceMs: 12,
  progressMs: 250,
  snapshotMs: 1000,
  checkpointMs: 15_000,
  savingShare: 0.04,
};

/** The first checkpoint comes earlier, so that an early divergence can be undone. */
const firstCheckpointMs = 2000;

/** Without an answer for so long, an engine counts as stuck. tfjs can take half a minute for one step. */
const patienceMs: Readonly<Record<EngineName, number>> = {
  wasm: 30_000,
  webgpu: 60_000,
  tfjs: 600_000,
};

interface Lane {
  readonly runId: string;
  readonly run: Run;
  /** Steps still to do; Infinity while training, 0 while paused. */
  steps: number;
  sequence: number;
  /** Times of the clock at which each is next due. */
  progressDue: number;
  snapshotDue: number;
  checkpointDue: number;
  rate: Rate;
}

/** No such run, or none that can go on. */
export class RunError extends Error {
  override name = 'RunError';
}

export interface TrainSession {
  close(): void;
}

export function createTrainSession(
  endpoint: Endpoint,
  engines: EngineSource,
  options: { readonly timing?: Partial<TrainTiming>; readonly now?: () => number } = {},
): TrainSession {
  const { sliceMs, progressMs, snapshotMs, checkpointMs, savingShare } = {
    ...timing,
    ...options.timing,
  };
  const now = options.now ?? (() => performance.now());
  const lanes = new Map<string, Lane>();
  const turns = createTurns();
  const pause = createPause();
  let looping = false;
  let closed = false;

  const server = serve<TrainCalls, TrainEvent>(endpoint, {
    start: ({ runId, config, engine: wish, checkpoint, paused }) =>
      turns.take(async () => {
        const saved = checkpoint ? decodeCheckpoint(new Uint8Array(checkpoint)) : undefined;
        const { engine, report } = await engines.open(wish, config);
        const run = await createRun(engine, config, saved);
        end(runId);
        const lane = createLane(runId, run, paused ? 0 : Number.POSITIVE_INFINITY);
        lanes.set(runId, lane);
        await guard(lane, () => publish(lane, 'snapshot'));
        wake();
        return { report, samples: run.samples, patienceMs: patienceMs[engine.name] };
      }),
    pause: ({ runId }) =>
      turns.take(async () => {
        const lane = find(runId);
        const wasTraining = lane.steps > 0;
        lane.steps = 0;
        if (wasTraining) {
          await guard(lane, async () => {
            tell(lane, await lane.run.losses());
            await publishAll(lane);
          });
        }
        return { samples: lane.run.samples };
      }),
    resume: ({ runId }) => go(runId, Number.POSITIVE_INFINITY),
    step: ({ runId, steps }) => {
      if (!Number.isInteger(steps) || steps < 1) throw new RunError(`cannot do ${steps} steps`);
      return go(runId, steps);
    },
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
        const { run } = find(runId);
        const bytes = encodeCheckpoint(await run.save('checkpoint', evaluations)).buffer;
        return new Transferred({ bytes, samples: run.samples }, [bytes]);
      }),
    stop: ({ runId }) =>
      turns.take(() => {
        end(runId);
        return null;
      }),
  });

  function createLane(runId: string, run: Run, steps: number): Lane {
    const time = now();
    return {
      runId,
      run,
      steps,
      sequence: 0,
      progressDue: time,
      snapshotDue: time + snapshotMs,
      checkpointDue: time + Math.min(firstCheckpointMs, checkpointMs),
      rate: createRate(time, run.samples),
    };
  }

  function find(runId: string): Lane {
    const lane = lanes.get(runId);
    if (!lane) throw new RunError(`there is no run ${runId}`);
    return lane;
  }

  function end(runId: string): void {
    lanes.get(runId)?.run.dispose();
    lanes.delete(runId);
  }

  function go(runId: string, steps: number): Promise<{ samples: number }> {
    return turns.take(() => {
      const lane = find(runId);
      lane.steps = steps;
      lane.rate = createRate(now(), lane.run.samples);
      wake();
      return { samples: lane.run.samples };
    });
  }

  function wake(): void {
    if (!looping && !closed) void loop();
  }

  async function loop(): Promise<void> {
    looping = true;
    for (;;) {
      const active = [...lanes.values()].filter((lane) => lane.steps > 0);
      if (active.length === 0 || closed) break;
      for (const lane of active) {
        await turns.take(() => advance(lane));
        await pause();
      }
    }
    looping = false;
  }

  /** One slice of a lane. */
  async function advance(lane: Lane): Promise<void> {
    if (lane.steps > 0 && lanes.get(lane.runId) === lane) await guard(lane, () => slice(lane));
  }

  /** Whatever goes wrong ends this lane alone. */
  async function guard(lane: Lane, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      end(lane.runId);
      if (error instanceof DivergedError) emit(lane, { kind: 'diverged', loss: error.loss });
      else
        emit(lane, {
          kind: 'failed',
          message: error instanceof Error ? error.message : `${error}`,
        });
    }
  }

  async function slice(lane: Lane): Promise<void> {
    const { run } = lane;
    const began = now();
    while (lane.steps > 0 && !run.finished) {
      run.step();
      lane.steps -= 1;
      if (now() - began >= sliceMs) break;
    }
    // Read after every slice: a loss that is no longer a number ends the run here.
    const losses = await run.losses();
    const time = now();
    if (run.finished) lane.steps = 0;
    if (lane.steps === 0 || time >= lane.progressDue) tell(lane, losses);
    if (lane.steps === 0) {
      await publishAll(lane);
      if (run.finished) emit(lane, { kind: 'finished' });
      return;
    }
    if (time >= lane.snapshotDue) await publish(lane, 'snapshot');
    if (time >= lane.checkpointDue) await publish(lane, 'checkpoint');
  }

  function tell(lane: Lane, losses: Readonly<Record<string, number>>): void {
    // There are none before the first step.
    if (Object.keys(losses).length === 0) return;
    const time = now();
    const samplesPerSecond = lane.rate(time, lane.run.samples);
    emit(lane, { kind: 'progress', losses, samplesPerSecond });
    lane.progressDue = time + progressMs;
  }

  /** What a run that comes to rest leaves behind. */
  async function publishAll(lane: Lane): Promise<void> {
    await publish(lane, 'snapshot');
    await publish(lane, 'checkpoint');
  }

  /** @throws DivergedError before weights that are no numbers get out. */
  async function publish(lane: Lane, kind: CheckpointKind): Promise<void> {
    const began = now();
    const bytes = encodeCheckpoint(await lane.run.save(kind)).buffer;
    emit(lane, { kind, bytes }, [bytes]);
    const time = now();
    const rest = (2 * (time - began)) / savingShare;
    if (kind === 'snapshot') lane.snapshotDue = time + Math.max(snapshotMs, rest);
    else lane.checkpointDue = time + Math.max(checkpointMs, rest);
  }

  function emit(lane: Lane, event: EventBody, buffers: ArrayBuffer[] = []): void {
    const { runId, run } = lane;
    server.emit({ runId, sequence: lane.sequence++, samples: run.samples, ...event }, buffers);
  }

  return {
    close() {
      closed = true;
      server.close();
      pause.close();
      for (const runId of [...lanes.keys()]) end(runId);
      engines.close();
    },
  };
}

type WithoutBase<E> = E extends TrainEvent ? Omit<E, 'runId' | 'sequence' | 'samples'> : never;
type EventBody = WithoutBase<TrainEvent>;
