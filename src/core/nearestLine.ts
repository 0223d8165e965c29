/**
 * The nearest of the 10,000 reference lines by cosine distance: exact (float64), yet comparing only a
 * few hundred.
 *
 * Lines at neighbouring angles are alike, so they are searched by blocks. With w = v / |v|, block
 * centre c and ⊥ for what is left of a vector without its mean, Cauchy-Schwarz bounds ⟨u, w⟩ for every
 * line of the block by
 *   ⟨u⊥, c⊥⟩ + |u⊥| · max |w⊥ − c⊥| + mean(u) · (the largest Σ w; the smallest where mean(u) < 0),
 * and a block that cannot reach the best line found so far is passed over.
 */
import { linePixels, referenceAngle } from './lines.ts';
import { buildReferenceLines, productWithLine, type ReferenceLines } from './referenceLines.ts';

/** Above the rounding errors of bounds and distances, which are a few 1e-16. */
const slack = 1e-12;

interface Search {
  readonly lines: ReferenceLines;
  /** The image u in hand [32 · 32], its sum and its norm. */
  readonly image: Float64Array;
  sum: number;
  norm: number;
  /** [blocks] below which no distance in the block can be. */
  readonly bound: Float64Array;
  /** The nearest line so far. */
  nearest: number;
  distance: number;
}

let ready: Search | undefined;

/** Draws the reference lines if that has not been done: some 60 ms, which the first search pays otherwise. */
export function prepareNearestLine(): void {
  ready ??= createSearch();
}

/**
 * Finds the nearest reference line of each image.
 * @param images [n, 32, 32, 1], neither centred nor clipped.
 * @param angles [n] out: the nearest line's angle in [0, 2π), the lowest on ties.
 * @param distances [n] out: 1 − ⟨u, v⟩ / (|u| |v|), in [0, 2] up to rounding.
 * An image that is all zero, or holds NaN or an infinity, gets angle 0 and distance NaN, as in the
 * authors' code. Allocates nothing but the reference lines, once.
 * @throws RangeError when the lengths do not fit.
 */
export function findNearestLines(
  images: Float32Array,
  angles: Float64Array,
  distances: Float64Array,
): void {
  if (images.length !== angles.length * linePixels || distances.length !== angles.length) {
    throw new RangeError(
      `${images.length} pixels, ${angles.length} angles and ${distances.length} distances do not fit; an image has ${linePixels} pixels`,
    );
  }
  ready ??= createSearch();
  for (let i = 0; i < angles.length; i++) {
    searchImage(ready, images, i * linePixels);
    angles[i] = referenceAngle(ready.nearest);
    distances[i] = ready.distance;
  }
}

function createSearch(): Search {
  const lines = buildReferenceLines();
  return {
    lines,
    image: new Float64Array(linePixels),
    sum: 0,
    norm: 0,
    bound: new Float64Array(lines.centre.length),
    nearest: 0,
    distance: Number.NaN,
  };
}

function searchImage(search: Search, images: Float32Array, offset: number): void {
  takeImage(search, images, offset);
  search.nearest = 0;
  search.distance = Number.NaN;
  if (!(search.norm > 0 && search.norm < Number.POSITIVE_INFINITY)) return;

  search.distance = Number.POSITIVE_INFINITY;
  const promising = boundBlocks(search);
  searchBlock(search, promising);
  for (let block = 0; block < search.bound.length; block++) {
    if (block !== promising && search.bound[block] <= search.distance + slack) {
      searchBlock(search, block);
    }
  }
}

function takeImage(search: Search, images: Float32Array, offset: number): void {
  const { image } = search;
  let sum = 0;
  let squares = 0;
  for (let p = 0; p < linePixels; p++) {
    const value = images[offset + p];
    image[p] = value;
    sum += value;
    squares += value * value;
  }
  search.sum = sum;
  search.norm = Math.sqrt(squares);
}

/** Bounds every block for the image in hand; returns the block whose centre is nearest. */
function boundBlocks({ lines, image, sum, norm, bound }: Search): number {
  const mean = sum / linePixels;
  const offMean = Math.sqrt(Math.max(0, norm * norm - sum * mean));
  const farSum = mean > 0 ? lines.largestSum : lines.smallestSum;
  let promising = 0;
  let nearest = Number.POSITIVE_INFINITY;
  for (let block = 0; block < bound.length; block++) {
    const centre = lines.centre[block];
    const distance = 1 - productWithLine(lines, centre, image, sum) / (norm * lines.norm[centre]);
    const gain = offMean * lines.radius[block] + mean * (farSum[block] - lines.sum[centre]);
    bound[block] = distance - gain / norm;
    if (distance < nearest) {
      nearest = distance;
      promising = block;
    }
  }
  return promising;
}

function searchBlock(search: Search, block: number): void {
  const { lines, image, sum, norm } = search;
  const end = lines.blockStart[block + 1];
  let { nearest, distance: best } = search;
  for (let index = lines.blockStart[block]; index < end; index++) {
    const distance = 1 - productWithLine(lines, index, image, sum) / (norm * lines.norm[index]);
    if (distance < best || (distance === best && index < nearest)) {
      best = distance;
      nearest = index;
    }
  }
  search.nearest = nearest;
  search.distance = best;
}
