/** The paths between two images, on a lane's map and by what they are worth. */
import { createSnapper, type Snapper } from '../core/codes.ts';
import type { PathPoint } from '../core/drawnPath.ts';
import { geodesicSegments, pathLength } from '../core/geodesic.ts';
import { smoothness } from '../core/metrics.ts';
import { findNearestLines } from '../core/nearestLine.ts';
import { type LatentPlane, project } from '../core/projection.ts';
import { mean } from '../core/statistics.ts';
import type { LanePaths, PathNumbers } from './protocol.ts';
import type { ViewLane } from './viewLane.ts';
import { drawnWay, foundGeodesic, geodesicWay, planeOf, type Way, walk } from './ways.ts';

/** Images between two pauses. */
const chunk = 4;
const traced = geodesicSegments + 1;

/** All paths between two images, on the lane's map. */
export async function readPaths(
  lane: ViewLane,
  ends: { readonly key: string; readonly images: Float32Array },
  points: readonly PathPoint[],
  pause: () => Promise<void>,
): Promise<LanePaths> {
  const { z1, z2 } = await lane.latents(ends.key, ends.images);
  const plane = await planeOf(lane, pause);
  const snapper = snapperOf(lane);
  const read = (way: Way) => readPath(lane, walk(way, z1, z2, traced), { plane, snapper, pause });
  const found = foundGeodesic(lane, ends.key);
  return {
    paths: {
      straight: await read('straight'),
      spherical: await read('spherical'),
      drawn: await read(points.length > 0 ? drawnWay(points, plane) : 'straight'),
    },
    geodesic: found && { ...(await read(geodesicWay(found))), samples: found.samples },
  };
}

interface Reading {
  readonly plane: LatentPlane;
  readonly snapper: Snapper | null;
  readonly pause: () => Promise<void>;
}

async function readPath(
  { autoencoder }: ViewLane,
  latents: Float32Array,
  { plane, snapper, pause }: Reading,
): Promise<PathNumbers> {
  const { latentSize, imageSize } = autoencoder;
  const images = new Float32Array(traced * imageSize);
  for (let from = 0; from < traced; from += chunk) {
    const to = Math.min(traced, from + chunk);
    await autoencoder.decode(
      latents.subarray(from * latentSize, to * latentSize),
      images.subarray(from * imageSize, to * imageSize),
    );
    await pause();
  }
  const columns = everyOther(images, imageSize);
  const angles = new Float64Array(columns.length / imageSize);
  const distances = new Float64Array(angles.length);
  findNearestLines(columns, angles, distances);
  return {
    trace: [...project(plane, latents)],
    snapped: snapper && (await snapAll(snapper, latents, { plane, pause })),
    meanDistance: mean(distances),
    smoothness: smoothness(angles),
    length: pathLength(images, imageSize),
  };
}

/** A strip's eleven columns, of the 21 points of a trace. */
function everyOther(images: Float32Array, imageSize: number): Float32Array {
  const kept = new Float32Array(Math.ceil(images.length / imageSize / 2) * imageSize);
  for (let i = 0; i < kept.length; i += imageSize) {
    kept.set(images.subarray(2 * i, 2 * i + imageSize), i);
  }
  return kept;
}

/** The layer and the codebook of a VQ-VAE (methods/vqvae.ts). */
function snapperOf({ config, weights, autoencoder }: ViewLane): Snapper | null {
  if (config.method !== 'vqvae') return null;
  const [kernel, bias, codes] = ['vq/pre/kernel', 'vq/pre/bias', 'vq/means'].map((name) =>
    weights.get(name),
  );
  if (!kernel || !bias || !codes) return null;
  return createSnapper({ kernel, bias, codes }, autoencoder.latentSize);
}

async function snapAll(
  snapper: Snapper,
  latents: Float32Array,
  { plane, pause }: Pick<Reading, 'plane' | 'pause'>,
): Promise<number[]> {
  const size = plane.centre.length;
  const snapped = new Float32Array(latents.length);
  for (let start = 0; start < latents.length; start += size) {
    const end = start + size;
    snapper.snap(latents.subarray(start, end), snapped.subarray(start, end));
    await pause();
  }
  return [...project(plane, snapped)];
}
