/**
 * Runs of the Benchmark page: they train in the background on the fleet's workers, as many at a time as
 * the lanes leave cores, and at least one.
 */

import type { BenchmarkRun } from '../core/benchmarkRun.ts';
import type { EngineWish } from '../core/experiment.ts';
import { messageOf } from '../core/messageOf.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { benchmarkStore, type QueuedRun } from '../store/benchmark.ts';
import { idleRun, runsStore } from '../store/runs.ts';
import type { Fleet } from './fleet.ts';
import { createLaneRun, type LaneRun } from './laneRun.ts';
import {
  createMeasuredRun,
  evaluationGap,
  interpolations,
  type MeasuredRun,
  type MeasuredRunParts,
} from './measuredRun.ts';

export interface BackgroundParts {
  readonly fleet: Fleet;
  /** Where the session looks for runs beside the lanes'. */
  readonly runs: Map<string, LaneRun>;
  readonly cores: number;
  /** Lanes that train now. */
  readonly busyLanes: () => number;
  readonly engine: () => EngineWish;
  readonly evaluate: MeasuredRunParts['evaluate'];
  /** A run that has left the queue, with the bytes of its last snapshot; null where it failed. */
  readonly onEnded: (run: BenchmarkRun, weights: ArrayBuffer | null) => void;
  readonly during: <T>(work: Promise<T>) => Promise<T>;
  readonly startTimeoutMs: number;
}

export interface Background {
  add(configs: readonly RunConfig[]): void;
  /** Nothing of the run is kept. */
  cancel(id: string): void;
  close(): void;
}

interface Active {
  readonly config: RunConfig;
  readonly engineWish: EngineWish;
  readonly measured: MeasuredRun;
}

let nextId = 1;

export function createBackground(parts: BackgroundParts): Background {
  const { fleet, runs, cores, during } = parts;
  const active = new Map<string, Active>();
  const statusOf = (id: string) => runsStore.getState().runs[id] ?? idleRun;

  function setQueue(change: (queue: readonly QueuedRun[]) => readonly QueuedRun[]): void {
    benchmarkStore.setState(({ queue }) => ({ queue: change(queue) }));
  }

  function setState(id: string, state: QueuedRun['state']): void {
    setQueue((queue) => queue.map((each) => (each.id === id ? { ...each, state } : each)));
  }

  function startNext(): void {
    const { queue } = benchmarkStore.getState();
    const training = queue.filter(({ state }) => state === 'running').length;
    const free = Math.max(1, cores - parts.busyLanes()) - training;
    const waiting = queue.filter(({ state }) => state === 'waiting');
    for (const queued of waiting.slice(0, Math.max(0, free))) start(queued);
  }

  function start({ id, config }: QueuedRun): void {
    const engineWish = parts.engine();
    const { budget } = config;
    const now = () => performance.now();
    const measured = createMeasuredRun({ budget, evaluate: parts.evaluate, now });
    const run = createLaneRun(id, {
      fleet,
      config: () => config,
      engine: () => engineWish,
      onWeights: measured.take,
      onFinished: () => void during(finish(id)),
      onForgotten: () => {},
      during,
      startTimeoutMs: parts.startTimeoutMs,
    });
    active.set(id, { config, engineWish, measured });
    runs.set(id, run);
    setState(id, 'running');
    run.reset(true);
  }

  async function finish(id: string): Promise<void> {
    setState(id, 'measuring');
    // Its cores are the next one's from now on.
    fleet.leave(id);
    startNext();
    try {
      const weights = await active.get(id)?.measured.finish();
      if (weights) end(id, null, weights);
    } catch (error) {
      end(id, `it was not measured: ${messageOf(error)}`);
    }
  }

  /** Does nothing for a run that was cancelled. */
  function end(id: string, failure: string | null, weights: ArrayBuffer | null = null): void {
    const run = active.get(id);
    if (!run) return;
    const { config, engineWish, measured } = run;
    const { samples, report } = statusOf(id);
    const { seconds, evaluations } = measured;
    const result = {
      samples,
      seconds,
      cpuSeconds: Number.NaN,
      engine: report?.engine ?? '',
      commits: [],
      evaluations: [...evaluations],
      failure,
    };
    const evaluateEvery = evaluationGap(config.budget);
    remove(id);
    parts.onEnded({ config, engineWish, evaluateEvery, interpolations, result }, weights);
  }

  function remove(id: string): void {
    active.delete(id);
    runs.get(id)?.dispose();
    runs.delete(id);
    setQueue((queue) => queue.filter((each) => each.id !== id));
    startNext();
  }

  function follow(): void {
    for (const id of [...active.keys()]) {
      const { state, samples, message } = statusOf(id);
      if (state === 'diverged') end(id, `a loss is no longer a number after ${samples} samples`);
      else if (state === 'failed') end(id, message ?? 'it could not go on');
    }
    startNext();
  }
  const stop = runsStore.subscribe(({ runs: now }, { runs: before }) => {
    const changed = (id: string) => now[id]?.state !== before[id]?.state;
    // Later, because a run is within a change of its own.
    if (Object.keys({ ...before, ...now }).some(changed)) queueMicrotask(follow);
  });

  return {
    add(configs) {
      setQueue((queue) => [
        ...queue,
        ...configs.map((config): QueuedRun => {
          return { id: `bench${nextId++}-`, config, state: 'waiting' };
        }),
      ]);
      startNext();
    },
    cancel: remove,
    close() {
      stop();
      active.clear();
      for (const run of runs.values()) run.dispose();
      runs.clear();
      setQueue(() => []);
    },
  };
}
