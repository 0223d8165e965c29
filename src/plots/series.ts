/** How a lane looks in every plot: colour, dash and marker follow its id, so they never swap. */
import type { DrawContext } from './surface.ts';
import { seriesCount } from './theme.ts';

export type Marker = 'circle' | 'square' | 'triangle' | 'diamond' | 'cross';

export interface Series {
  /** Index into the theme's series colours. */
  readonly colour: number;
  readonly dash: readonly number[];
  readonly marker: Marker;
}

const dashes: readonly (readonly number[])[] = [[], [7, 3], [2, 2], [8, 3, 2, 3]];
export const markers: readonly Marker[] = ['circle', 'square', 'triangle', 'diamond', 'cross'];

/** Lanes are called 'a', 'b', …; ten of them get ten different pairs of colour and marker. */
export function seriesOf(laneId: string): Series {
  const index = Math.max(0, laneId.charCodeAt(0) - 'a'.charCodeAt(0));
  return {
    colour: index % seriesCount,
    dash: dashes[index % dashes.length],
    marker: markers[index % markers.length],
  };
}

/** Paints a marker of about `radius` pixels around (x, y) in the context's fill and stroke style. */
export function drawMarker(
  context: DrawContext,
  marker: Marker,
  x: number,
  y: number,
  radius: number,
): void {
  context.beginPath();
  if (marker === 'circle') context.arc(x, y, radius, 0, 2 * Math.PI);
  else if (marker === 'square') context.rect(x - radius, y - radius, 2 * radius, 2 * radius);
  else trace(context, outlines[marker], x, y, radius * 1.25);
  context.fill();
}

type Outline = readonly (readonly [number, number])[];

const outlines: Readonly<Record<'triangle' | 'diamond' | 'cross', Outline>> = {
  triangle: [
    [0, -1],
    [1, 0.8],
    [-1, 0.8],
  ],
  diamond: [
    [0, -1],
    [1, 0],
    [0, 1],
    [-1, 0],
  ],
  cross: [
    [-0.35, -1],
    [0.35, -1],
    [0.35, -0.35],
    [1, -0.35],
    [1, 0.35],
    [0.35, 0.35],
    [0.35, 1],
    [-0.35, 1],
    [-0.35, 0.35],
    [-1, 0.35],
    [-1, -0.35],
    [-0.35, -0.35],
  ],
};

function trace(context: DrawContext, outline: Outline, x: number, y: number, scale: number): void {
  for (const [dx, dy] of outline) context.lineTo(x + dx * scale, y + dy * scale);
  context.closePath();
}
