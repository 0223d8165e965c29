/**
 * The 10,000 reference lines as a sparse matrix (a line differs from the background of −1 in about 50
 * pixels), cut into blocks of lines that look alike.
 */
import { drawLine, linePixels, referenceAngle, referenceLines } from './lines.ts';

/** Of 8, 16, 32 and 64: 32 is faster for decoded lines (15 instead of 28 ms for 256), 16 for noise (110 instead of 200). */
const blockSize = 16;
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

type Rows = Pick<ReferenceLines, 'rowStart' | 'pixel' | 'excess'>;

/** ⟨u, v⟩ of a dense `image` u [32 · 32], whose sum is given, with line `index`. */
export function productWithLine(
  { rowStart, pixel, excess }: Rows,
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
  const rowStart = new Uint32Array(referenceLines + 1);
  const pixel = new Uint16Array(referenceLines * rowCapacity);
  const excess = new Float64Array(referenceLines * rowCapacity);
  const norm = new Float64Array(referenceLines);
  const sum = new Float64Array(referenceLines);
  const starts: number[] = [];
  const rows: Rows = { rowStart, pixel, excess };

  let line = new Float64Array(linePixels);
  let previous = new Float64Array(linePixels);
  for (let index = 0; index < referenceLines; index++) {
    drawLine(referenceAngle(index), line);
    let end = rowStart[index];
    let total = -linePixels;
    let squares = linePixels;
    for (let p = 0; p < linePixels; p++) {
      if (line[p] === -1) continue;
      pixel[end] = p;
      excess[end++] = line[p] + 1;
      total += line[p] + 1;
      squares += line[p] * line[p] - 1;
    }
    rowStart[index + 1] = end;
    norm[index] = Math.sqrt(squares);
    sum[index] = total / norm[index];
    if (startsBlock(index)) starts.push(index);
    [line, previous] = [previous, line];
  }

  function startsBlock(index: number): boolean {
    if (index === 0 || index - starts[starts.length - 1] === blockSize) return true;
    const previousSum = sum[index - 1] * norm[index - 1];
    const product = productWithLine(rows, index, previous, previousSum);
    return 1 - product / (norm[index] * norm[index - 1]) > jumpDistance;
  }

  const matrix = {
    rowStart,
    pixel: pixel.slice(0, rowStart[referenceLines]),
    excess: excess.slice(0, rowStart[referenceLines]),
    norm,
    sum,
  };
  return { ...matrix, ...measureBlocks(matrix, Uint32Array.of(...starts, referenceLines)) };
}

function measureBlocks(
  lines: Rows & Pick<ReferenceLines, 'norm' | 'sum'>,
  blockStart: Uint32Array,
): Pick<ReferenceLines, 'blockStart' | 'centre' | 'radius' | 'smallestSum' | 'largestSum'> {
  const { norm, sum } = lines;
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
      const product = productWithLine(lines, index, middle, sum[c] * norm[c]);
      const difference = 2 - (2 * product) / (norm[index] * norm[c]);
      const offMean = difference - (sum[index] - sum[c]) ** 2 / linePixels;
      // 1e-14 covers the cancellation in 2 − 2⟨w, c⟩, so that the radius is never too small.
      radius[block] = Math.max(radius[block], Math.sqrt(Math.max(0, offMean) + 1e-14));
      smallestSum[block] = Math.min(smallestSum[block], sum[index]);
      largestSum[block] = Math.max(largestSum[block], sum[index]);
    }
  }
  return { blockStart, centre, radius, smallestSum, largestSum };
}
