/** A table on a canvas, for a picture that leaves the page. */
import type { Surface } from './surface.ts';

export interface TableCell {
  readonly text: string;
  readonly strong?: boolean;
}

export const rowHeightPx = 26;
const fontPx = 13;

/** Columns as wide as their longest text, spread over the width; a line under each row. */
export function drawTable(surface: Surface, rows: readonly (readonly TableCell[])[]): void {
  const { context, widthPx, theme } = surface;
  const lefts = columnLefts(surface, rows);
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.strokeStyle = theme.line;
  context.lineWidth = 1;
  rows.forEach((row, r) => {
    const middle = (r + 0.5) * rowHeightPx;
    row.forEach((cell, c) => {
      context.font = fontOf(cell, theme.family);
      context.fillStyle = cell.strong ? theme.ink : theme.muted;
      context.fillText(cell.text, lefts[c], middle);
    });
    const foot = Math.round((r + 1) * rowHeightPx) - 0.5;
    context.beginPath();
    context.moveTo(0, foot);
    context.lineTo(widthPx, foot);
    context.stroke();
  });
}

function columnLefts(
  { context, widthPx, theme }: Surface,
  rows: readonly (readonly TableCell[])[],
): number[] {
  const widths = rows[0].map((_, c) =>
    Math.max(
      ...rows.map((row) => {
        context.font = fontOf(row[c], theme.family);
        return context.measureText(row[c].text).width;
      }),
    ),
  );
  const free = widthPx - widths.reduce((sum, width) => sum + width, 0);
  const gap = Math.max(8, free / Math.max(1, widths.length - 1));
  let left = 0;
  return widths.map((width) => {
    const mine = left;
    left += width + gap;
    return mine;
  });
}

function fontOf({ strong }: TableCell, family: string): string {
  return `${strong ? 600 : 400} ${fontPx}px ${family}`;
}
