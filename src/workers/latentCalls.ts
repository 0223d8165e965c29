/** The view worker's calls about latent space. What they need is loaded when the first one comes. */
import { LaneError } from './laneError.ts';
import type { ViewCalls, ViewEvent } from './protocol.ts';
import { endsOf, requireColumns } from './rows.ts';
import { type Handlers, Transferred } from './rpc.ts';
import { createTurns, type Turns } from './turns.ts';
import type { ViewLane } from './viewLane.ts';
import { keepPlane } from './ways.ts';

type LatentCalls = Pick<
  ViewCalls,
  'map' | 'paths' | 'geodesic' | 'cancelGeodesic' | 'samples' | 'mixes' | 'curves'
>;

export interface LatentCallParts {
  readonly withLane: <T>(
    laneId: string,
    task: (lane: ViewLane) => Promise<T>,
  ) => Promise<T | undefined>;
  /** Weights do not change in a turn. */
  readonly changes: Turns;
  readonly pause: () => Promise<void>;
  readonly tell: (event: ViewEvent) => void;
}

export function createLatentCalls({
  withLane,
  changes,
  pause,
  tell,
}: LatentCallParts): Handlers<LatentCalls> {
  const searches = createTurns();
  /** The newest wish for a search of each lane. */
  const wanted = new Map<string, object>();

  async function onLane<T>(laneId: string, task: (lane: ViewLane) => Promise<T>): Promise<T> {
    const answer = await withLane(laneId, async (lane) => ({ value: await task(lane) }));
    if (!answer) throw new LaneError(`lane ${laneId} has no weights to look into`);
    return answer.value;
  }

  return {
    map: ({ laneId, lines }) =>
      changes.take(async () => {
        const { mapLane } = await import('./latentMap.ts');
        return onLane(laneId, async (lane) => {
          const { plane, map } = await mapLane(lane, pause, lines);
          keepPlane(lane, plane);
          return map;
        });
      }),
    paths: ({ laneId, endpoints, points }) =>
      changes.take(async () => {
        const { readPaths } = await import('./lanePaths.ts');
        return onLane(laneId, (lane) => readPaths(lane, endsOf(endpoints), points, pause));
      }),
    async geodesic({ laneId, endpoints }) {
      const wish = {};
      const ends = endsOf(endpoints);
      wanted.set(laneId, wish);
      const isCancelled = () => wanted.get(laneId) !== wish;
      return searches.take(async () => {
        if (isCancelled())
          return { finished: false, length: Number.NaN, straightLength: Number.NaN };
        const { searchGeodesic } = await import('./geodesicSearch.ts');
        return onLane(laneId, (lane) =>
          searchGeodesic(lane, ends, {
            pause,
            isCancelled,
            onProgress: (progress) => tell({ kind: 'geodesic', laneId, ...progress }),
          }),
        );
      });
    },
    cancelGeodesic({ laneId }) {
      wanted.delete(laneId);
      return null;
    },
    samples: ({ laneId, ...wish }) =>
      changes.take(async () => {
        const { drawSamples } = await import('./randomSamples.ts');
        const drawn = await onLane(laneId, (lane) => drawSamples(lane, wish, pause));
        return new Transferred(drawn, [drawn.pictures.bytes.buffer, drawn.nearest.bytes.buffer]);
      }),
    mixes: ({ mixes }) =>
      changes.take(async () => {
        const { decodeMixes } = await import('./hiddenMixes.ts');
        const decoded = await decodeMixes(mixes, onLane, pause);
        return new Transferred(decoded, [decoded.pictures.bytes.buffer]);
      }),
    curves: ({ laneId, endpoints, columns }) => {
      requireColumns(columns);
      return changes.take(async () => {
        const { readCurves } = await import('./hiddenMixes.ts');
        const curves = await onLane(laneId, (lane) => readCurves(lane, endpoints, columns, pause));
        const { lane, ideal, crossfade } = curves;
        const buffers = [lane, ideal, crossfade].map(({ pictures }) => pictures.bytes.buffer);
        return new Transferred(curves, buffers);
      });
    },
  };
}
