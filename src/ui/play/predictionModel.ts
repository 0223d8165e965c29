/** What the two plots show: nothing before the reveal that the measured curve would give away. */
import { fullTurn, shorterArc } from '../../core/angles.ts';
import type { Endpoints } from '../../core/experiment.ts';
import type { Prediction } from '../../plots/drawPrediction.ts';
import { seriesOf } from '../../plots/series.ts';
import type { DrawGame, Quantity } from '../../store/play.ts';
import { formatDistance, formatFixed } from '../format.ts';

/** Room beyond both lines for a curve that goes astray: a guess at what may come that needs no look at it. */
const beyond = fullTurn / 9;
const degree = fullTurn / 360;

/** Room over the cross-fade, which knows nothing of the lane. */
const aboveCrossfade = 1.3;

export function rangeOf(
  quantity: Quantity,
  { angle1, angle2 }: Endpoints,
  crossfade: readonly number[],
  measured: readonly number[] = [],
): readonly [number, number] {
  const known = measured.filter(Number.isFinite);
  if (quantity === 'angle') {
    const end = angle2 + shorterArc(angle2, angle1);
    const low = Math.min(angle2, end) - beyond;
    const high = Math.max(angle2, end) + beyond;
    return [
      Math.min(low, ...known.map((angle) => angle - 5 * degree)),
      Math.max(high, ...known.map((angle) => angle + 5 * degree)),
    ];
  }
  const top = aboveCrossfade * Math.max(1e-3, ...crossfade.filter(Number.isFinite));
  return [0, Math.max(top, ...known.map((distance) => 1.05 * distance))];
}

export interface PredictionParts {
  readonly game: DrawGame;
  readonly laneId: string;
  readonly endpoints: Endpoints;
  /** Distances of the cross-fade of the two lines. */
  readonly crossfade: readonly number[];
}

/** Angles are plotted in degrees, distances in thousandths. */
const unit: Readonly<Record<Quantity, number>> = { angle: degree, distance: 1e-3 };

export function predictionOf(
  quantity: Quantity,
  { game, laneId, endpoints, crossfade }: PredictionParts,
): Omit<Prediction, 'point'> {
  const { measured } = game;
  const [values, ideal] = measured
    ? quantity === 'angle'
      ? [measured.angles, measured.idealAngles]
      : [measured.distances, measured.idealDistances]
    : [undefined, []];
  return {
    drawn: game.drawings[quantity],
    range: rangeOf(quantity, endpoints, crossfade, values),
    truth:
      measured && values
        ? {
            series: seriesOf(laneId),
            measured: values,
            ideal,
            crossfade: quantity === 'distance' ? measured.crossfadeDistances : null,
          }
        : null,
    unit: unit[quantity],
    format: (value) => (quantity === 'angle' ? `${value}°` : formatFixed(value, value % 1 ? 1 : 0)),
  };
}

/** An error or a value as people read it, with its unit where that is a sign. */
export function formatQuantity(quantity: Quantity, value: number): string {
  return quantity === 'angle' ? `${formatFixed(value / degree, 0)}°` : formatDistance(value);
}
