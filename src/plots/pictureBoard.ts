/**
 * The newest pixels of every row, kept outside the store: canvases look here when they draw. Whoever
 * pins a picture also asks for a redraw.
 */
export interface PictureStrip {
  readonly count: number;
  /** Display bytes, [count, size, size, colours]. */
  readonly bytes: Uint8Array;
}

const strips = new Map<string, PictureStrip>();
const frames = new Map<string, PictureStrip>();

/** Rows are 'ideal', 'crossfade', 'x1', 'x2' or a lane's id. */
export const pictureBoard = {
  pinStrip: (row: string, picture: PictureStrip) => void strips.set(row, picture),
  pinFrame: (row: string, picture: PictureStrip) => void frames.set(row, picture),
  strip: (row: string) => strips.get(row) ?? null,
  frame: (row: string) => frames.get(row) ?? null,
  forget: (row: string) => {
    strips.delete(row);
    frames.delete(row);
  },
};
