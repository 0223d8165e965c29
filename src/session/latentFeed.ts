/**
 * Asks the view worker what the side panels show of latent space, and searches for geodesics while they are the
 * path: each only when it is on screen, and while a lane trains only so often.
 */

import type { Endpoints } from '../core/experiment.ts';
import { messageOf } from '../core/messageOf.ts';
import { mean, sampleStandardDeviation } from '../core/statistics.ts';
import { pictureBoard } from '../plots/pictureBoard.ts';
import { experimentStore } from '../store/experiment.ts';
import {
  changeLatents,
  comparedLanes,
  forgetLatents,
  inspectedLane,
  latentsStore,
} from '../store/latents.ts';
import { runsStore } from '../store/runs.ts';
import { viewStore } from '../store/view.ts';
import { createLatest } from '../workers/latest.ts';
import type { ViewEvent } from '../workers/protocol.ts';
import { WorkerDeadError } from '../workers/rpc.ts';
import type { ViewClient } from '../workers/viewClient.ts';
import type { Busy } from './busy.ts';

/** A line every 2¼°, so that the eighths of a turn are among them. */
const mapLines = 160;
/** Enough for a standard error of a few per cent. */
const sampleCount = 256;
export const shownSamples = 6;
/** While a lane trains, its map and samples are taken no more often. */
const trainingGapMs = 2_500;
/** A search waits for the end points to come to rest. */
const restMs = 250;

export interface LatentFeed {
  /** The newest weights of a lane have arrived in the view worker, or any wish has changed. */
  consider(): void;
  take(event: ViewEvent): void;
  forget(laneId: string): void;
  /** The worker was replaced: what it had found is gone. */
  startAnew(): void;
  close(): void;
}

export interface LatentFeedParts {
  readonly call: ViewClient['call'];
  /** Samples of the lane's weights in the view worker; null without any. */
  readonly shown: (laneId: string) => number | null;
  /** Strips and frames have changed without a wish. */
  readonly refreshPictures: () => void;
  readonly busy: Busy;
  readonly onTrouble: (message: string) => void;
}

export function createLatentFeed(parts: LatentFeedParts): LatentFeed {
  const { call, shown, busy, refreshPictures } = parts;
  /** What each answer was of, so that nothing is asked twice: kind and lane → wish. */
  const done = new Map<string, string>();
  const takenAt = new Map<string, number>();
  let later: ReturnType<typeof setTimeout> | null = null;
  let rest: ReturnType<typeof setTimeout> | null = null;
  let rested: () => void = () => {};
  let closed = false;

  /** Runs what is new of this kind and lane; a failure is told, but for a lane or a worker that has gone. */
  async function once(
    kind: string,
    laneId: string,
    wish: string,
    ask: () => Promise<void>,
  ): Promise<void> {
    const key = `${kind} ${laneId}`;
    if (closed || done.get(key) === wish) return;
    done.set(key, wish);
    takenAt.set(key, performance.now());
    try {
      await ask();
    } catch (error) {
      done.delete(key);
      const gone =
        error instanceof WorkerDeadError || (error instanceof Error && error.name === 'LaneError');
      if (!gone && !closed) parts.onTrouble(messageOf(error));
    }
  }

  /** Whether the lane's weights change too soon after the last answer; then it is considered again. */
  function isTooSoon(kind: string, laneId: string): boolean {
    if (!isTraining(laneId)) return false;
    const wait = (takenAt.get(`${kind} ${laneId}`) ?? Number.NEGATIVE_INFINITY) + trainingGapMs;
    const left = wait - performance.now();
    if (left <= 0) return false;
    later ??= setTimeout(() => {
      later = null;
      consider();
    }, left);
    return true;
  }

  const maps = createLatest<null>(
    async () => {
      const lane = inspectedLane();
      const weights = lane && shown(lane.id);
      if (!lane || weights === null) return;
      const { id } = lane;
      if (!isTooSoon('map', id)) {
        await once('map', id, String(weights), async () => {
          const map = await call('map', { laneId: id, lines: mapLines });
          if (shown(id) !== null) changeLatents('maps', id, map);
        });
      }
      const { endpoints, points } = experimentStore.getState();
      const searched = done.get(`geodesic ${id}`) ?? '';
      const wish = JSON.stringify([
        done.get(`map ${id}`),
        endpoints,
        points,
        searched,
        searches.size,
      ]);
      await once('paths', id, wish, async () => {
        const paths = await call('paths', { laneId: id, endpoints, points });
        if (shown(id) !== null) changeLatents('paths', id, paths);
      });
    },
    () => {},
  );

  const samples = createLatest<null>(
    async () => {
      const { lanes } = experimentStore.getState();
      for (const { id } of comparedLanes(lanes, viewStore.getState().selectedLane)) {
        const weights = shown(id);
        const { source, draw } = latentsStore.getState();
        if (weights === null || isTooSoon('samples', id)) continue;
        await once('samples', id, `${source} ${draw} ${weights}`, () => drawSamples(id));
      }
    },
    () => {},
  );

  async function drawSamples(laneId: string): Promise<void> {
    const { source, draw } = latentsStore.getState();
    const wish = { laneId, source, draw, count: sampleCount, shown: shownSamples };
    const found = await call('samples', wish);
    if (shown(laneId) === null) return;
    pictureBoard.pinStrip(`${laneId} samples`, found.pictures);
    pictureBoard.pinStrip(`${laneId} nearest`, found.nearest);
    changeLatents('samples', laneId, {
      source,
      draw,
      shown: shownSamples,
      samples: found.samples,
      meanDistance: mean(found.distances),
      standardError: sampleStandardDeviation(found.distances) / Math.sqrt(sampleCount),
      count: sampleCount,
      distances: found.distances.slice(0, shownSamples),
    });
  }

  /** Searches under way: lane → the wish. */
  const searches = new Map<string, string>();

  function search(): void {
    const { path, endpoints, lanes } = experimentStore.getState();
    if (path !== 'geodesic') return;
    for (const { id } of lanes) {
      const weights = shown(id);
      if (weights === null || isTraining(id)) continue;
      const wish = `${endpoints.angle1} ${endpoints.angle2} ${weights}`;
      if (done.get(`geodesic ${id}`) === wish || searches.get(id) === wish) continue;
      void busy.during(searchLane(id, endpoints, wish));
    }
  }

  async function searchLane(laneId: string, endpoints: Endpoints, wish: string): Promise<void> {
    searches.set(laneId, wish);
    changeLatents('searches', laneId, { share: 0, length: null, straightLength: null });
    let finished = false;
    await once('geodesic', laneId, wish, async () => {
      const patience = { timeoutMs: Number.POSITIVE_INFINITY };
      ({ finished } = await call('geodesic', { laneId, endpoints }, patience));
    });
    if (!finished) {
      if (done.get(`geodesic ${laneId}`) === wish) done.delete(`geodesic ${laneId}`);
    }
    if (searches.get(laneId) !== wish) return;
    searches.delete(laneId);
    changeLatents('searches', laneId, null);
    if (!finished) return;
    refreshPictures();
    consider();
  }

  function callOff(): void {
    for (const laneId of searches.keys()) {
      searches.delete(laneId);
      done.delete(`geodesic ${laneId}`);
      changeLatents('searches', laneId, null);
      call('cancelGeodesic', { laneId }).catch(() => {});
    }
  }

  /** Once nothing has changed for a moment. */
  function searchAtRest(): void {
    if (rest !== null) clearTimeout(rest);
    else void busy.during(new Promise<void>((resolve) => (rested = resolve)));
    rest = setTimeout(() => {
      rest = null;
      search();
      rested();
    }, restMs);
  }

  function consider(): void {
    if (closed) return;
    if (experimentStore.getState().path === 'geodesic') searchAtRest();
    else callOff();
    const { lookers } = latentsStore.getState();
    if (lookers.map > 0) void busy.during(maps.push(null));
    if (lookers.samples > 0) void busy.during(samples.push(null));
  }

  const stops = [
    experimentStore.subscribe((now, before) => {
      const watched = ['endpoints', 'path', 'points', 'lanes'] as const;
      if (watched.some((name) => now[name] !== before[name])) consider();
    }),
    viewStore.subscribe((now, before) => {
      if (now.selectedLane !== before.selectedLane) consider();
    }),
    latentsStore.subscribe((now, before) => {
      const watched = ['lookers', 'source', 'draw'] as const;
      if (watched.some((name) => now[name] !== before[name])) consider();
    }),
    // A run that ends leaves weights that stay.
    runsStore.subscribe(({ runs: now }, { runs: before }) => {
      if (Object.keys(now).some((id) => now[id].state !== before[id]?.state)) consider();
    }),
  ];

  return {
    consider,
    take({ laneId, share, length, straightLength }) {
      if (!searches.has(laneId)) return;
      changeLatents('searches', laneId, { share, length, straightLength });
      refreshPictures();
    },
    forget(laneId) {
      for (const kind of ['map', 'paths', 'samples', 'geodesic']) done.delete(`${kind} ${laneId}`);
      searches.delete(laneId);
      pictureBoard.forget(`${laneId} samples`);
      pictureBoard.forget(`${laneId} nearest`);
      forgetLatents(laneId);
    },
    startAnew() {
      done.clear();
      for (const laneId of searches.keys()) changeLatents('searches', laneId, null);
      searches.clear();
    },
    close() {
      closed = true;
      for (const stop of stops) stop();
      if (later !== null) clearTimeout(later);
      if (rest !== null) clearTimeout(rest);
      rested();
    },
  };
}

function isTraining(laneId: string): boolean {
  const state = runsStore.getState().runs[laneId]?.state;
  return state === 'training' || state === 'starting';
}
