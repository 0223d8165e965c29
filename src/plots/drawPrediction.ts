/** A curve over α as somebody draws it, and over it what was measured. */
import { scaleLinear } from 'd3-scale';
import { type Box, drawColumns, drawPolyline, drawRows, plotBox } from './frame.ts';
import { drawMarker, type Series } from './series.ts';
import type { Surface } from './surface.ts';

export interface Prediction {
  /** In the unit of `range`, as all values; null where nothing is drawn. */
  readonly drawn: readonly (number | null)[];
  readonly range: readonly [number, number];
  /** Null until the truth is shown. */
  readonly truth: {
    readonly series: Series;
    readonly measured: readonly number[];
    readonly ideal: readonly number[];
    readonly crossfade: readonly number[] | null;
  } | null;
  /** The point that the keys move; null while it is not in use. */
  readonly point: number | null;
  /** Ticks are at round multiples of it. */
  readonly unit: number;
  /** Of a multiple of the unit. */
  readonly format: (multiple: number) => string;
}

const margin: Box = { left: 44, right: 14, top: 12, bottom: 24 };

/** Where a spot of the canvas lies in the plot. */
export function readSpot(
  size: { readonly width: number; readonly height: number },
  [low, high]: readonly [number, number],
  x: number,
  y: number,
): { readonly alpha: number; readonly value: number } {
  const width = size.width - margin.left - margin.right;
  const height = size.height - margin.top - margin.bottom;
  const share = 1 - (y - margin.top) / height;
  const value = low + Math.min(1, Math.max(0, share)) * (high - low);
  return { alpha: (x - margin.left) / width, value };
}

export function drawPrediction(surface: Surface, prediction: Prediction): void {
  const { context, theme } = surface;
  const { drawn, range, truth, point, unit, format } = prediction;
  const box = plotBox(surface, margin);
  const x = scaleLinear([0, 1], [box.left, box.right]);
  const y = scaleLinear(range, [box.bottom, box.top]);
  const inUnits = scaleLinear([range[0] / unit, range[1] / unit], [0, 1]);
  const ticks = inUnits.ticks(6).map((multiple) => ({
    value: multiple * unit,
    label: format(multiple),
  }));
  drawRows(surface, box, y, ticks);
  drawColumns(surface, box, x, [
    { value: 0, label: 'x₂' },
    { value: 0.5, label: '½' },
    { value: 1, label: 'x₁' },
  ]);
  const curve = (values: readonly (number | null)[]) =>
    drawPolyline(
      context,
      values.length,
      (index) => x(index / (values.length - 1)),
      (index) => y(values[index] ?? Number.NaN),
    );

  if (truth) {
    context.strokeStyle = theme.muted;
    context.globalAlpha = 0.45;
    context.lineWidth = 6 * theme.stroke;
    context.setLineDash([]);
    curve(truth.ideal);
    context.globalAlpha = 1;
    if (truth.crossfade) {
      context.lineWidth = 1.5 * theme.stroke;
      context.setLineDash([1, 3]);
      curve(truth.crossfade);
    }
    const colour = theme.series[truth.series.colour];
    context.strokeStyle = colour;
    context.fillStyle = colour;
    context.lineWidth = 2.5 * theme.stroke;
    context.setLineDash([]);
    curve(truth.measured);
    truth.measured.forEach((value, index) => {
      if (index % 4 !== 0 || !Number.isFinite(value)) return;
      drawMarker(
        context,
        truth.series.marker,
        x(index / (truth.measured.length - 1)),
        y(value),
        4.5,
      );
    });
  }

  context.strokeStyle = theme.accent;
  context.fillStyle = theme.accent;
  context.lineWidth = 2.5 * theme.stroke;
  context.setLineDash([6, 4]);
  curve(joined(drawn));
  context.setLineDash([]);
  drawn.forEach((value, index) => {
    if (value !== null) drawMarker(context, 'circle', x(index / (drawn.length - 1)), y(value), 3);
  });
  if (point !== null) drawHandle(surface, x(point / (drawn.length - 1)), box, y, drawn[point]);
}

/** Straight over what was left out between two points, as it will be scored. */
function joined(drawn: readonly (number | null)[]): (number | null)[] {
  const out = [...drawn];
  let before = -1;
  drawn.forEach((value, index) => {
    if (value === null) return;
    const from = before < 0 ? null : drawn[before];
    for (let i = before + 1; from !== null && i < index; i++) {
      out[i] = from + ((i - before) / (index - before)) * (value - from);
    }
    before = index;
  });
  return out;
}

function drawHandle(
  { context, theme }: Surface,
  x: number,
  box: Box,
  y: (value: number) => number,
  value: number | null,
): void {
  context.strokeStyle = theme.accent;
  context.lineWidth = theme.stroke;
  context.setLineDash([3, 3]);
  context.beginPath();
  context.moveTo(x, box.top);
  context.lineTo(x, box.bottom);
  context.stroke();
  context.setLineDash([]);
  if (value !== null) drawMarker(context, 'circle', x, y(value), 6);
}
