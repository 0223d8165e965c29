/** Where a map's plane lies on the canvas, and where a drawn path's control points lie on the map. */
import type { PathPoint } from '../core/drawnPath.ts';

/** A point of the canvas, CSS pixels. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** x grows to the right, y upwards; one unit is as long both ways. */
export interface MapFrame {
  readonly scale: number;
  /** Where (0, 0) of the plane lies. */
  readonly originX: number;
  readonly originY: number;
}

/** Shows all `positions` (x₀, y₀, x₁, …) with a margin around them; what is not finite is passed over. */
export function fitFrame(
  positions: readonly number[],
  widthPx: number,
  heightPx: number,
  marginPx: number,
): MapFrame {
  const range = (axis: 0 | 1): [number, number] => {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let i = axis; i < positions.length; i += 2) {
      if (!Number.isFinite(positions[i])) continue;
      low = Math.min(low, positions[i]);
      high = Math.max(high, positions[i]);
    }
    return low <= high ? [low, high] : [0, 0];
  };
  const [left, right] = range(0);
  const [bottom, top] = range(1);
  const fitting = (sizePx: number, low: number, high: number) =>
    Math.max(1, sizePx - 2 * marginPx) / Math.max(high - low, 1e-9);
  const scale = Math.min(fitting(widthPx, left, right), fitting(heightPx, bottom, top));
  return {
    scale,
    originX: widthPx / 2 - ((left + right) / 2) * scale,
    originY: heightPx / 2 + ((bottom + top) / 2) * scale,
  };
}

export function spotOf({ scale, originX, originY }: MapFrame, x: number, y: number): Spot {
  return { x: originX + x * scale, y: originY - y * scale };
}

/** Of positions x₀, y₀, x₁, …: the spot of number `index`. */
export function spotAt(frame: MapFrame, positions: readonly number[], index: number): Spot {
  return spotOf(frame, positions[2 * index], positions[2 * index + 1]);
}

/** The spot at α of a trace of evenly spaced α, on the straight between its two nearest. */
export function spotAlong(frame: MapFrame, trace: readonly number[], alpha: number): Spot {
  const last = trace.length / 2 - 1;
  const from = Math.min(last - 1, Math.max(0, Math.floor(alpha * last)));
  const share = alpha * last - from;
  const [a, b] = [spotAt(frame, trace, from), spotAt(frame, trace, from + 1)];
  return { x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) };
}

/** Both ends of a path on the canvas. */
export interface Ends {
  readonly x2: Spot;
  readonly x1: Spot;
}

export function endsOf(frame: MapFrame, trace: readonly number[]): Ends {
  return { x2: spotAt(frame, trace, 0), x1: spotAt(frame, trace, trace.length / 2 - 1) };
}

export function spotOfPoint({ x2, x1 }: Ends, { along, across }: PathPoint): Spot {
  const dx = x1.x - x2.x;
  const dy = x1.y - x2.y;
  // Left of the way, as one sees it: y grows downwards here.
  return { x: x2.x + along * dx + across * dy, y: x2.y + along * dy - across * dx };
}

/** The inverse; null while both ends lie at one spot, from which nothing can be told. */
export function pointOfSpot({ x2, x1 }: Ends, { x, y }: Spot): PathPoint | null {
  const dx = x1.x - x2.x;
  const dy = x1.y - x2.y;
  const squared = dx * dx + dy * dy;
  if (squared < 16) return null;
  const [px, py] = [x - x2.x, y - x2.y];
  return { along: (px * dx + py * dy) / squared, across: (px * dy - py * dx) / squared };
}
