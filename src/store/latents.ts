/** What is known of the lanes' latent spaces: numbers only; the samples' pixels are on the picture board. */
import { createStore } from 'zustand/vanilla';
import type { Lane } from '../core/experiment.ts';
import type { SampleSource } from '../core/sampleSource.ts';
import type { LanePaths, LatentMap, PathNumbers } from '../workers/protocol.ts';
import { experimentStore } from './experiment.ts';
import { viewStore } from './view.ts';

export type { LanePaths, LatentMap, PathNumbers };

/** A search for a geodesic that is under way. */
export interface SearchProgress {
  /** In [0, 1]. */
  readonly share: number;
  /** Null before the first step. */
  readonly length: number | null;
  readonly straightLength: number | null;
}

export interface SampleNumbers {
  readonly source: SampleSource;
  readonly draw: number;
  /** How many are shown. */
  readonly shown: number;
  /** Samples that the weights have seen. */
  readonly samples: number;
  /** Distance to the nearest line: mean over `count` images, and its standard error. */
  readonly meanDistance: number;
  readonly standardError: number;
  readonly count: number;
  /** Of those that are shown. */
  readonly distances: readonly number[];
}

export type Looked = 'map' | 'samples';

export interface LatentsState {
  /** By lane, as the rest. */
  readonly maps: Readonly<Record<string, LatentMap>>;
  readonly paths: Readonly<Record<string, LanePaths>>;
  readonly searches: Readonly<Record<string, SearchProgress>>;
  readonly samples: Readonly<Record<string, SampleNumbers>>;
  /** How many panels on screen show each: what nobody looks at is not asked for. */
  readonly lookers: Readonly<Record<Looked, number>>;
  /** Which samples are wanted. */
  readonly source: SampleSource;
  readonly draw: number;
}

export const latentsStore = createStore<LatentsState>(() => ({
  maps: {},
  paths: {},
  searches: {},
  samples: {},
  lookers: { map: 0, samples: 0 },
  source: 'prior',
  draw: 1,
}));

/** A panel is on screen from now on, until what this returns is called. */
export function look(kind: Looked): () => void {
  const count = (by: number) =>
    latentsStore.setState(({ lookers }) => ({
      lookers: { ...lookers, [kind]: lookers[kind] + by },
    }));
  count(1);
  return () => count(-1);
}

export function changeLatents<K extends 'maps' | 'paths' | 'searches' | 'samples'>(
  kind: K,
  laneId: string,
  value: LatentsState[K][string] | null,
): void {
  latentsStore.setState((state) => {
    const { [laneId]: _gone, ...others } = state[kind];
    return { [kind]: value === null ? others : { ...others, [laneId]: value } };
  });
}

export function forgetLatents(laneId: string): void {
  for (const kind of ['maps', 'paths', 'searches', 'samples'] as const) {
    changeLatents(kind, laneId, null);
  }
}

/** The lane that the side panels look into: the selected one, else the first. */
export function inspectedLane(
  lanes: readonly Lane[] = experimentStore.getState().lanes,
  selected: string | null = viewStore.getState().selectedLane,
): Lane | null {
  return lanes.find(({ id }) => id === selected) ?? lanes[0] ?? null;
}

/** The inspected lane, and beside it the same method with or without a critic, where the page has it. */
export function comparedLanes(lanes: readonly Lane[], selected: string | null): readonly Lane[] {
  const inspected = inspectedLane(lanes, selected);
  if (!inspected) return [];
  const other = lanes.find(
    ({ method, critic }) => method === inspected.method && critic !== inspected.critic,
  );
  return other
    ? [inspected, other].sort((a, b) => Number(a.critic) - Number(b.critic))
    : [inspected];
}
