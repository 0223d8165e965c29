/** Strips with their names and numbers as one sheet, for a picture that leaves the page. */
import { drawImages } from './drawImages.ts';
import type { PixelSheet } from './pixelSheet.ts';
import { drawMarker, type Series } from './series.ts';
import { centreAt } from './stripGeometry.ts';
import type { Surface } from './surface.ts';

export interface SheetRow {
  readonly label: string;
  readonly series: Series | null;
  readonly sheet: PixelSheet | null;
  readonly columns: number;
  /** Its columns on either side that lie beyond the ends. */
  readonly outer: number;
  /** To the right of the strip. */
  readonly note: string;
}

export interface SheetWords {
  readonly title: string;
  /** Over the column of notes. */
  readonly noteHead: string;
  /** Where it comes from, at the foot. */
  readonly caption: string;
}

/** In pixels. */
export interface SheetLayout {
  readonly cell: number;
  readonly labels: number;
  readonly notes: number;
}

export const widestSheet: SheetLayout = { cell: 48, labels: 150, notes: 196 };

const marginPx = 16;
const headPx = 44;
const footPx = 44;
const fontPx = 12;

export function stripSheetSize(
  rows: readonly SheetRow[],
  { cell, labels, notes }: SheetLayout = widestSheet,
): { readonly widthPx: number; readonly heightPx: number } {
  const columns = Math.max(1, ...rows.map((row) => row.columns));
  return {
    widthPx: 2 * marginPx + labels + columns * cell + notes,
    heightPx: headPx + rows.length * cell + footPx,
  };
}

export function drawStripSheet(
  surface: Surface,
  rows: readonly SheetRow[],
  words: SheetWords,
  layout: SheetLayout = widestSheet,
): void {
  const { context, theme, widthPx, heightPx } = surface;
  const left = marginPx + layout.labels;
  const notes = widthPx - marginPx - layout.notes + 12;
  write(surface, words.title, marginPx, headPx / 2, { strong: true });
  write(surface, words.noteHead, notes, headPx - 9, { colour: theme.muted });
  rows.forEach((row, index) => {
    const top = headPx + index * layout.cell;
    const middle = top + layout.cell / 2;
    if (row.series) {
      context.fillStyle = theme.series[row.series.colour];
      drawMarker(context, row.series.marker, marginPx + 6, middle, 4);
    }
    const indent = row.series ? 18 : 0;
    write(surface, row.label, marginPx + indent, middle, { widest: layout.labels - indent - 8 });
    context.save();
    context.translate(left, top);
    const stripPx = row.columns * layout.cell;
    drawImages({ context, theme, widthPx: stripPx, heightPx: layout.cell }, row.sheet, row.columns);
    context.restore();
    write(surface, row.note, notes, middle, { colour: theme.muted, widest: layout.notes - 12 });
  });
  drawAlphas(surface, rows[0], left, headPx + rows.length * layout.cell + 12, layout.cell);
  const foot = { colour: theme.muted, widest: widthPx - 2 * marginPx };
  write(surface, words.caption, marginPx, heightPx - 12, foot);
}

const alphas = [
  { alpha: 0, label: 'x₂, α = 0' },
  { alpha: 0.5, label: '½' },
  { alpha: 1, label: 'x₁, α = 1' },
];

function drawAlphas(
  surface: Surface,
  row: SheetRow | undefined,
  left: number,
  y: number,
  cell: number,
): void {
  if (!row) return;
  for (const { alpha, label } of alphas) {
    const x = left + centreAt(alpha, row.columns, row.columns * cell, row.outer);
    write(surface, label, x, y, { align: 'center', colour: surface.theme.muted });
  }
}

interface Writing {
  readonly strong?: boolean;
  readonly colour?: string;
  readonly align?: CanvasTextAlign;
  readonly widest?: number;
}

function write(
  { context, theme }: Surface,
  text: string,
  x: number,
  y: number,
  { strong = false, colour = theme.ink, align = 'left', widest }: Writing,
): void {
  context.font = `${strong ? '600 14' : `400 ${fontPx}`}px ${theme.family}`;
  context.textAlign = align;
  context.textBaseline = 'middle';
  context.fillStyle = colour;
  context.fillText(text, x, y, widest);
}
