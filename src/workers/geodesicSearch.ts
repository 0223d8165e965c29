/** Searches for a lane's geodesic on weights of its own, and lets the lane show the best path so far. */
import { findGeodesic, geodesicSteps } from '../core/geodesic.ts';
import { createEngineDecoder } from './differentiableDecoder.ts';
import type { GeodesicResult } from './protocol.ts';
import type { ViewLane } from './viewLane.ts';
import { keepGeodesic } from './ways.ts';

/** Steps between two tellings. */
const tellEvery = 8;

export interface SearchOptions {
  readonly pause: () => Promise<void>;
  readonly isCancelled: () => boolean;
  readonly onProgress: (progress: {
    readonly share: number;
    readonly length: number;
    readonly straightLength: number;
  }) => void;
}

export async function searchGeodesic(
  lane: ViewLane,
  ends: { readonly key: string; readonly images: Float32Array },
  { pause, isCancelled, onProgress }: SearchOptions,
): Promise<GeodesicResult> {
  const { engine, config, weights, samples } = lane;
  const { key } = ends;
  const { z1, z2 } = await lane.latents(key, ends.images);
  const decoder = await createEngineDecoder(engine, config, weights, pause);
  try {
    const { offsets, length, straightLength } = await findGeodesic(decoder, z1, z2, {
      onStep(progress, offsetsSoFar) {
        if (isCancelled()) return false;
        const { step, length, straightLength } = progress;
        if (step % tellEvery === 0 && step < geodesicSteps) {
          keepGeodesic(lane, { key, offsets: offsetsSoFar(), samples });
          onProgress({ share: step / geodesicSteps, length, straightLength });
        }
        return true;
      },
    });
    const finished = !isCancelled();
    if (finished) keepGeodesic(lane, { key, offsets, samples });
    return { finished, length, straightLength };
  } finally {
    decoder.dispose();
  }
}
