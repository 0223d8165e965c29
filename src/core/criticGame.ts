/** "Be the critic": which mixes are shown, and how guesses of their α are scored. */
import { fullTurn, wrapAngle } from './angles.ts';
import { formatCsv } from './csv.ts';
import type { Endpoints } from './experiment.ts';
import { fillUniform, streamOf } from './random.ts';

/** α is one of 0, .05, …, ½: as many places as a room can tell apart. */
export const alphaStep = 0.05;
const gridSize = 11;
export const largestAlpha = 0.5;

/** The best that can be said of mixes without a look at them, and its mean squared error where all α are as likely. */
export const constantGuess = 0.25;

/** A decoded image whose α is to be guessed. */
export interface HiddenMix {
  readonly laneId: string;
  readonly endpoints: Endpoints;
  /** On [0, ½]. */
  readonly alpha: number;
}

const streams = {
  alpha: streamOf('play/alpha'),
  pair: streamOf('play/pair'),
  order: streamOf('play/order'),
};

/**
 * `perLane` mixes of each lane in a shuffled order. All lanes get the same α, one from each `perLane`-th of the grid,
 * so that their scores can be compared; every mix has a pair of its own, for a pair seen before would give α away.
 * The same for the same arguments.
 * @throws RangeError unless `perLane` is a whole number from 1 to 99.
 */
export function dealMixes(laneIds: readonly string[], perLane: number, seed: number): HiddenMix[] {
  if (!(Number.isInteger(perLane) && perLane >= 1 && perLane <= 99)) {
    throw new RangeError(`a game has 1 to 99 rounds of each method, not ${perLane}`);
  }
  const draws = draw(perLane, streams.alpha, seed);
  const alphas = Array.from(draws, (u, i) => {
    const place = Math.floor((gridSize * (i + u)) / perLane);
    return Math.min(gridSize - 1, place) / 20;
  });
  const count = laneIds.length * perLane;
  const mixes = laneIds.flatMap((laneId, lane) =>
    alphas.map((alpha, i) => ({ laneId, alpha, endpoints: pairOf(lane * perLane + i, seed) })),
  );
  return shuffled(mixes, draw(count, streams.order, seed));
}

/** The pair of lines number `index`: 30° to 150° apart, in any direction. */
export function pairOf(index: number, seed: number): Endpoints {
  const [place, size, side] = draw(3, streams.pair, seed, index);
  const angle2 = place * fullTurn;
  const arc = (1 / 12 + size / 3) * fullTurn;
  return { angle1: wrapAngle(angle2 + (side < 0.5 ? -arc : arc)), angle2 };
}

function draw(count: number, stream: number, seed: number, step = 0): Float32Array {
  const out = new Float32Array(count);
  fillUniform(out, { seed, stream, step });
  return out;
}

/** Fisher and Yates, with `draws` on [0, 1). */
function shuffled<T>(values: readonly T[], draws: Float32Array): T[] {
  const out = [...values];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(draws[i] * (i + 1));
    [out[i], out[j]] = [out[j], out[i]];
  }
  return out;
}

/** The α on the grid nearest to a value, within [0, ½]. */
export function nearestAlpha(value: number): number {
  return Math.min(gridSize - 1, Math.max(0, Math.round(value / alphaStep))) / 20;
}

export const judges = ['audience', 'critic', 'referee'] as const;

/** Who guesses: the people; the lane's own critic; one that was trained on it from outside. */
export type Judge = (typeof judges)[number];

export interface JudgedMix extends HiddenMix {
  /** Of each judge; none where there is no such judge. The people may have several. */
  readonly guesses: Readonly<Record<Judge, readonly number[]>>;
}

export interface GameScore {
  readonly rounds: number;
  /** Rounds that each judged: errors of different rounds are no comparison. */
  readonly judged: Readonly<Record<Judge, number>>;
  /** Mean squared error of all guesses; null without any. */
  readonly errors: Readonly<Record<Judge, number | null>>;
  /** The same of always saying ¼, on the same mixes. */
  readonly constant: number;
  /** guess − α of every guess. */
  readonly misses: Readonly<Record<Judge, readonly number[]>>;
}

/** Of these mixes, all of one lane or of a whole game; each mix counts alike, however many guessed. */
export function scoreGame(mixes: readonly JudgedMix[]): GameScore {
  const missesOf = (judge: Judge) =>
    mixes.flatMap(({ alpha, guesses }) => guesses[judge].map((guess) => guess - alpha));
  const errorOf = (judge: Judge) => {
    const judged = mixes.filter(({ guesses }) => guesses[judge].length > 0);
    if (judged.length === 0) return null;
    return meanOf(
      judged.map(({ alpha, guesses }) =>
        meanOf(guesses[judge].map((guess) => (guess - alpha) ** 2)),
      ),
    );
  };
  const each = <T>(value: (judge: Judge) => T) => ({
    audience: value('audience'),
    critic: value('critic'),
    referee: value('referee'),
  });
  return {
    rounds: mixes.length,
    judged: each((judge) => mixes.filter(({ guesses }) => guesses[judge].length > 0).length),
    errors: each(errorOf),
    constant: meanOf(mixes.map(({ alpha }) => (constantGuess - alpha) ** 2)),
    misses: each(missesOf),
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The lane at which a judge erred most; null where it judged fewer than two. */
export function mostFooling(
  scores: Readonly<Record<string, GameScore>>,
  judge: Judge,
): string | null {
  const judged = Object.entries(scores).flatMap(([laneId, { errors }]) => {
    const error = errors[judge];
    return error === null ? [] : [{ laneId, error }];
  });
  if (judged.length < 2) return null;
  return judged.reduce((most, each) => (each.error > most.error ? each : most)).laneId;
}

export const missBins = 11;

/** How many misses, on [−½, ½], fall into each of eleven bins around −.5, −.4, …, .5; those beyond are in the last. */
export function countMisses(misses: readonly number[]): number[] {
  const counts = Array<number>(missBins).fill(0);
  for (const miss of misses) {
    // A half on the grid is rounded away from 0, to the same side for both signs.
    const bin = Math.sign(miss) * Math.round(Math.abs(miss) * 10 - 1e-9);
    counts[Math.min(missBins - 1, Math.max(0, 5 + bin))] += 1;
  }
  return counts;
}

/** Every guess with all its digits, a line each. `label` names a lane. */
export function formatGuesses(
  mixes: readonly JudgedMix[],
  label: (laneId: string) => string,
): string {
  const lines = mixes.flatMap(({ laneId, endpoints, alpha, guesses }, round) =>
    judges.flatMap((judge) =>
      guesses[judge].map((guess) => [
        round + 1,
        label(laneId),
        endpoints.angle2,
        endpoints.angle1,
        alpha,
        judge,
        guess,
      ]),
    ),
  );
  const head = ['round', 'method', 'angle2', 'angle1', 'alpha', 'judge', 'guess'];
  return formatCsv(head, lines);
}
