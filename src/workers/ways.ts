/** Paths as a lane can walk them: by a formula, or with what a drawn path and a geodesic need beside the two ends. */
import { mixDrawn, traceCurve } from '../core/drawnPath.ts';
import { mixGeodesic } from '../core/geodesic.ts';
import { type FormulaPath, fillStrip, isFormula, mix } from '../core/paths.ts';
import type { LatentPlane } from '../core/projection.ts';
import type { PathWish } from './protocol.ts';
import type { ViewLane } from './viewLane.ts';

/** Fills `out` with the latent at α between z₂ and z₁, all [n]. */
type Follow = (z1: Float32Array, z2: Float32Array, alpha: number, out: Float32Array) => void;

export type Way = FormulaPath | Follow;

export function stepTo(
  way: Way,
  z1: Float32Array,
  z2: Float32Array,
  alpha: number,
  out: Float32Array,
): void {
  if (typeof way === 'string') mix(way, z1, z2, alpha, out);
  else way(z1, z2, alpha, out);
}

/** Latents at α = 0, …, 1, fresh [columns, n]. */
export function walk(way: Way, z1: Float32Array, z2: Float32Array, columns: number): Float32Array {
  const size = z1.length;
  const latents = new Float32Array(columns * size);
  if (typeof way === 'string') fillStrip(way, z1, z2, columns, latents);
  else {
    for (let j = 0; j < columns; j++) {
      way(z1, z2, j / (columns - 1), latents.subarray(j * size, (j + 1) * size));
    }
  }
  return latents;
}

/** A search's best path so far, between the end points of `key`. */
export interface FoundGeodesic {
  readonly key: string;
  readonly offsets: Float32Array;
  /** Of the weights that it was searched with. */
  readonly samples: number;
}

const geodesics = new WeakMap<ViewLane, FoundGeodesic>();

export function keepGeodesic(lane: ViewLane, found: FoundGeodesic): void {
  geodesics.set(lane, found);
}

/** Between these end points; null until it has been searched for. */
export function foundGeodesic(lane: ViewLane, key: string): FoundGeodesic | null {
  const found = geodesics.get(lane);
  return found?.key === key ? found : null;
}

const planes = new WeakMap<ViewLane, Promise<LatentPlane>>();

/** The plane of the lane's map. It stays while weights change, until a map is asked for. */
export function planeOf(lane: ViewLane, pause: () => Promise<void>): Promise<LatentPlane> {
  let plane = planes.get(lane);
  if (!plane) {
    plane = import('./latentMap.ts').then(
      async ({ mapLane }) => (await mapLane(lane, pause)).plane,
    );
    plane.catch(() => planes.delete(lane));
    planes.set(lane, plane);
  }
  return plane;
}

export function keepPlane(lane: ViewLane, plane: LatentPlane): void {
  planes.set(lane, Promise.resolve(plane));
}

/** The way of a wish between the end points of `key`. A geodesic is straight until it has been searched for. */
export async function wayOf(
  lane: ViewLane,
  { path, points = [] }: PathWish,
  key: string,
  pause: () => Promise<void>,
): Promise<Way> {
  if (isFormula(path)) return path;
  if (path === 'geodesic') {
    const found = foundGeodesic(lane, key);
    return found ? geodesicWay(found) : 'straight';
  }
  return points.length === 0 ? 'straight' : drawnWay(points, await planeOf(lane, pause));
}

export function geodesicWay({ offsets }: FoundGeodesic): Way {
  return (z1, z2, alpha, out) => mixGeodesic(offsets, z1, z2, alpha, out);
}

export function drawnWay(points: PathWish['points'] & object, { axes }: LatentPlane): Way {
  const curve = traceCurve(points);
  return (z1, z2, alpha, out) => mixDrawn(curve, axes, z1, z2, alpha, out);
}
