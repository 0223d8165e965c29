/** Curves over the samples seen: metrics of every lane, or the losses of one. */
import { scaleLinear, scaleLog } from 'd3-scale';
import { type Box, drawColumns, drawPolyline, drawRows, labelPx, plotBox } from './frame.ts';
import { spreadLabels } from './labels.ts';
import { drawMarker, type Marker } from './series.ts';
import type { Surface } from './surface.ts';

/** Index into the theme's series colours, or a neutral one. */
export type CurveColour = number | 'ink' | 'muted';

export interface Curve {
  readonly label: string;
  readonly colour: CurveColour;
  readonly dash: readonly number[];
  readonly marker: Marker | null;
  readonly selected: boolean;
  readonly samples: readonly number[];
  /** As long as `samples`; what is not finite, or not positive on a log scale, leaves a gap. */
  readonly values: readonly number[];
  /** Half the width of a band around the values, as long as they; none where it is not finite. */
  readonly reach?: readonly number[];
}

/** A horizontal line to compare with. */
export interface Reference {
  /** '' for a line that the curves' labels explain. */
  readonly label: string;
  readonly colour: CurveColour;
  readonly value: number;
}

export interface CurvePlot {
  readonly scale: 'linear' | 'log';
  /** Least range to show, in the values' unit. */
  readonly range: readonly [number, number];
  readonly curves: readonly Curve[];
  readonly references: readonly Reference[];
  readonly format: (value: number) => string;
  readonly formatSamples: (samples: number) => string;
  /** Said at the foot of the plot, such as where the ideal lies on a scale that cannot show it. */
  readonly footnote?: string;
  /** Start of the horizontal axis, 0 unless given. */
  readonly firstSamples?: number;
  /** Least end of the horizontal axis. */
  readonly leastSamples: number;
  /** Samples to mark by a vertical line, such as a moment that is looked at elsewhere. */
  readonly cursor?: number | null;
}

const lineHeightPx = 13;
/** Three labels of the horizontal axis would run into each other below this. */
const narrowPx = 96;
/** Between the end of the curves and the text of their labels: room for a marker. */
const labelIndentPx = 17;

export function drawCurves(surface: Surface, plot: CurvePlot): void {
  const { context } = surface;
  const right = labelIndentPx + labelWidth(surface, plot) + 4;
  const box = plotBox(surface, { left: 44, right, top: 8, bottom: 22 });
  const x = scaleLinear([plot.firstSamples ?? 0, lastSample(plot)], [box.left, box.right]);
  const range = valueRange(plot);
  const y =
    plot.scale === 'log'
      ? scaleLog(range, [box.bottom, box.top])
      : scaleLinear(range, [box.bottom, box.top]);
  const ticks = plot.scale === 'log' ? decades(range) : y.ticks(4);
  drawRows(
    surface,
    box,
    y,
    ticks.map((value) => ({ value, label: plot.format(value) })),
  );
  drawColumns(
    surface,
    box,
    x,
    x
      .ticks(box.right - box.left < narrowPx ? 1 : 3)
      .map((value) => ({ value, label: plot.formatSamples(value) })),
  );
  for (const reference of plot.references) drawReference(surface, box, y, reference);
  context.save();
  context.beginPath();
  context.rect(box.left, box.top - 2, box.right - box.left, box.bottom - box.top + 4);
  context.clip();
  for (const curve of plot.curves) if (curve.reach) drawBand(surface, curve, x, y);
  for (const curve of plot.curves) drawCurve(surface, curve, plot.scale, x, y);
  if (typeof plot.cursor === 'number') drawCursor(surface, box, x(plot.cursor));
  context.restore();
  if (plot.footnote) drawFootnote(surface, box, plot.footnote);
  drawEnds(surface, box, plot, x, y);
}

function drawCursor({ context, theme }: Surface, box: Box, x: number): void {
  context.fillStyle = theme.accent;
  context.fillRect(x - theme.stroke / 2, box.top, theme.stroke, box.bottom - box.top);
}

function drawFootnote({ context, theme }: Surface, box: Box, text: string): void {
  context.font = `${labelPx}px ${theme.family}`;
  context.textAlign = 'left';
  context.textBaseline = 'bottom';
  context.fillStyle = theme.muted;
  context.fillText(text, box.left + 4, box.bottom - 3);
}

/** Room for the longest label, at most two fifths of the plot. */
function labelWidth({ context, widthPx, theme }: Surface, plot: CurvePlot): number {
  context.font = `600 ${labelPx}px ${theme.family}`;
  const labels = [...plot.curves, ...plot.references].map(({ label }) => label);
  const longest = Math.max(0, ...labels.map((label) => context.measureText(label).width));
  return Math.min(longest, widthPx * 0.4);
}

/** The end of the horizontal axis: the last point of any curve. */
export function lastSample({ curves, leastSamples }: CurvePlot): number {
  return curves.reduce((last, { samples }) => Math.max(last, samples.at(-1) ?? 0), leastSamples);
}

/** The most that a log scale spans: a loss that starts at 1e-14 must not flatten the others. */
const longestSpan = 1e5;

/** The range asked for, widened to hold the values and references that can be drawn. */
export function valueRange({ curves, references, scale, range }: CurvePlot): [number, number] {
  let [low, high] = range;
  const drawable = (value: number) => Number.isFinite(value) && (scale === 'linear' || value > 0);
  for (const value of [
    ...curves.flatMap((curve) => curve.values),
    ...references.map((each) => each.value),
  ]) {
    if (!drawable(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [scale === 'log' ? Math.max(low, high / longestSpan) : low, high];
}

/** Powers of ten within a range; in less than two decades 2 and 5 as well, in more than four every other one. */
export function decades([low, high]: readonly [number, number]): number[] {
  const multiples = high / low < 100 ? [1, 2, 5] : [1];
  const stride = high / low > 1e4 ? 2 : 1;
  const first = Math.floor(Math.log10(low) / stride) * stride;
  const ticks: number[] = [];
  for (let power = first; power <= Math.log10(high); power += stride) {
    for (const multiple of multiples) ticks.push(Number(`${multiple}e${power}`));
  }
  return ticks.filter((tick) => tick >= low * 0.999 && tick <= high * 1.001);
}

type Position = (value: number) => number;
/** A scale that knows where it begins. */
type Vertical = Position & { range(): number[] };

function drawCurve(
  { context, theme }: Surface,
  curve: Curve,
  scale: CurvePlot['scale'],
  x: Position,
  y: Position,
): void {
  const { samples, values } = curve;
  context.strokeStyle = colourOf(curve.colour, theme);
  context.lineWidth = (curve.selected ? 2.5 : 1.5) * theme.stroke;
  context.setLineDash([...curve.dash]);
  drawPolyline(
    context,
    samples.length,
    (index) => x(samples[index]),
    (index) => (scale === 'log' && values[index] <= 0 ? Number.NaN : y(values[index])),
  );
  context.setLineDash([]);
}

/** Between value − reach and value + reach; a log scale ends it at the foot of the plot. */
function drawBand({ context, theme }: Surface, curve: Curve, x: Position, y: Vertical): void {
  const { samples, values, reach = [] } = curve;
  const known = samples.flatMap((_, i) => (Number.isFinite(reach[i]) ? [i] : []));
  const foot = y.range()[0];
  const lower = (i: number) => {
    const at = y(values[i] - reach[i]);
    return Number.isFinite(at) ? at : foot;
  };
  context.beginPath();
  for (const i of known) context.lineTo(x(samples[i]), y(values[i] + reach[i]));
  for (const i of known.toReversed()) context.lineTo(x(samples[i]), lower(i));
  context.closePath();
  context.globalAlpha = curve.selected ? 0.3 : 0.16;
  context.fillStyle = colourOf(curve.colour, theme);
  context.fill();
  context.globalAlpha = 1;
}

function drawReference(surface: Surface, box: Box, y: Position, reference: Reference): void {
  const { context, theme } = surface;
  const at = y(reference.value);
  context.strokeStyle = colourOf(reference.colour, theme);
  context.globalAlpha = 0.75;
  context.lineWidth = theme.stroke;
  context.setLineDash([4, 4]);
  context.beginPath();
  context.moveTo(box.left, at);
  context.lineTo(box.right, at);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

interface EndLabel {
  readonly text: string;
  readonly y: number;
  readonly colour: string;
  readonly marker: Marker | null;
  readonly strong: boolean;
}

/** Labels at the right: a marker and a name for each curve, and for each reference while there is room. */
function drawEnds(surface: Surface, box: Box, plot: CurvePlot, x: Position, y: Position): void {
  const { context, theme } = surface;
  const room = Math.floor((box.bottom - box.top) / lineHeightPx);
  const named = plot.references.filter((reference) => reference.label !== '');
  const roomy = named.length + plot.curves.length <= room;
  const labels: EndLabel[] = (roomy ? named : []).map((reference) => ({
    text: reference.label,
    y: y(reference.value),
    colour: colourOf(reference.colour, theme),
    marker: null,
    strong: false,
  }));
  for (const curve of plot.curves) {
    const last = curve.values.findLastIndex(
      (value) => Number.isFinite(value) && (plot.scale === 'linear' || value > 0),
    );
    if (last < 0) continue;
    const colour = colourOf(curve.colour, theme);
    const at = Math.min(box.bottom, y(curve.values[last]));
    context.fillStyle = colour;
    if (curve.marker) drawMarker(context, curve.marker, x(curve.samples[last]), at, 3.5);
    labels.push({ text: curve.label, y: at, colour, marker: curve.marker, strong: curve.selected });
  }
  const wanted = labels.map((label) => label.y);
  const heights = spreadLabels(wanted, lineHeightPx, box.top + 2, box.bottom);
  labels.forEach((label, index) => {
    drawEnd(surface, box, label, heights[index]);
  });
}

function drawEnd(
  { context, widthPx, theme }: Surface,
  box: Box,
  label: EndLabel,
  at: number,
): void {
  context.fillStyle = label.colour;
  if (label.marker) drawMarker(context, label.marker, box.right + 9, at, 3.5);
  else context.fillRect(box.right + 5, at - 0.5, 8, 1);
  context.font = `${label.strong ? 600 : 400} ${labelPx}px ${theme.family}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillStyle = label.marker ? theme.ink : theme.muted;
  const left = box.right + labelIndentPx;
  context.fillText(label.text, left, at, widthPx - left);
}

function colourOf(colour: CurveColour, theme: Surface['theme']): string {
  return typeof colour === 'number' ? theme.series[colour] : theme[colour];
}
