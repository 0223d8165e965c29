/**
 * A lane's weights over its training, in half precision: at most so many moments and bytes a lane, evenly apart.
 * What is newest is with the lane itself.
 */
import type { RunConfig } from '../core/runConfig.ts';
import type { Checkpoint } from '../training/checkpoint.ts';
import { narrowToHalves, widenHalves } from '../training/halfPrecision.ts';
import { snapshotVariables } from '../training/variables.ts';
import { createTurns } from './turns.ts';

/** Enough for a curve, and few enough to be decoded while one waits. */
export const mostMoments = 48;
/** Of all moments of a lane together: 48 of the quick preset's networks. */
export const mostBytes = 32 * 1024 * 1024;
/** However large the networks are. */
const fewestMoments = 6;

interface Reel {
  moments: readonly Moment[];
  /** Least samples between two moments. */
  gap: number;
  take: number;
}

interface Moment {
  readonly samples: number;
  readonly step: number;
  readonly config: RunConfig;
  readonly weights: ReadonlyMap<string, Uint16Array<ArrayBuffer>>;
}

export interface Film {
  /** Considers a lane's newest weights; what came after them, from a run that went back, is forgotten. */
  take(laneId: string, snapshot: Checkpoint, pause: () => Promise<void>): Promise<void>;
  /** Resolves when all that were given so far have been considered. */
  taken(): Promise<void>;
  /** Samples of the moments that are kept, ascending. */
  moments(laneId: string): readonly number[];
  bytes(laneId: string): number;
  /** Another number once a run has begun anew or gone back: then moments of equal samples are not the same. */
  takeOf(laneId: string): number;
  /** The weights at a moment that is kept, or null. */
  at(laneId: string, samples: number): Checkpoint | null;
  forget(laneId: string): void;
}

/** Values made half as wide between two pauses: a millisecond or so. */
const piece = 32_768;

export function createFilm(): Film {
  const reels = new Map<string, Reel>();
  const turns = createTurns();
  let takes = 0;

  function reelOf(laneId: string): Reel {
    const reel = reels.get(laneId) ?? { moments: [], gap: 0, take: ++takes };
    reels.set(laneId, reel);
    return reel;
  }

  async function narrow(
    { config, weights }: Checkpoint,
    pause: () => Promise<void>,
  ): Promise<Moment['weights']> {
    const narrowed = new Map<string, Uint16Array<ArrayBuffer>>();
    let since = 0;
    // Without the optimisers' moments that a checkpoint has.
    for (const { name } of snapshotVariables(config)) {
      const halves = narrowToHalves(weights.get(name)!);
      narrowed.set(name, halves);
      since += halves.length;
      if (since < piece) continue;
      since = 0;
      await pause();
    }
    return narrowed;
  }

  async function add(reel: Reel, snapshot: Checkpoint, pause: () => Promise<void>): Promise<void> {
    const { samples, config, step } = snapshot;
    const earlier = reel.moments.filter((moment) => moment.samples < samples);
    if (earlier.length < reel.moments.length) reel.take = ++takes;
    reel.moments = earlier;
    const last = earlier.at(-1);
    if (last && samples - last.samples < reel.gap) return;
    const weights = await narrow(snapshot, pause);
    reel.moments = [...earlier, { samples, step, config, weights }];
    if (reel.moments.length <= mostFor(sizeOf(weights))) return;
    reel.gap = (2 * (samples - reel.moments[0].samples)) / (reel.moments.length - 1);
    reel.moments = thin(reel.moments, reel.gap);
  }

  return {
    take(laneId, snapshot, pause) {
      const reel = reelOf(laneId);
      // In turns, or a moment that is still made narrow would be lost to the next. A lane may go meanwhile.
      return turns.take(async () => {
        if (reels.get(laneId) === reel) await add(reel, snapshot, pause);
      });
    },
    taken: () => turns.take(() => {}),
    moments: (laneId) => (reels.get(laneId)?.moments ?? []).map(({ samples }) => samples),
    bytes: (laneId) =>
      (reels.get(laneId)?.moments ?? []).reduce((sum, { weights }) => sum + sizeOf(weights), 0),
    takeOf: (laneId) => reels.get(laneId)?.take ?? 0,
    at(laneId, samples) {
      const moment = reels.get(laneId)?.moments.find((each) => each.samples === samples);
      if (!moment) return null;
      const { config, step } = moment;
      const weights = new Map(
        [...moment.weights].map(([name, halves]) => [name, widenHalves(halves)]),
      );
      return { kind: 'snapshot', config, samples, step, evaluations: [], engine: '', weights };
    },
    forget: (laneId) => void reels.delete(laneId),
  };
}

function mostFor(bytes: number): number {
  return Math.min(mostMoments, Math.max(fewestMoments, Math.floor(mostBytes / bytes)));
}

function sizeOf(weights: Moment['weights']): number {
  let bytes = 0;
  for (const halves of weights.values()) bytes += halves.byteLength;
  return bytes;
}

/** The first, and of the rest those that are at least about `gap` after the one before. */
function thin(moments: readonly Moment[], gap: number): Moment[] {
  const kept = [moments[0]];
  // Snapshots come at uneven times: nearly as far is far enough, or every second gap would be twice as wide.
  for (const moment of moments) {
    if (moment.samples - kept[kept.length - 1].samples >= 0.9 * gap) kept.push(moment);
  }
  return kept;
}
