import { drawImages, imageCells } from './drawImages.ts';
import type { PixelSheet } from './pixelSheet.ts';
import { centreAt, columnAt } from './stripGeometry.ts';
import type { DrawContext, Surface } from './surface.ts';

/**
 * A row of the grid: one image a column, the column nearest to α framed; empty cells without a sheet. The `outer`
 * columns on either side, which lie beyond the ends, are hatched.
 */
export function drawStrip(
  surface: Surface,
  sheet: PixelSheet | null,
  columns: number,
  alpha: number,
  outer = 0,
): void {
  const { context, widthPx, heightPx, theme } = surface;
  const { cell, side, top } = imageCells(widthPx, heightPx, columns);
  drawImages(surface, sheet, columns);
  for (let column = 0; column < outer; column++) {
    for (const each of [column, columns - 1 - column]) {
      hatch(context, theme.muted, each * cell + (cell - side) / 2, top, side);
    }
  }
  frameColumn(context, theme, columnAt(alpha, columns, outer) * cell + cell / 2, top, side);
  drawCursor(context, theme, centreAt(alpha, columns, widthPx, outer), heightPx);
}

function hatch(
  context: DrawContext,
  colour: string,
  left: number,
  top: number,
  side: number,
): void {
  context.save();
  context.beginPath();
  context.rect(left, top, side, side);
  context.clip();
  context.strokeStyle = colour;
  context.globalAlpha = 0.6;
  context.lineWidth = 1;
  context.beginPath();
  for (let x = 0; x < 2 * side; x += 7) {
    context.moveTo(left + x, top);
    context.lineTo(left + x - side, top + side);
  }
  context.stroke();
  context.restore();
}

function frameColumn(
  context: DrawContext,
  theme: Surface['theme'],
  centre: number,
  top: number,
  side: number,
): void {
  context.strokeStyle = theme.accent;
  context.lineWidth = 2 * theme.stroke;
  context.strokeRect(centre - side / 2, top, side, side);
}

/** Two small notches at the exact α, which may lie between two columns. */
function drawCursor(
  context: DrawContext,
  theme: Surface['theme'],
  x: number,
  height: number,
): void {
  const width = 2 * theme.stroke;
  context.fillStyle = theme.accent;
  context.fillRect(x - width / 2, 0, width, 4);
  context.fillRect(x - width / 2, height - 4, width, 4);
}
