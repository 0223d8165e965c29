/** A lane's training as one sheet: a row a moment, from the seed down, a column an α. */
import { drawImages } from './drawImages.ts';
import type { PixelSheet } from './pixelSheet.ts';
import { alphaAt, centreAt } from './stripGeometry.ts';
import type { Surface } from './surface.ts';

export interface FilmLine {
  /** Samples, short. */
  readonly label: string;
  /** Null while it is being decoded. */
  readonly sheet: PixelSheet | null;
  readonly selected: boolean;
}

export const filmColumns = 11;
const gutterPx = 36;
const fontPx = 11;

/** Height of a line at this width, so that its pictures are square. */
export function filmLinePx(widthPx: number): number {
  return Math.max(8, (widthPx - gutterPx) / filmColumns);
}

/** So many moments fit, spread over all `count`, the first and the last among them: their indices, ascending. */
export function fittingLines(count: number, widthPx: number, heightPx: number): number[] {
  const most = Math.max(2, Math.floor(heightPx / filmLinePx(widthPx)));
  if (count <= most) return Array.from({ length: count }, (_, index) => index);
  return Array.from({ length: most }, (_, line) => Math.round((line * (count - 1)) / (most - 1)));
}

/** The line and the α under a point, or null beside them. */
export function filmSpot(
  x: number,
  y: number,
  lines: number,
  widthPx: number,
): { readonly line: number; readonly alpha: number } | null {
  const line = Math.floor(y / filmLinePx(widthPx));
  if (line < 0 || line >= lines) return null;
  const alpha = alphaAt(Math.max(0, x - gutterPx), filmColumns, widthPx - gutterPx);
  return { line, alpha };
}

export function drawFilm(surface: Surface, lines: readonly FilmLine[], alpha: number): void {
  const { context, theme, widthPx } = surface;
  const height = filmLinePx(widthPx);
  const strip = widthPx - gutterPx;
  lines.forEach(({ label, sheet, selected }, index) => {
    const top = index * height;
    context.font = `${selected ? 700 : 400} ${fontPx}px ${theme.family}`;
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    context.fillStyle = selected ? theme.accent : theme.muted;
    context.fillText(label, gutterPx - 6, top + height / 2, gutterPx - 6);
    context.save();
    context.translate(gutterPx, top);
    drawImages({ context, theme, widthPx: strip, heightPx: height }, sheet, filmColumns);
    context.restore();
    if (!selected) return;
    context.strokeStyle = theme.accent;
    context.lineWidth = 1.5 * theme.stroke;
    context.strokeRect(gutterPx + 0.75, top + 0.75, strip - 1.5, height - 1.5);
  });
  if (lines.length === 0) return;
  const cell = strip / filmColumns;
  const x = gutterPx + centreAt(alpha, filmColumns, strip);
  context.strokeStyle = theme.accent;
  context.lineWidth = theme.stroke;
  context.setLineDash([3, 3]);
  context.strokeRect(x - cell / 2, 0.5, cell, lines.length * height - 1);
  context.setLineDash([]);
}
