/**
 * A path drawn by hand on a map, a plane through latent space. Its control points are told from the two
 * ends as they lie on the map, so one drawing fits every lane and every pair of images.
 */
import { mixStraight } from './paths.ts';

/** In the frame in which x₂ is (0, 0) and x₁ is (1, 0); `across` grows to the left of the way from x₂ to x₁. */
export interface PathPoint {
  readonly along: number;
  readonly across: number;
}

/** Enough for an S with a loop, few enough for a link. */
export const maximumPathPoints = 8;
/** Largest coordinate, in distances from x₂ to x₁. */
export const farthestPoint = 8;

/** A curve through the control points, cut into short straight pieces. */
export interface DrawnCurve {
  /** Corners [count, 2]: along, across. */
  readonly corners: Float64Array;
  /** Length from x₂ to each corner [count]. */
  readonly reached: Float64Array;
}

const piecesPerPoint = 12;

/** The Catmull-Rom spline (Catmull and Rom 1974) from x₂ through `points` to x₁; without points a straight line. */
export function traceCurve(points: readonly PathPoint[]): DrawnCurve {
  const knots = [{ along: 0, across: 0 }, ...points, { along: 1, across: 0 }];
  const pieces = points.length === 0 ? 1 : piecesPerPoint;
  const corners: number[] = [0, 0];
  for (let knot = 0; knot + 1 < knots.length; knot++) {
    const [from, to] = [knots[knot], knots[knot + 1]];
    const before = knots[knot - 1] ?? mirrored(to, from);
    const after = knots[knot + 2] ?? mirrored(from, to);
    for (let piece = 1; piece < pieces; piece++) {
      const t = piece / pieces;
      corners.push(
        spline(before.along, from.along, to.along, after.along, t),
        spline(before.across, from.across, to.across, after.across, t),
      );
    }
    corners.push(to.along, to.across);
  }
  return measure(Float64Array.from(corners));
}

const mirrored = (point: PathPoint, centre: PathPoint): PathPoint => ({
  along: 2 * centre.along - point.along,
  across: 2 * centre.across - point.across,
});

function spline(before: number, from: number, to: number, after: number, t: number): number {
  const slope = (to - before) / 2;
  const bend = before - 2.5 * from + 2 * to - after / 2;
  const twist = (after - before) / 2 + 1.5 * (from - to);
  return from + t * (slope + t * (bend + t * twist));
}

function measure(corners: Float64Array): DrawnCurve {
  const reached = new Float64Array(corners.length / 2);
  for (let i = 1; i < reached.length; i++) {
    const dx = corners[2 * i] - corners[2 * i - 2];
    const dy = corners[2 * i + 1] - corners[2 * i - 1];
    reached[i] = reached[i - 1] + Math.hypot(dx, dy);
  }
  return { corners, reached };
}

/**
 * The point at α, at even speed along the curve: exactly (0, 0) at α = 0 and (1, 0) at α = 1. Outside [0, 1] it
 * goes straight on.
 */
export function pointAt({ corners, reached }: DrawnCurve, alpha: number): PathPoint {
  const last = reached.length - 1;
  const wanted = alpha * reached[last];
  let piece = 0;
  while (piece < last - 1 && reached[piece + 1] <= wanted) piece++;
  const length = reached[piece + 1] - reached[piece];
  const t = alpha === 1 ? 1 : length > 0 ? (wanted - reached[piece]) / length : 0;
  const between = (axis: number) =>
    (1 - t) * corners[2 * piece + axis] + t * corners[2 * piece + 2 + axis];
  return { along: between(0), across: between(1) };
}

/**
 * The latent at α of a drawn path, into `out`. It leaves the straight path within the plane only, as far as the
 * drawing does, so both ends are exact and what the map cannot show is mixed straight.
 * @param axes the plane's two orthonormal axes [2, n].
 * @param z1, z2, out [n].
 */
export function mixDrawn(
  curve: DrawnCurve,
  axes: Float64Array,
  z1: Float32Array,
  z2: Float32Array,
  alpha: number,
  out: Float32Array,
): void {
  const { along, across } = pointAt(curve, alpha);
  const size = out.length;
  let chordX = 0;
  let chordY = 0;
  for (let i = 0; i < size; i++) {
    const chord = z1[i] - z2[i];
    chordX += axes[i] * chord;
    chordY += axes[size + i] * chord;
  }
  const x = (along - alpha) * chordX - across * chordY;
  const y = (along - alpha) * chordY + across * chordX;
  mixStraight(z1, z2, alpha, out);
  if (x === 0 && y === 0) return;
  for (let i = 0; i < size; i++) out[i] += x * axes[i] + y * axes[size + i];
}

/**
 * The control points that tell a stroke of the pointer: the corners of its outline (Douglas and Peucker 1973) at the
 * finest tolerance that leaves no more than `maximumPathPoints`. The stroke's own ends give way to x₂ and x₁.
 */
export function simplifyStroke(stroke: readonly PathPoint[]): PathPoint[] {
  const whole = [{ along: 0, across: 0 }, ...stroke.map(boundPoint), { along: 1, across: 0 }];
  for (let tolerance = 0.03; ; tolerance *= 1.3) {
    const inner = outline(whole, tolerance).slice(1, -1);
    if (inner.length <= maximumPathPoints) return inner;
  }
}

/** Within the bounds, to three decimals: as it travels in a link. */
export function boundPoint({ along, across }: PathPoint): PathPoint {
  const bound = (value: number) =>
    Math.round(Math.min(farthestPoint, Math.max(-farthestPoint, value)) * 1000) / 1000 + 0;
  return { along: bound(along), across: bound(across) };
}

function outline(points: readonly PathPoint[], tolerance: number): PathPoint[] {
  const first = points[0];
  const last = points[points.length - 1];
  let farthest = 0;
  let distance = tolerance;
  for (let i = 1; i + 1 < points.length; i++) {
    const away = distanceToSegment(points[i], first, last);
    if (away > distance) {
      farthest = i;
      distance = away;
    }
  }
  if (farthest === 0) return [first, last];
  return [
    ...outline(points.slice(0, farthest + 1), tolerance).slice(0, -1),
    ...outline(points.slice(farthest), tolerance),
  ];
}

function distanceToSegment(point: PathPoint, from: PathPoint, to: PathPoint): number {
  const dx = to.along - from.along;
  const dy = to.across - from.across;
  const squared = dx * dx + dy * dy;
  const along = (point.along - from.along) * dx + (point.across - from.across) * dy;
  const t = squared > 0 ? Math.min(1, Math.max(0, along / squared)) : 0;
  return Math.hypot(point.along - from.along - t * dx, point.across - from.across - t * dy);
}
