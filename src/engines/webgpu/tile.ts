/** How much of a convolution's result one invocation computes. */

export interface Tile {
  readonly samples: number;
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
}

export interface TileRequest {
  readonly samples: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Whether a tile must consist of whole 2×2 blocks. */
  readonly even: boolean;
}

const mostPixels = 8;
const mostChannels = 8;

/** A tile that divides the result: a piece of a row, else of two rows, else of several small images. */
export function chooseTile({ samples, height, width, channels, even }: TileRequest): Tile {
  const lines = even ? 2 : 1;
  const columns = largestDivisor(width, mostPixels / lines, even ? 2 : 1);
  const rows = lines * largestDivisor(height / lines, mostPixels / (columns * lines));
  return {
    columns,
    rows,
    samples: largestDivisor(samples, mostPixels / (columns * rows)),
    channels:
      channels % 4 === 0
        ? channels % 8 === 0
          ? mostChannels
          : 4
        : largestDivisor(channels, mostChannels),
  };
}

/** Of `value`, at most `limit`, and a multiple of `step`. */
export function largestDivisor(value: number, limit: number, step = 1): number {
  let divisor = Math.floor(limit / step) * step;
  while (divisor > step && value % divisor !== 0) divisor -= step;
  return Math.max(divisor, step);
}
