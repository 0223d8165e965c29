/** The critic's guess against α: a critic that sees everything traces the tent min(α, 1 − α). */
import { scaleLinear } from 'd3-scale';
import { type Box, drawColumns, drawPolyline, drawRows, labelPx, plotBox } from './frame.ts';
import { drawMarker, type Series } from './series.ts';
import type { Surface } from './surface.ts';

export interface CriticLine {
  readonly series: Series;
  readonly selected: boolean;
  /** Guess at evenly spaced α from 0 to 1. */
  readonly guesses: readonly number[];
  /** Guess at the slider's α, or null while unknown. */
  readonly guess: number | null;
}

/** What an independent referee guesses of a lane's mixes. */
export interface RefereeLine {
  readonly series: Series;
  /** At evenly spaced α from 0 to 1. */
  readonly guesses: readonly number[];
  /** Whether its lane has trained on since. */
  readonly stale: boolean;
  /** Beside the line: short. */
  readonly label: string;
}

const margin: Box = { left: 58, right: 12, top: 10, bottom: 22 };

/** What a critic that cannot be fooled would say. */
export function tent(alpha: number): number {
  return Math.min(alpha, 1 - alpha);
}

/** `fooled`: the label of the axis at 0, short. `span`: the α that the slider can take. */
export function drawCritic(
  surface: Surface,
  lines: readonly CriticLine[],
  alpha: number,
  fooled: string,
  span: readonly [number, number] = [0, 1],
  referees: readonly RefereeLine[] = [],
): void {
  const box = plotBox(surface, margin);
  const guesses = [...lines, ...referees].flatMap((line) => line.guesses).filter(Number.isFinite);
  const highest = Math.max(0.5, ...guesses);
  const lowest = Math.min(0, ...guesses);
  const x = scaleLinear(span, [box.left, box.right]);
  const y = scaleLinear([Math.max(-0.5, lowest), Math.min(1, highest)], [box.bottom, box.top]);
  y.clamp(true);
  drawRows(surface, box, y, [
    { value: 0, label: fooled },
    { value: 0.25, label: '.25' },
    { value: 0.5, label: '.5' },
  ]);
  drawColumns(surface, box, x, [
    { value: 0, label: '0' },
    { value: 0.5, label: '½' },
    { value: 1, label: '1' },
  ]);
  drawTent(surface, x, y, alpha);
  for (const line of referees) drawReferee(surface, line, x, y);
  for (const line of lines) drawGuess(surface, line, x, y, alpha);
}

function drawTent(
  { context, theme }: Surface,
  x: (value: number) => number,
  y: (value: number) => number,
  alpha: number,
): void {
  context.strokeStyle = theme.muted;
  context.globalAlpha = 0.7;
  context.lineWidth = 2 * theme.stroke;
  context.setLineDash([]);
  const corners = [0, 0.5, 1];
  drawPolyline(
    context,
    3,
    (index) => x(corners[index]),
    (index) => y(tent(corners[index])),
  );
  context.globalAlpha = 1;
  context.fillStyle = theme.muted;
  if (alpha >= 0 && alpha <= 1) drawMarker(context, 'circle', x(alpha), y(tent(alpha)), 3.5);
}

function drawGuess(
  { context, theme }: Surface,
  line: CriticLine,
  x: (value: number) => number,
  y: (value: number) => number,
  alpha: number,
): void {
  const { guesses, series } = line;
  const colour = theme.series[series.colour];
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.globalAlpha = line.selected ? 1 : 0.55;
  context.lineWidth = (line.selected ? 2.5 : 1.5) * theme.stroke;
  context.setLineDash([...series.dash]);
  drawPolyline(
    context,
    guesses.length,
    (index) => x(index / (guesses.length - 1)),
    (index) => y(guesses[index]),
  );
  context.setLineDash([]);
  context.globalAlpha = 1;
  if (line.guess !== null) drawMarker(context, series.marker, x(alpha), y(line.guess), 4.5);
}

/** Dotted, in the lane's colour, and named where it is highest. */
function drawReferee(
  { context, theme }: Surface,
  { series, guesses, stale, label }: RefereeLine,
  x: (value: number) => number,
  y: (value: number) => number,
): void {
  if (guesses.length === 0) return;
  const colour = theme.series[series.colour];
  const alphaAt = (index: number) => index / (guesses.length - 1);
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.globalAlpha = stale ? 0.5 : 1;
  context.lineWidth = 2 * theme.stroke;
  context.setLineDash([2, 4]);
  drawPolyline(
    context,
    guesses.length,
    (index) => x(alphaAt(index)),
    (index) => y(guesses[index]),
  );
  context.setLineDash([]);
  const peak = guesses.indexOf(Math.max(...guesses));
  const share = alphaAt(peak);
  context.font = `${labelPx}px ${theme.family}`;
  context.textAlign = share < 0.2 ? 'left' : share > 0.8 ? 'right' : 'center';
  context.textBaseline = 'bottom';
  context.fillText(label, x(share), y(guesses[peak]) - 3);
  context.globalAlpha = 1;
}
