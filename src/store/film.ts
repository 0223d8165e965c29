/** What is known of a lane's training over time: numbers only; the pictures are on the picture board. */
import { createStore } from 'zustand/vanilla';
import type { FilmReel } from '../workers/protocol.ts';

/** Numbers of the picture at the moment and the α that are looked at. */
export interface FilmFrame {
  readonly samples: number;
  readonly alpha: number;
  readonly angle: number;
  readonly distance: number;
}

export interface FilmState {
  /** How many panels on screen show it: what nobody looks at is not asked for. */
  readonly lookers: number;
  /** Of which everything below is; null before the first answer. */
  readonly laneId: string | null;
  readonly reel: FilmReel | null;
  /** Moments whose rows are on the picture board. */
  readonly decoded: readonly number[];
  /** Samples of the moment that is looked at; null follows the newest. */
  readonly at: number | null;
  readonly frame: FilmFrame | null;
}

const empty = { laneId: null, reel: null, decoded: [], frame: null };

export const filmStore = createStore<FilmState>(() => ({ lookers: 0, at: null, ...empty }));

/** A panel is on screen from now on, until what this returns is called. */
export function lookAtFilm(): () => void {
  const count = (by: number) => filmStore.setState(({ lookers }) => ({ lookers: lookers + by }));
  count(1);
  return () => count(-1);
}

/** Goes to the moment with so many samples; null: to the newest, and on with it. */
export function goToMoment(samples: number | null): void {
  filmStore.setState({ at: samples });
}

/** Another lane's film, or none. */
export function changeReel(laneId: string | null): void {
  filmStore.setState({ ...empty, laneId, at: null });
}

/** The moment that is looked at: the one gone to, or the nearest before it that is still there. */
export function shownMoment({ reel, at }: Pick<FilmState, 'reel' | 'at'>): number | null {
  const moments = reel?.moments ?? [];
  if (at === null) return moments.at(-1) ?? null;
  return moments.findLast((samples) => samples <= at) ?? moments[0] ?? null;
}

/** What the plots over training mark: a moment that was gone to, while the film is on screen. */
export function filmCursor({ lookers, reel, at }: FilmState): number | null {
  return lookers > 0 && at !== null ? shownMoment({ reel, at }) : null;
}

/** Where the row of a moment is on the picture board. */
export function filmRow(samples: number): string {
  return `film ${samples}`;
}

/** And the picture at the moment and α that are looked at. */
export const filmFrame = 'film frame';
