import type { PixelSheet } from './pixelSheet.ts';
import type { Surface } from './surface.ts';

const gapPx = 2;

/** Images side by side, as large as the width allows; empty cells without a sheet. */
export function drawPictureRow(
  { context, widthPx, heightPx, theme }: Surface,
  sheet: PixelSheet | null,
  count: number,
): void {
  const cell = widthPx / count;
  const side = Math.min(cell - gapPx, heightPx);
  context.imageSmoothingEnabled = false;
  context.fillStyle = theme.empty;
  for (let index = 0; index < count; index++) {
    const left = index * cell + (cell - side) / 2;
    if (!sheet) context.fillRect(left, 0, side, side);
    else {
      const { canvas, size } = sheet;
      context.drawImage(canvas, index * size, 0, size, size, left, 0, side, side);
    }
  }
}
