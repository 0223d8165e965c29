/** A plot with what the page says around it: a title, who is who, and where it comes from. */
import { drawMarker, type Series } from './series.ts';
import type { Surface } from './surface.ts';

export interface LegendEntry {
  readonly label: string;
  readonly series: Series;
}

export interface Framing {
  readonly title: string;
  readonly legend: readonly LegendEntry[];
  readonly caption: string;
}

const marginPx = 12;
const headPx = 34;
const lineHeightPx = 20;
const swatchPx = 34;

/** The size of a framed plot. `widthPx`, `heightPx`: of the plot alone. */
export function framedSize(widthPx: number, heightPx: number, { legend }: Framing) {
  return {
    widthPx: widthPx + 2 * marginPx,
    heightPx: headPx + heightPx + (legend.length + 1) * lineHeightPx + marginPx,
  };
}

export function drawFramed(
  surface: Surface,
  framing: Framing,
  plot: { readonly heightPx: number; readonly draw: (surface: Surface) => void },
): void {
  const { context, theme, widthPx } = surface;
  const inner = widthPx - 2 * marginPx;
  write(surface, framing.title, marginPx, headPx / 2, `600 14px ${theme.family}`, theme.ink);
  context.save();
  context.translate(marginPx, headPx);
  plot.draw({ context, theme, widthPx: inner, heightPx: plot.heightPx });
  context.restore();
  const foot = headPx + plot.heightPx + lineHeightPx / 2 + 4;
  framing.legend.forEach(({ label, series }, index) => {
    const y = foot + index * lineHeightPx;
    context.strokeStyle = theme.series[series.colour];
    context.fillStyle = theme.series[series.colour];
    context.lineWidth = 2 * theme.stroke;
    context.setLineDash([...series.dash]);
    context.beginPath();
    context.moveTo(marginPx, y);
    context.lineTo(marginPx + swatchPx - 8, y);
    context.stroke();
    context.setLineDash([]);
    drawMarker(context, series.marker, marginPx + (swatchPx - 8) / 2, y, 4);
    write(surface, label, marginPx + swatchPx, y, `400 12px ${theme.family}`, theme.ink);
  });
  const y = foot + framing.legend.length * lineHeightPx;
  write(surface, framing.caption, marginPx, y, `400 11px ${theme.family}`, theme.muted, inner);
}

function write(
  { context }: Surface,
  text: string,
  x: number,
  y: number,
  font: string,
  colour: string,
  widest?: number,
): void {
  context.font = font;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillStyle = colour;
  context.fillText(text, x, y, widest);
}
