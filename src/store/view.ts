/** What is on screen beside the experiment: numbers of the strips and of the frame at α, and notices. */
import { createStore } from 'zustand/vanilla';
import type { EngineReport, ReferenceRow } from '../workers/protocol.ts';

export type { ReferenceRow };

/** The numbers of a `Strip` (workers/protocol.ts); its pixels are on the picture board. */
export interface StripNumbers {
  readonly angles: readonly number[];
  readonly distances: readonly number[];
  readonly meanDistance: number;
  readonly smoothness: number;
  readonly guesses: readonly number[] | null;
}

export interface FrameNumbers {
  readonly angle: number;
  readonly distance: number;
  readonly guess: number | null;
}

/** Something to tell the user: what is wrong and how to mend it. */
export interface Notice {
  readonly id: number;
  readonly tone: 'info' | 'warning' | 'error';
  readonly text: string;
}

export interface ViewState {
  /** By row: 'ideal', 'crossfade', or a lane's id. */
  readonly strips: Readonly<Record<string, StripNumbers>>;
  readonly frames: Readonly<Record<string, FrameNumbers>>;
  /** α shown while the pointer hovers over the grid, or null. */
  readonly hoverAlpha: number | null;
  readonly selectedLane: string | null;
  /** Whether the ideal and the nearest line lie over the large pictures. */
  readonly overlay: boolean;
  readonly notices: readonly Notice[];
  /** Whether all runs are wanted to train (▶) or to wait (⏸). */
  readonly playing: boolean;
  /** What decodes, and why: known before any lane trains, which then uses the same. */
  readonly engine: EngineReport | null;
}

export const viewStore = createStore<ViewState>(() => ({
  strips: {},
  frames: {},
  hoverAlpha: null,
  selectedLane: null,
  overlay: true,
  notices: [],
  playing: false,
  engine: null,
}));

let nextNotice = 1;

/** What is on screen already is not said twice. */
export function notify(tone: Notice['tone'], text: string): void {
  const notice = { id: nextNotice++, tone, text };
  viewStore.setState(({ notices }) => {
    const others = notices.filter((each) => each.text !== text);
    return { notices: [...others, notice].slice(-5) };
  });
}

export function dismissNotice(id: number): void {
  viewStore.setState(({ notices }) => ({ notices: notices.filter((each) => each.id !== id) }));
}
