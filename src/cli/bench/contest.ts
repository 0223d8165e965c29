/**
 * Contestants train in turns, round after round, so that whatever else the machine does meets all of
 * them; they are compared round by round.
 */
import { median } from '../../core/statistics.ts';

/** Something that trains when it is told to, for instance a process. */
export interface Trainer {
  /** Trains for `ms` or a little longer, and resolves to its speed in that time. */
  round(ms: number): Promise<Speed>;
  /** May have gone on after its round, so as to keep the others company; resolves when it is idle. */
  rest?(): Promise<void>;
  close(): void;
}

export interface Speed {
  readonly steps: number;
  readonly ms: number;
}

export interface Contestant {
  readonly name: string;
  /** Train at the same time. */
  readonly trainers: readonly Trainer[];
}

export interface Turns {
  readonly rounds: number;
  readonly roundMs: number;
  /** Whether each trains a round first that does not count. */
  readonly warmUp: boolean;
}

/** Steps a second in every round, over all trainers of a contestant, by its name. */
export type Scores = ReadonlyMap<string, readonly number[]>;

export async function takeTurns(
  contestants: readonly Contestant[],
  { rounds, roundMs, warmUp }: Turns,
): Promise<Scores> {
  const scores = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  for (let round = warmUp ? 0 : 1; round <= rounds; round++) {
    for (const { name, trainers } of contestants) {
      const speeds = await Promise.all(trainers.map((trainer) => trainer.round(roundMs)));
      await Promise.all(trainers.map((trainer) => trainer.rest?.()));
      if (round > 0) scores.get(name)!.push(speeds.reduce((sum, s) => sum + stepsPerSecond(s), 0));
    }
  }
  return scores;
}

function stepsPerSecond({ steps, ms }: Speed): number {
  return (1000 * steps) / ms;
}

/** Median over the rounds of one contestant's speed over another's; null where either did not take part. */
export function ratioOf(scores: Scores, name: string, to: string): number | null {
  const [above, below] = [scores.get(name), scores.get(to)];
  if (!above?.length || above.length !== below?.length) return null;
  return median(above.map((speed, round) => speed / below[round]));
}
