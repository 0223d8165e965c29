/**
 * The lines of the benchmark, pixel by pixel as the authors' code draws them (tests/golden/README.md,
 * section 1): 32×32, one line from the centre, 2 pixels wide, value 1 on a background of −1.
 */
import { fullTurn } from './angles.ts';

/** Width and height of an image in pixels. */
export const lineSize = 32;
export const linePixels = lineSize * lineSize;

const centre = lineSize / 2;
/** 15 and not 16 pixels: the authors' choice. */
const lineLength = centre - 1;
const lineWidth = 2;

/**
 * Draws the line at `angle` (radians, anticlockwise from the right) into `out[offset …]`, one image
 * [32, 32, 1] row by row, in [−1, 1]. Allocates nothing. The image jumps at the odd multiples of π/4.
 * @throws RangeError for an angle that is not finite.
 */
export function drawLine(angle: number, out: Float32Array | Float64Array, offset = 0): void {
  if (!Number.isFinite(angle)) throw new RangeError(`a line's angle must be finite, not ${angle}`);
  out.fill(-1, offset, offset + linePixels);
  const endX = centre + lineLength * Math.cos(-angle);
  const endY = centre + lineLength * Math.sin(-angle);
  // The loop runs along the longer side; a flat line is drawn with x and y exchanged.
  const flip = Math.abs(centre - endY) < Math.abs(centre - endX);
  const endAlong = flip ? endX : endY;
  const endAcross = (flip ? endY : endX) - lineWidth / 2;
  const startAcross = centre - lineWidth / 2;
  const alongStride = flip ? 1 : lineSize;
  const acrossStride = flip ? lineSize : 1;

  const backwards = endAlong < centre;
  const from = backwards ? endAlong : centre;
  const to = backwards ? centre : endAlong;
  const acrossFrom = backwards ? endAcross : startAcross;
  const rise = (backwards ? startAcross : endAcross) - acrossFrom;
  const slope = to === from ? 0 : rise / (to - from);

  for (let along = Math.trunc(from); along < Math.ceil(to); along++) {
    // Only the first, partial row is weighted. The last should be too; the authors' code misses it.
    const weight = along < Math.ceil(from) ? Math.ceil(from) - from : 1;
    const start = acrossFrom + (along - from - 0.5) * slope;
    const end = start + lineWidth;
    const firstWhole = Math.ceil(start);
    const afterWhole = Math.trunc(end);
    const row = offset + along * alongStride;
    for (let across = firstWhole; across < afterWhole; across++) {
      out[row + across * acrossStride] = brightness(weight);
    }
    if (firstWhole !== start) {
      out[row + Math.trunc(start) * acrossStride] = brightness(weight * (firstWhole - start));
    }
    if (afterWhole !== end) {
      out[row + afterWhole * acrossStride] = brightness(weight * (end - afterWhole));
    }
  }
}

function brightness(coverage: number): number {
  return Math.min(2 * coverage - 1, 1);
}

export const lineClasses = 10;

/**
 * The class of a line, from its angle in [0, 2π): which tenth of the turn. Within 1e-6 of a full turn
 * it is 10, which has no class of its own (its one-hot vector is all zeros), as in the authors' code.
 */
export function lineLabel(angle: number): number {
  return Math.trunc((lineClasses * angle) / (fullTurn - 1e-6));
}

/** D, the reference lines that a line is compared with. */
export const referenceLines = 10_000;

const referenceStep = (fullTurn - fullTurn / referenceLines) / (referenceLines - 1);

/** The angle of reference line `index`: numpy.linspace(0, 2π − 2π/D, D). */
export function referenceAngle(index: number): number {
  return index * referenceStep;
}
