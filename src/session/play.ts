/** What the Play page stands on: mixes whose α is hidden, and the curves that were to be drawn. */

import { unwrapAngles } from '../core/angles.ts';
import { dealMixes, type HiddenMix, type JudgedMix, nearestAlpha } from '../core/criticGame.ts';
import type { Endpoints, Lane } from '../core/experiment.ts';
import { drawLine, linePixels } from '../core/lines.ts';
import { messageOf } from '../core/messageOf.ts';
import { completeDrawing, curvePoints, isEmpty, meanAbsoluteError } from '../core/prediction.ts';
import { pictureBoard } from '../plots/pictureBoard.ts';
import { experimentStore } from '../store/experiment.ts';
import { inspectedLane } from '../store/latents.ts';
import {
  changeCritic,
  changeDraw,
  clearDrawings,
  type DrawScore,
  endRow,
  type MeasuredCurves,
  measuredRow,
  mixRow,
  playStore,
  providePlay,
} from '../store/play.ts';
import { notify, viewStore } from '../store/view.ts';
import { toPictures } from '../workers/pictures.ts';
import type { Curves, DecodedMixes } from '../workers/protocol.ts';

export interface PlayParts {
  readonly mixes: (mixes: readonly HiddenMix[]) => Promise<DecodedMixes>;
  readonly curves: (laneId: string, endpoints: Endpoints, columns: number) => Promise<Curves>;
  /**
   * An independent referee's guesses at α = 0, .05, … 1 between each pair; null where none was trained on what the
   * lane shows now.
   */
  readonly referee: (
    laneId: string,
    pairs: readonly Endpoints[],
  ) => Promise<readonly (readonly number[])[] | null>;
  /** Samples of the weights that a lane shows; null without any. */
  readonly shown: (laneId: string) => number | null;
  readonly download: (bytes: ArrayBuffer, name: string) => void;
  readonly during: <T>(work: Promise<T>) => Promise<T>;
}

export interface Play {
  close(): void;
}

export function startPlay(parts: PlayParts): Play {
  const { during } = parts;
  /** Rounds whose pictures are on the board. */
  let pinned = 0;

  async function deal(): Promise<void> {
    const { number, perLane, leftOut, phase } = playStore.getState().critic;
    const lanes = experimentStore
      .getState()
      .lanes.filter(({ id }) => !leftOut.includes(id) && parts.shown(id) !== null);
    if (phase === 'dealing' || lanes.length === 0) return;
    changeCritic({ phase: 'dealing' });
    try {
      const ids = lanes.map(({ id }) => id);
      const hidden = dealMixes(ids, perLane, number);
      const [decoded, referees] = [await parts.mixes(hidden), await refereesOf(lanes, hidden)];
      forgetPictures(pinned);
      pinned = hidden.length;
      for (const [i, mix] of hidden.entries()) pinRound(i, mix, decoded);
      const rounds = hidden.map((mix, i): JudgedMix => {
        const guess = decoded.guesses[i];
        const critic = guess === null ? [] : [guess];
        return { ...mix, guesses: { audience: [], critic, referee: referees[i] } };
      });
      changeCritic({ phase: 'guessing', lanes, rounds, current: 0, guess: 0.25 });
    } catch (error) {
      changeCritic({ phase: 'setup', rounds: [] });
      notify('error', messageOf(error));
    }
  }

  /** For each mix what the referee of its lane says, where there is one. */
  async function refereesOf(
    lanes: readonly Lane[],
    hidden: readonly HiddenMix[],
  ): Promise<number[][]> {
    const said = hidden.map((): number[] => []);
    for (const { id } of lanes) {
      const mine = hidden.flatMap((mix, i) => (mix.laneId === id ? [i] : []));
      const guesses = await parts.referee(
        id,
        mine.map((i) => hidden[i].endpoints),
      );
      mine.forEach((i, k) => {
        const guess = guesses?.[k][Math.round(20 * nearestAlpha(hidden[i].alpha))];
        if (guess !== undefined) said[i].push(guess);
      });
    }
    return said;
  }

  async function measure(): Promise<void> {
    const { drawings, phase, scores } = playStore.getState().draw;
    const lane = inspectedLane();
    const drawn = !isEmpty(drawings.angle) || !isEmpty(drawings.distance);
    if (phase !== 'drawing' || !lane || !drawn || parts.shown(lane.id) === null) return;
    changeDraw({ phase: 'measuring' });
    const { endpoints } = experimentStore.getState();
    try {
      const curves = await parts.curves(lane.id, endpoints, curvePoints);
      // Other lines meanwhile: this was not what is drawn now.
      if (playStore.getState().draw.drawings !== drawings) return;
      pictureBoard.pinStrip(measuredRow.lane, curves.lane.pictures);
      pictureBoard.pinStrip(measuredRow.ideal, curves.ideal.pictures);
      const measured = measuredFrom(curves, endpoints);
      const score: DrawScore = {
        distance: errorOf(drawings.distance, measured.distances),
        angle: errorOf(drawings.angle, measured.angles),
      };
      changeDraw({ phase: 'revealed', measured, scores: [...scores, score] });
    } catch (error) {
      changeDraw({ phase: 'drawing' });
      notify('error', messageOf(error));
    }
  }

  const stops = [
    experimentStore.subscribe((now, before) => {
      const about = ['endpoints', 'seed', 'preset'] as const;
      const other = inspectedLane(now.lanes)?.id !== inspectedLane(before.lanes)?.id;
      if (other || about.some((name) => now[name] !== before[name])) clearDrawings();
    }),
    viewStore.subscribe((now, before) => {
      if (now.selectedLane !== before.selectedLane) clearDrawings();
    }),
  ];
  providePlay({
    deal: () => during(deal()),
    measure: () => during(measure()),
    download: parts.download,
  });

  return {
    close() {
      for (const stop of stops) stop();
    },
  };
}

function errorOf(
  drawing: Parameters<typeof completeDrawing>[0],
  measured: readonly number[],
): number | null {
  const predicted = completeDrawing(drawing);
  return predicted && meanAbsoluteError(predicted, measured);
}

/** Angles as they go on from that of x₂, which is in [0, 2π). */
function measuredFrom({ lane, ideal, crossfade }: Curves, { angle2 }: Endpoints): MeasuredCurves {
  const onFrom = (angles: readonly number[]) => {
    const unwrapped = unwrapAngles(
      Float64Array.from([angle2, ...angles]),
      new Float64Array(angles.length + 1),
    );
    return [...unwrapped.subarray(1)];
  };
  return {
    angles: onFrom(lane.angles),
    idealAngles: onFrom(ideal.angles),
    distances: lane.distances,
    idealDistances: ideal.distances,
    crossfadeDistances: crossfade.distances,
  };
}

function pinRound(round: number, { endpoints }: HiddenMix, { pictures }: DecodedMixes): void {
  const size = pictures.bytes.length / pictures.count;
  const bytes = pictures.bytes.slice(round * size, (round + 1) * size);
  pictureBoard.pinFrame(mixRow(round), { count: 1, bytes });
  pinLine(endRow(round, 'x1'), endpoints.angle1);
  pinLine(endRow(round, 'x2'), endpoints.angle2);
}

function pinLine(row: string, angle: number): void {
  const image = new Float32Array(linePixels);
  drawLine(angle, image);
  pictureBoard.pinFrame(row, toPictures(image, 1));
}

function forgetPictures(rounds: number): void {
  for (let round = 0; round < rounds; round++) {
    for (const row of [mixRow(round), endRow(round, 'x1'), endRow(round, 'x2')]) {
      pictureBoard.forget(row);
    }
  }
}
