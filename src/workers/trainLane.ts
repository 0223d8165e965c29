/** One run as the train worker holds it: trains it slice by slice, and publishes what is due. */
import type { Engine } from '../engines/engine.ts';
import { type CheckpointKind, encodeCheckpoint } from '../training/checkpoint.ts';
import { createPace } from '../training/pace.ts';
import type { Run } from '../training/run.ts';
import type { TrainEvent } from './protocol.ts';
import { createRate } from './rate.ts';

export interface TrainTiming {
  /** How long a call waits, beyond the step that is under way: a slice does the steps that fit. */
  readonly sliceMs: number;
  /** The same on a GPU, whose work the JavaScript of later steps overlaps: a longer slice idles less. */
  readonly gpuSliceMs: number;
  /** Losses are read, and told, no more often. */
  readonly progressMs: number;
  readonly snapshotMs: number;
  readonly checkpointMs: number;
  /** Snapshots and checkpoints together take at most this share of the time. */
  readonly savingShare: number;
}

export const defaultTiming: TrainTiming = {
  sliceMs: 12,
  gpuSliceMs: 40,
  progressMs: 250,
  snapshotMs: 1000,
  checkpointMs: 15_000,
  savingShare: 0.04,
};

/** Steps of slow motion that are further apart than this are shown one by one. */
const shownGapMs = 100;

/** The first checkpoint comes earlier, so that an early divergence can be undone. */
const firstCheckpointMs = 2000;

type WithoutBase<E> = E extends TrainEvent ? Omit<E, 'runId' | 'sequence' | 'samples'> : never;
type EventBody = WithoutBase<TrainEvent>;

export interface TrainLane {
  readonly runId: string;
  readonly run: Run;
  readonly engine: Engine;
  /** Whether it has steps to do. */
  readonly active: boolean;
  /** Until it may do the next one; 0 unless it trains in slow motion. */
  readonly waitMs: number;
  /** From now on does this many steps; Infinity trains to the budget. */
  go(steps: number): void;
  /** At most so many steps a second from now on, each told and published; null: as many as it can. */
  setPace(stepsPerSecond: number | null): void;
  /** Tells where it is, and leaves snapshot and checkpoint. */
  pause(): Promise<void>;
  /**
   * Trains for a slice of time, and publishes what is due.
   * @throws DivergedError before numbers that are none get out; whatever the engine throws.
   */
  slice(): Promise<void>;
  publish(kind: CheckpointKind): Promise<void>;
  /** Tells how its engine describes itself, where that has changed. */
  describeEngine(): void;
  emit(event: EventBody, buffers?: ArrayBuffer[]): void;
}

export interface TrainLaneParts {
  readonly runId: string;
  readonly run: Run;
  readonly engine: Engine;
  readonly timing: TrainTiming;
  readonly now: () => number;
  readonly post: (event: TrainEvent, buffers: ArrayBuffer[]) => void;
}

export function createTrainLane(parts: TrainLaneParts): TrainLane {
  const { runId, run, engine, timing, now, post } = parts;
  const { progressMs, snapshotMs, checkpointMs, savingShare } = timing;
  const takeSteps = createPace(engine.name === 'webgpu' ? timing.gpuSliceMs : timing.sliceMs, now);
  const created = now();
  let rate = createRate(created, run.samples);
  /** Steps still to do. */
  let left = 0;
  let sequence = 0;
  let described = engine.description;
  /** Of slow motion: milliseconds from step to step, and when the next is due. */
  let slow: { readonly gapMs: number; due: number } | null = null;
  /** Times of the clock at which each is next due. */
  const due = {
    progress: created + progressMs,
    snapshot: created + snapshotMs,
    checkpoint: created + Math.min(firstCheckpointMs, checkpointMs),
  };

  async function train(): Promise<void> {
    if (slow) slow.due = Math.max(slow.due, now()) + slow.gapMs;
    const { steps } = await takeSteps(run, slow ? Math.min(1, left) : left);
    left = run.finished ? 0 : left - steps;
  }

  async function slice(): Promise<void> {
    await train();
    if (left === 0) {
      await rest();
      if (run.finished) emit({ kind: 'finished' });
      return;
    }
    const shown = slow !== null && slow.gapMs >= shownGapMs;
    if (shown || now() >= due.progress) await tell();
    if (shown || now() >= due.snapshot) await publish('snapshot');
    if (now() >= due.checkpoint) await publish('checkpoint');
  }

  /** What a run that comes to rest leaves behind. */
  async function rest(): Promise<void> {
    await tell();
    await publish('snapshot');
    await publish('checkpoint');
  }

  function describeEngine(): void {
    const { description } = engine;
    if (description !== described) emit({ kind: 'engine', engine: description });
    described = description;
  }

  async function tell(): Promise<void> {
    describeEngine();
    const losses = await run.losses();
    // There are none before the first step.
    if (Object.keys(losses).length === 0) return;
    const time = now();
    emit({ kind: 'progress', losses, samplesPerSecond: rate(time, run.samples) });
    due.progress = time + progressMs;
  }

  async function publish(kind: CheckpointKind): Promise<void> {
    const began = now();
    const bytes = encodeCheckpoint(await run.save(kind)).buffer;
    emit({ kind, bytes }, [bytes]);
    const time = now();
    const pause = (2 * (time - began)) / savingShare;
    due[kind] = time + Math.max(kind === 'snapshot' ? snapshotMs : checkpointMs, pause);
  }

  function emit(event: EventBody, buffers: ArrayBuffer[] = []): void {
    post({ runId, sequence: sequence++, samples: run.samples, ...event }, buffers);
  }

  return {
    runId,
    run,
    engine,
    get active() {
      return left > 0;
    },
    get waitMs() {
      return slow ? Math.max(0, slow.due - now()) : 0;
    },
    setPace(stepsPerSecond) {
      slow = stepsPerSecond === null ? null : { gapMs: 1000 / stepsPerSecond, due: now() };
    },
    go(steps) {
      left = steps;
      rate = createRate(now(), run.samples);
    },
    async pause() {
      const wasActive = left > 0;
      left = 0;
      if (wasActive) await rest();
    },
    slice,
    publish,
    describeEngine,
    emit,
  };
}
