import type { PixelSheet } from './pixelSheet.ts';
import type { Surface } from './surface.ts';

/** One image, as large as fits; an empty cell without a sheet. */
export function drawPicture(
  { context, widthPx, heightPx, theme }: Surface,
  sheet: PixelSheet | null,
): void {
  const side = Math.min(widthPx, heightPx);
  const left = (widthPx - side) / 2;
  const top = (heightPx - side) / 2;
  if (!sheet) {
    context.fillStyle = theme.empty;
    context.fillRect(left, top, side, side);
    return;
  }
  context.imageSmoothingEnabled = false;
  context.drawImage(sheet.canvas, 0, 0, sheet.size, sheet.size, left, top, side, side);
}
