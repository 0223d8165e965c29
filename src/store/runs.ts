/** What the workers report of each lane's run: status and scalars only, never arrays of pixels or weights. */
import { createStore } from 'zustand/vanilla';
import type { EngineReport, Evaluation } from '../workers/protocol.ts';

export type { EngineReport, Evaluation };

export type RunState =
  | 'idle'
  | 'starting'
  | 'training'
  | 'paused'
  | 'finished'
  | 'diverged'
  | 'failed';

export interface RunStatus {
  readonly state: RunState;
  readonly samples: number;
  readonly samplesPerSecond: number;
  /** Newest losses by name (core/lossCatalogue.ts). */
  readonly losses: Readonly<Record<string, number>>;
  /** Losses over samples, thinned to a bounded number of points. */
  readonly lossHistory: readonly LossPoint[];
  /** Evaluations over samples, oldest first. */
  readonly evaluations: readonly Evaluation[];
  readonly report: EngineReport | null;
  /** In plain words what happened and what to do, for 'diverged', 'failed' and recoveries. */
  readonly message: string | null;
  /** Samples of the last good snapshot that the lane can go back to, or null. */
  readonly lastGood: number | null;
  /** Where the weights on screen come from: this run, a file of the user's, or one that ships with the page. */
  readonly source: 'none' | 'live' | 'file' | 'pretrained';
  /** Of those weights; null without any. */
  readonly seed: number | null;
  /** How many lanes its worker trains in turn for want of cores, itself included; 0 or 1 when it has its own. */
  readonly sharing: number;
}

export interface LossPoint {
  readonly samples: number;
  readonly losses: Readonly<Record<string, number>>;
}

export const idleRun: RunStatus = {
  state: 'idle',
  samples: 0,
  samplesPerSecond: 0,
  losses: {},
  lossHistory: [],
  evaluations: [],
  report: null,
  message: null,
  lastGood: null,
  source: 'none',
  seed: null,
  sharing: 0,
};

export interface RunsState {
  readonly runs: Readonly<Record<string, RunStatus>>;
}

export const runsStore = createStore<RunsState>(() => ({ runs: {} }));

/** Merges `change` into a lane's status. */
export function reportRun(laneId: string, change: Partial<RunStatus>): void {
  runsStore.setState(({ runs }) => ({
    runs: { ...runs, [laneId]: { ...(runs[laneId] ?? idleRun), ...change } },
  }));
}

export function forgetRun(laneId: string): void {
  runsStore.setState(({ runs }) => {
    const { [laneId]: _gone, ...rest } = runs;
    return { runs: rest };
  });
}
