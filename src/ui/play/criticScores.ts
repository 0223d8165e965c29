/** The scores of a game as the page, a text and a file say them. */
import {
  type GameScore,
  type Judge,
  type JudgedMix,
  judges,
  mostFooling,
  scoreGame,
} from '../../core/criticGame.ts';
import type { Lane } from '../../core/experiment.ts';
import type { CriticGame } from '../../store/play.ts';
import type { CriticTexts } from '../../texts/play.ts';
import { formatDistance, noNumber } from '../format.ts';

export interface CriticScores {
  readonly lanes: readonly { readonly lane: Lane; readonly score: GameScore }[];
  readonly all: GameScore;
  /** Those who guessed at all. */
  readonly judges: readonly Judge[];
}

export function scoresOf({ lanes, rounds }: Pick<CriticGame, 'lanes' | 'rounds'>): CriticScores {
  const all = scoreGame(rounds);
  return {
    lanes: lanes.map((lane) => ({
      lane,
      score: scoreGame(rounds.filter(({ laneId }) => laneId === lane.id)),
    })),
    all,
    judges: judges.filter((judge) => all.errors[judge] !== null),
  };
}

/** A judge's error on a row of the table; null where it did not judge all of the row's rounds. */
export function wholeError({ errors, judged, rounds }: GameScore, judge: Judge): number | null {
  return judged[judge] === rounds ? errors[judge] : null;
}

/** In thousandths, as mean distances are. */
export function formatError(error: number | null): string {
  return error === null ? noNumber : formatDistance(error);
}

/** Who was fooled most, and whether the people did better than the networks, and than no look at all. */
export function verdictsOf(
  { lanes, all }: CriticScores,
  rounds: readonly JudgedMix[],
  texts: CriticTexts,
  nameOf: (lane: Lane) => string,
): string[] {
  const byLane = Object.fromEntries(lanes.map(({ lane, score }) => [lane.id, score]));
  const fooled = judges.flatMap((judge) => {
    const id = mostFooling(byLane, judge);
    const found = lanes.find(({ lane }) => lane.id === id);
    if (!found) return [];
    const error = formatError(found.score.errors[judge]);
    return [texts.fooledMost(texts.judges[judge], nameOf(found.lane), error)];
  });
  const against = (['critic', 'referee'] as const).flatMap((judge) => {
    const both = rounds.filter(({ guesses }) => guesses[judge].length > 0);
    if (both.length === 0) return [];
    const { errors } = scoreGame(both);
    const [mine, its] = [formatError(errors.audience), formatError(errors[judge])];
    return [texts.better(texts.judges.audience, mine, texts.judges[judge], its)];
  });
  const error = all.errors.audience;
  const overall =
    error === null
      ? []
      : [
          (error < all.constant ? texts.beats : texts.beaten)(
            formatError(error),
            formatError(all.constant),
          ),
        ];
  return [...overall, ...fooled, ...against];
}

/** A table that survives mail and chat. */
export function reportOf(
  game: CriticGame,
  texts: CriticTexts,
  nameOf: (lane: Lane) => string,
): string {
  const scores = scoresOf(game);
  const line = (name: string, score: GameScore) => [
    name,
    ...scores.judges.map((judge) => formatError(wholeError(score, judge))),
    formatError(score.constant),
  ];
  const table = [
    [texts.method, ...scores.judges.map((judge) => texts.judges[judge]), texts.constant],
    ...scores.lanes.map(({ lane, score }) => line(nameOf(lane), score)),
    line(texts.all, scores.all),
  ];
  return [
    texts.reportHead(game.number, game.rounds.length),
    texts.scoresNote,
    '',
    ...table.map((cells) => cells.join('\t')),
    '',
    ...verdictsOf(scores, game.rounds, texts, nameOf),
    '',
  ].join('\n');
}
