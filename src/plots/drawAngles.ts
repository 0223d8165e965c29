/** The angle of each decoded image's nearest line along the path, against the ideal straight line. */
import { scaleLinear } from 'd3-scale';
import { type Box, drawColumns, drawPolyline, drawRows, plotBox } from './frame.ts';
import { drawMarker, type Series } from './series.ts';
import type { Surface } from './surface.ts';

export interface AngleLine {
  /** Null for the pixel cross-fade. */
  readonly series: Series | null;
  readonly selected: boolean;
  /** Unwrapped angles at evenly spaced α, radians. */
  readonly angles: readonly number[];
  /** Angle at the slider's α, or null while unknown. */
  readonly angle: number | null;
}

const turn = 2 * Math.PI;
const margin: Box = { left: 38, right: 12, top: 10, bottom: 22 };

/** The angle that differs from `angle` by whole turns and lies nearest to `reference`. */
export function nearTurn(angle: number, reference: number): number {
  return angle - turn * Math.round((angle - reference) / turn);
}

/** An unwrapped sequence moved by whole turns so that it starts nearest to `start`. */
export function alignTurns(angles: readonly number[], start: number): number[] {
  if (angles.length === 0) return [];
  const shift = nearTurn(angles[0], start) - angles[0];
  return angles.map((angle) => angle + shift);
}

/** At most five ticks, at a multiple of 5° to 90°. */
export function degreeTicks(low: number, high: number): number[] {
  const steps = [5, 10, 15, 30, 45, 90, 180];
  const step = steps.find((each) => (high - low) / each <= 5) ?? 360;
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step);
  return Array.from(
    { length: Math.max(0, last - first + 1) },
    (_, index) => (first + index) * step,
  );
}

export function drawAngles(
  surface: Surface,
  ideal: readonly number[],
  lines: readonly AngleLine[],
  alpha: number,
  span: readonly [number, number] = [0, 1],
): void {
  const box = plotBox(surface, margin);
  const start = ideal[0] ?? 0;
  const aligned = lines.map((line) => alignTurns(line.angles, start));
  const all = [...ideal, ...aligned.flat()].filter(Number.isFinite).map(degrees);
  if (all.length === 0) return;
  const low = Math.min(...all) - 4;
  const high = Math.max(...all) + 4;
  const x = scaleLinear(span, [box.left, box.right]);
  const y = scaleLinear([low, high], [box.bottom, box.top]);
  drawRows(
    surface,
    box,
    y,
    degreeTicks(low, high).map((value) => ({ value, label: `${value}°` })),
  );
  drawColumns(surface, box, x, [
    { value: 0, label: 'x₂' },
    { value: 0.5, label: '½' },
    { value: 1, label: 'x₁' },
  ]);
  drawIdeal(surface, ideal, x, y, alpha);
  lines.forEach((line, index) => {
    drawLine(surface, line, aligned[index], x, y, alpha);
  });
}

type Position = (value: number) => number;

function drawIdeal(
  { context, theme }: Surface,
  ideal: readonly number[],
  x: Position,
  y: Position,
  alpha: number,
): void {
  context.strokeStyle = theme.muted;
  context.globalAlpha = 0.45;
  context.lineWidth = 6 * theme.stroke;
  context.lineCap = 'round';
  context.setLineDash([]);
  drawPolyline(
    context,
    ideal.length,
    (index) => x(index / (ideal.length - 1)),
    (index) => y(degrees(ideal[index])),
  );
  context.lineCap = 'butt';
  context.globalAlpha = 1;
  context.fillStyle = theme.muted;
  const at = ideal[0] + alpha * (ideal[ideal.length - 1] - ideal[0]);
  drawMarker(context, 'circle', x(alpha), y(degrees(at)), 4.5);
}

function drawLine(
  { context, theme }: Surface,
  line: AngleLine,
  angles: readonly number[],
  x: Position,
  y: Position,
  alpha: number,
): void {
  const colour = line.series ? theme.series[line.series.colour] : theme.muted;
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = (line.selected ? 2.5 : 1.5) * theme.stroke;
  context.setLineDash(line.series ? [...line.series.dash] : [1, 3]);
  drawPolyline(
    context,
    angles.length,
    (index) => x(index / (angles.length - 1)),
    (index) => y(degrees(angles[index])),
  );
  context.setLineDash([]);
  if (line.angle === null || !line.series) return;
  const near = angles[Math.round(alpha * (angles.length - 1))] ?? line.angle;
  drawMarker(context, line.series.marker, x(alpha), y(degrees(nearTurn(line.angle, near))), 4.5);
}

function degrees(angle: number): number {
  return (angle * 180) / Math.PI;
}
