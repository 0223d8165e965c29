/**
 * The 10,000 reference lines as a sparse matrix (a line differs from the background of −1 in about 50
 * pixels), cut into blocks of lines that look alike.
 */
import { drawLine, linePixels, referenceAngle, referenceLines } from './lines.ts';

/** 256 decoded lines take 38, 20, 13, 15 ms with blocks of 8, 16, 24, 32, and pure noise 55, 75, 145, 185 ms. */
const blockSize = 24;
/** A row holds at most 15 pixels' length × 3 pixels' width. */
const rowCapacity = 48;
/** Neighbours are 7e-7 apart, but 0.0045 or more where the renderer jumps, at the diagonals. */
const jumpDistance = 1e-4;

/** v is a line [32 · 32], w = v / |v|, c the w of its block's centre, ⊥ what is left without the mean. */
export interface ReferenceLines {
  /** [D + 1] where each line's pixels start in `pixel` and `excess`. */
  readonly rowStart: Uint32Array;
  readonly pixel: Uint16Array;
  /** v + 1, where that is not 0. */
  readonly excess: Float64Array;
  /** [D] |v|. */
  readonly norm: Float64Array;
  /** [D] Σ w. */
  readonly sum: Float64Array;
  /** [blocks + 1] the first line of each block. */
  readonly blockStart: Uint32Array;
  /** [blocks] the line in the middle. */
  readonly centre: Uint32Array;
  /** [blocks] at least the largest |w⊥ − c⊥| of the block. */
  readonly radius: Float64Array;
  /** [blocks] the smallest and the largest Σ w of the block. */
  readonly smallestSum: Float64Array;
  readonly largestSum: Float64Array;
}

/** All but the blocks. */
type Lines = Pick<ReferenceLines, 'rowStart' | 'pixel' | 'excess' | 'norm' | 'sum'>;

/** ⟨u, v⟩ of a dense `image` u [32 · 32], whose sum is given, with line `index`. */
export function productWithLine(
  { rowStart, pixel, excess }: Pick<ReferenceLines, 'rowStart' | 'pixel' | 'excess'>,
  index: number,
  image: Float64Array,
  imageSum: number,
): number {
  const end = rowStart[index + 1];
  let product = -imageSum;
  for (let k = rowStart[index]; k < end; k++) product += excess[k] * image[pixel[k]];
  return product;
}

/** Draws and measures all lines: about 5 MB. */
export function buildReferenceLines(): ReferenceLines {
  const lines = {
    rowStart: new Uint32Array(referenceLines + 1),
    pixel: new Uint16Array(referenceLines * rowCapacity),
    excess: new Float64Array(referenceLines * rowCapacity),
    norm: new Float64Array(referenceLines),
    sum: new Float64Array(referenceLines),
  };
  const starts: number[] = [];
  let line = new Float64Array(linePixels);
  let previous = new Float64Array(linePixels);
  for (let index = 0; index < referenceLines; index++) {
    drawLine(referenceAngle(index), line);
    appendRow(lines, index, line);
    const blockFull = index === 0 || index - starts[starts.length - 1] === blockSize;
    if (blockFull || distanceTo(lines, index, previous, index - 1) > jumpDistance) {
      starts.push(index);
    }
    [line, previous] = [previous, line];
  }
  const count = lines.rowStart[referenceLines];
  const trimmed = {
    ...lines,
    pixel: lines.pixel.slice(0, count),
    excess: lines.excess.slice(0, count),
  };
  return { ...trimmed, ...measureBlocks(trimmed, Uint32Array.of(...starts, referenceLines)) };
}

function appendRow(lines: Lines, index: number, line: Float64Array): void {
  const { rowStart, pixel, excess, norm, sum } = lines;
  let end = rowStart[index];
  let total = -linePixels;
  let squares = linePixels;
  for (let p = 0; p < linePixels; p++) {
    const value = line[p];
    if (value === -1) continue;
    pixel[end] = p;
    excess[end++] = value + 1;
    total += value + 1;
    squares += value * value - 1;
  }
  rowStart[index + 1] = end;
  norm[index] = Math.sqrt(squares);
  sum[index] = total / norm[index];
}

/** Cosine distance of line `index` to a line that is also there densely. */
function distanceTo(lines: Lines, index: number, dense: Float64Array, denseIndex: number): number {
  const { norm, sum } = lines;
  const product = productWithLine(lines, index, dense, sum[denseIndex] * norm[denseIndex]);
  return 1 - product / (norm[index] * norm[denseIndex]);
}

function measureBlocks(
  lines: Lines,
  blockStart: Uint32Array,
): Pick<ReferenceLines, 'blockStart' | 'centre' | 'radius' | 'smallestSum' | 'largestSum'> {
  const { sum } = lines;
  const blocks = blockStart.length - 1;
  const centre = new Uint32Array(blocks);
  const radius = new Float64Array(blocks);
  const smallestSum = new Float64Array(blocks).fill(Number.POSITIVE_INFINITY);
  const largestSum = new Float64Array(blocks).fill(Number.NEGATIVE_INFINITY);
  const middle = new Float64Array(linePixels);
  for (let block = 0; block < blocks; block++) {
    const c = (blockStart[block] + blockStart[block + 1]) >>> 1;
    centre[block] = c;
    drawLine(referenceAngle(c), middle);
    for (let index = blockStart[block]; index < blockStart[block + 1]; index++) {
      // |w − c|² = 2 − 2⟨w, c⟩, less the part along the mean.
      const offMean =
        2 * distanceTo(lines, index, middle, c) - (sum[index] - sum[c]) ** 2 / linePixels;
      // 1e-14 covers the cancellation, so that the radius is never too small.
      radius[block] = Math.max(radius[block], Math.sqrt(Math.max(0, offMean) + 1e-14));
      smallestSum[block] = Math.min(smallestSum[block], sum[index]);
      largestSum[block] = Math.max(largestSum[block], sum[index]);
    }
  }
  return { blockStart, centre, radius, smallestSum, largestSum };
}
