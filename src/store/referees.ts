/** What independent referees found out about the lanes, and how far those at work are. */
import { createStore } from 'zustand/vanilla';
import type { RefereeErrors } from '../workers/protocol.ts';

export type { RefereeErrors };

export interface RefereeStatus {
  readonly state: 'running' | 'done' | 'failed';
  /** Of the snapshot that is judged, since the lane may train on; null until its referee is at work. */
  readonly samples: number | null;
  readonly step: number;
  readonly steps: number;
  /** The referee's own; null until it is done. */
  readonly seed: number | null;
  readonly errors: RefereeErrors | null;
  /** Its guess at evenly spaced α along the straight path between the end points on screen. */
  readonly guesses: readonly number[] | null;
  /** Why it failed. */
  readonly message: string | null;
}

export interface RefereesState {
  readonly referees: Readonly<Record<string, RefereeStatus>>;
}

export const refereesStore = createStore<RefereesState>(() => ({ referees: {} }));

export function reportReferee(laneId: string, change: Partial<RefereeStatus>): void {
  refereesStore.setState(({ referees }) => {
    const known = referees[laneId];
    return known ? { referees: { ...referees, [laneId]: { ...known, ...change } } } : {};
  });
}

export function setReferee(laneId: string, status: RefereeStatus): void {
  refereesStore.setState(({ referees }) => ({ referees: { ...referees, [laneId]: status } }));
}

export function forgetReferee(laneId: string): void {
  refereesStore.setState(({ referees }) => {
    const { [laneId]: _gone, ...others } = referees;
    return { referees: others };
  });
}
