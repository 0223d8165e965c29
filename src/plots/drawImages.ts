import type { PixelSheet } from './pixelSheet.ts';
import type { Surface } from './surface.ts';

const gapPx = 2;

/** Where images lie that stand side by side across a surface: columns `cell` wide, squares `side` wide at `top`. */
export function imageCells(widthPx: number, heightPx: number, columns: number) {
  const cell = widthPx / columns;
  const side = Math.min(cell, heightPx) - gapPx;
  return { cell, side, top: (heightPx - side) / 2 };
}

/** Images side by side across the surface; empty cells without a sheet. */
export function drawImages(
  { context, widthPx, heightPx, theme }: Surface,
  sheet: PixelSheet | null,
  columns: number,
): void {
  const { cell, side, top } = imageCells(widthPx, heightPx, columns);
  context.imageSmoothingEnabled = false;
  context.fillStyle = theme.empty;
  for (let column = 0; column < columns; column++) {
    const left = column * cell + (cell - side) / 2;
    if (sheet) {
      const { canvas, size } = sheet;
      context.drawImage(canvas, column * size, 0, size, size, left, top, side, side);
    } else context.fillRect(left, top, side, side);
  }
}
