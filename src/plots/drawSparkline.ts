import { drawPolyline } from './frame.ts';
import { drawMarker, type Series } from './series.ts';
import type { Surface } from './surface.ts';

/** A loss over samples on a log scale, without axes: its shape only. */
export function drawSparkline(
  { context, widthPx, heightPx, theme }: Surface,
  values: readonly number[],
  series: Series,
): void {
  const drawable = values.filter((value) => value > 0 && Number.isFinite(value));
  context.strokeStyle = theme.line;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(0, heightPx - 0.5);
  context.lineTo(widthPx, heightPx - 0.5);
  context.stroke();
  if (drawable.length < 2) return;
  const low = Math.log(Math.min(...drawable));
  const high = Math.log(Math.max(...drawable));
  const span = Math.max(high - low, 1e-9);
  const x = (index: number) => (index / (values.length - 1)) * (widthPx - 8);
  const y = (index: number) =>
    values[index] > 0
      ? 4 + (1 - (Math.log(values[index]) - low) / span) * (heightPx - 9)
      : Number.NaN;
  const colour = theme.series[series.colour];
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = 1.5 * theme.stroke;
  drawPolyline(context, values.length, x, y);
  drawMarker(context, series.marker, x(values.length - 1), y(values.length - 1), 2.5);
}
