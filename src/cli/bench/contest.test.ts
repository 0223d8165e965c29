import { expect, test } from 'vitest';
import { ratioOf, type Trainer, takeTurns } from './contest.ts';

/** Writes what it does into `log`, and is as fast as `stepsOf` says for each round. */
function trainer(name: string, stepsOf: (round: number) => number, log: string[]): Trainer {
  let round = 0;
  return {
    async round(ms) {
      log.push(name);
      return { steps: stepsOf(round++), ms };
    },
    async rest() {
      log.push(`${name} rests`);
    },
    close() {},
  };
}

test('all take turns, and the round to warm up does not count', async () => {
  const log: string[] = [];
  const alone = { name: 'alone', trainers: [trainer('a', (round) => round, log)] };
  const both = {
    name: 'both',
    trainers: [trainer('b', () => 2, log), trainer('c', () => 3, log)],
  };
  const scores = await takeTurns([alone, both], { rounds: 2, roundMs: 500, warmUp: true });
  expect(scores.get('alone')).toEqual([2, 4]);
  expect(scores.get('both')).toEqual([10, 10]);
  const round = ['a', 'a rests', 'b', 'c', 'b rests', 'c rests'];
  expect(log).toEqual([...round, ...round, ...round]);
});

test('ratios compare what was measured in the same round', () => {
  const scores = new Map([
    ['one', [10, 1, 10]],
    ['two', [15, 1.5, 16]],
    ['shorter', [1]],
    ['none', []],
  ]);
  expect(ratioOf(scores, 'two', 'one')).toBe(1.5);
  expect(ratioOf(scores, 'two', 'absent')).toBeNull();
  expect(ratioOf(scores, 'shorter', 'one')).toBeNull();
  expect(ratioOf(scores, 'none', 'none')).toBeNull();
});
