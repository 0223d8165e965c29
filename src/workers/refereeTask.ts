/** A referee as the train worker holds it: trained in slices between the lanes', then measured. */
import type { Engine } from '../engines/engine.ts';
import { encodeCheckpoint } from '../training/checkpoint.ts';
import { createPace } from '../training/pace.ts';
import type { Referee } from '../training/referee.ts';
import { createDeferred } from './deferred.ts';
import type { RefereeResult, TrainEvent } from './protocol.ts';
import { Transferred } from './rpc.ts';
import type { TrainTiming } from './trainLane.ts';

export interface RefereeTask {
  readonly runId: string;
  readonly engine: Engine;
  readonly active: boolean;
  readonly waitMs: number;
  readonly result: Promise<Transferred<RefereeResult>>;
  slice(): Promise<void>;
  /** Ends it; whoever waits for the result is told why. */
  fail(error: unknown): void;
}

export interface RefereeTaskParts {
  readonly runId: string;
  readonly referee: Referee;
  /** Of the snapshot. */
  readonly samples: number;
  readonly steps: number;
  readonly engine: Engine;
  readonly timing: TrainTiming;
  readonly now: () => number;
  readonly pause: () => Promise<void>;
  readonly post: (event: TrainEvent) => void;
  readonly onEnd: () => void;
}

export function createRefereeTask(parts: RefereeTaskParts): RefereeTask {
  const { runId, referee, samples, steps, engine, timing, now, pause } = parts;
  const takeSteps = createPace(engine.name === 'webgpu' ? timing.gpuSliceMs : timing.sliceMs, now);
  const result = createDeferred<Transferred<RefereeResult>>();
  const trained = { ...referee, finished: false };
  let done = 0;
  let ended = false;
  let measuring = false;
  let sequence = 0;
  let due = 0;

  function tell(): void {
    due = now() + timing.progressMs;
    parts.post({ kind: 'referee', runId, sequence: sequence++, samples, step: done, steps });
  }

  function end(): void {
    ended = true;
    referee.dispose();
    parts.onEnd();
  }

  function fail(error: unknown): void {
    if (ended) return;
    end();
    result.reject(error);
  }

  /** Beside the lanes' slices, for it pauses. */
  async function finish(): Promise<void> {
    measuring = true;
    try {
      const errors = await referee.measure(async () => {
        await pause();
        if (ended) throw new Error('the referee was called off');
      });
      const bytes = encodeCheckpoint(await referee.save()).buffer;
      if (ended) return;
      const { seed } = referee;
      end();
      result.resolve(new Transferred({ samples, steps, seed, errors, bytes }, [bytes]));
    } catch (error) {
      fail(error);
    }
  }

  return {
    runId,
    engine,
    get active() {
      return !ended && !measuring;
    },
    waitMs: 0,
    result: result.promise,
    async slice() {
      done += (await takeSteps(trained, steps - done)).steps;
      if (done >= steps || now() >= due) tell();
      if (done >= steps) void finish();
    },
    fail,
  };
}
