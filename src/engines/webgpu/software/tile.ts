/** How much of a convolution's result one invocation computes. */
import type { ConvolutionWork } from '../convolutionWork.ts';

export interface Tile {
  readonly samples: number;
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
}

const mostPixels = 8;
const mostChannels = 8;

/**
 * A tile that divides the result: two rows of four pixels, where images are so large, so that most
 * layers share a shader; else what comes near it.
 */
export function chooseTile({ samples, height, width, co, pooled, resize }: ConvolutionWork): Tile {
  const even = pooled !== null || resize?.kind === 'pool2';
  const columns = largestDivisor(width, 4, even ? 2 : 1);
  const rows = largestDivisor(height, Math.min(2, mostPixels / columns), even ? 2 : 1);
  return {
    columns,
    rows,
    samples: largestDivisor(samples, mostPixels / (columns * rows)),
    channels:
      co % 4 === 0
        ? co % mostChannels === 0
          ? mostChannels
          : 4
        : largestDivisor(co, mostChannels),
  };
}

/** Of `value`, at most `limit`, and a multiple of `step`. */
export function largestDivisor(value: number, limit: number, step = 1): number {
  let divisor = Math.floor(limit / step) * step;
  while (divisor > step && value % divisor !== 0) divisor -= step;
  return Math.max(divisor, step);
}
