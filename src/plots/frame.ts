/** The frame of a plot: margins, ticks, and lines of reference. Scales map data to CSS pixels. */
import type { DrawContext, Surface } from './surface.ts';

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A d3 scale as far as plots need it. */
export type Position = (value: number) => number;

export interface Tick {
  readonly value: number;
  readonly label: string;
}

export const labelPx = 11;

export function plotBox({ widthPx, heightPx }: Surface, margin: Box): Box {
  return {
    left: margin.left,
    right: Math.max(margin.left + 10, widthPx - margin.right),
    top: margin.top,
    bottom: Math.max(margin.top + 10, heightPx - margin.bottom),
  };
}

/** Horizontal lines with labels on the left. */
export function drawRows(surface: Surface, box: Box, y: Position, ticks: readonly Tick[]): void {
  const { context, theme } = surface;
  context.font = `${labelPx}px ${theme.family}`;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.strokeStyle = theme.line;
  context.lineWidth = 1;
  context.setLineDash([]);
  for (const { value, label } of ticks) {
    const at = Math.round(y(value)) + 0.5;
    context.beginPath();
    context.moveTo(box.left, at);
    context.lineTo(box.right, at);
    context.stroke();
    context.fillStyle = theme.muted;
    context.fillText(label, box.left - 5, at);
  }
}

/** Labels under the plot. */
export function drawColumns(surface: Surface, box: Box, x: Position, ticks: readonly Tick[]): void {
  const { context, theme } = surface;
  context.font = `${labelPx}px ${theme.family}`;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  context.fillStyle = theme.muted;
  for (const { value, label } of ticks) context.fillText(label, x(value), box.bottom + 5);
}

/** A polyline through the points whose both coordinates are finite; a gap where one is not. */
export function drawPolyline(
  context: DrawContext,
  count: number,
  xAt: (index: number) => number,
  yAt: (index: number) => number,
): void {
  context.lineJoin = 'round';
  context.beginPath();
  let pen = false;
  for (let index = 0; index < count; index++) {
    const x = xAt(index);
    const y = yAt(index);
    if (!Number.isFinite(x) || !Number.isFinite(y)) pen = false;
    else if (pen) context.lineTo(x, y);
    else {
      context.moveTo(x, y);
      pen = true;
    }
  }
  context.stroke();
}
