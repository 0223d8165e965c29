import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shorterArc } from './angles.ts';
import {
  countMisses,
  dealMixes,
  formatGuesses,
  type JudgedMix,
  mostFooling,
  nearestAlpha,
  pairOf,
  scoreGame,
} from './criticGame.ts';

const alphasOf = (laneId: string, mixes: ReturnType<typeof dealMixes>) =>
  mixes
    .filter((mix) => mix.laneId === laneId)
    .map(({ alpha }) => alpha)
    .sort((a, b) => a - b);

describe('dealMixes', () => {
  it('deals every lane the same α, on the grid, spread over all of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(2 ** 32 - 1), (perLane, seed) => {
        const mixes = dealMixes(['a', 'b', 'c'], perLane, seed);
        expect(mixes).toHaveLength(3 * perLane);
        const alphas = alphasOf('a', mixes);
        expect(alphasOf('b', mixes)).toEqual(alphas);
        expect(alphasOf('c', mixes)).toEqual(alphas);
        alphas.forEach((alpha, i) => {
          expect(nearestAlpha(alpha)).toBe(alpha);
          const [low, high] = [(11 * i) / perLane, (11 * (i + 1)) / perLane];
          expect(Math.round(20 * alpha)).toBeGreaterThanOrEqual(Math.floor(low));
          expect(Math.round(20 * alpha)).toBeLessThanOrEqual(high);
        });
      }),
    );
  });

  it('is the same for the same seed, and in another order for another', () => {
    const mixes = dealMixes(['a', 'b', 'c', 'd'], 3, 7);
    expect(dealMixes(['a', 'b', 'c', 'd'], 3, 7)).toEqual(mixes);
    expect(dealMixes(['a', 'b', 'c', 'd'], 3, 8)).not.toEqual(mixes);
    const order = mixes.map(({ laneId }) => laneId);
    expect(order).not.toEqual([...order].sort());
    expect(new Set(mixes.map(({ endpoints }) => endpoints.angle1)).size).toBe(12);
  });

  it('deals pairs that can be told apart, neither way round the shorter by chance', () => {
    const arcs = Array.from({ length: 200 }, (_, i) => {
      const { angle1, angle2 } = pairOf(i, 3);
      return shorterArc(angle2, angle1);
    });
    const sizes = arcs.map(Math.abs);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(Math.PI / 6 - 1e-6);
    expect(Math.max(...sizes)).toBeLessThanOrEqual((5 * Math.PI) / 6 + 1e-6);
    const left = arcs.filter((arc) => arc > 0).length;
    expect(left).toBeGreaterThan(70);
    expect(left).toBeLessThan(130);
  });

  it('refuses numbers of rounds that make no sense', () => {
    for (const perLane of [0, 1.5, 100, Number.NaN]) {
      expect(() => dealMixes(['a'], perLane, 1)).toThrow(RangeError);
    }
  });
});

const endpoints = { angle1: 1, angle2: 2 };
const mix = (
  laneId: string,
  alpha: number,
  audience: readonly number[],
  critic: readonly number[] = [],
): JudgedMix => ({ laneId, alpha, endpoints, guesses: { audience, critic, referee: [] } });

describe('scoreGame', () => {
  it('is the mean squared error of each judge beside that of always saying ¼', () => {
    const score = scoreGame([mix('a', 0, [0.1], [0]), mix('a', 0.5, [0.3], [0.1])]);
    expect(score.errors.audience).toBeCloseTo((0.01 + 0.04) / 2, 12);
    expect(score.errors.critic).toBeCloseTo(0.08, 12);
    expect(score.errors.referee).toBeNull();
    expect(score.judged).toEqual({ audience: 2, critic: 2, referee: 0 });
    expect(score.constant).toBeCloseTo(0.0625, 12);
    expect(score.misses.audience).toHaveLength(2);
    expect(score.misses.critic[1]).toBeCloseTo(-0.4, 12);
  });

  it('counts each mix alike, however many guessed', () => {
    const score = scoreGame([mix('a', 0, [0.1, 0.1, 0.1]), mix('a', 0, [0.3])]);
    expect(score.errors.audience).toBeCloseTo((0.01 + 0.09) / 2, 12);
  });

  it('says nothing of who did not guess', () => {
    expect(scoreGame([mix('a', 0.2, [])]).errors.audience).toBeNull();
  });

  it('names the lane that fooled a judge most', () => {
    const scores = {
      a: scoreGame([mix('a', 0, [0.4], [0])]),
      b: scoreGame([mix('b', 0, [0.1])]),
    };
    expect(mostFooling(scores, 'audience')).toBe('a');
    expect(mostFooling(scores, 'critic')).toBeNull();
  });
});

it('misses are counted in bins around tenths, alike on both sides, none lost', () => {
  expect(countMisses([-0.5, -0.05, 0, 0.05, 0.1, 0.5])).toEqual([1, 0, 0, 0, 0, 3, 1, 0, 0, 0, 1]);
  expect(countMisses([0.15, -0.15])).toEqual([0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0]);
  expect(countMisses([-3, 3])).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
});

it('a guess is put on the grid', () => {
  expect([-1, 0.02, 0.03, 0.26, 0.5, 3].map(nearestAlpha)).toEqual([0, 0, 0.05, 0.25, 0.5, 0.5]);
});

it('the CSV has a line for every guess of every judge', () => {
  const csv = formatGuesses([mix('a', 0.1, [0.2, 0.3], [0.05])], () => 'β-VAE, β = 4');
  expect(csv.split('\r\n')).toEqual([
    'round,method,angle2,angle1,alpha,judge,guess',
    '1,"β-VAE, β = 4",2,1,0.1,audience,0.2',
    '1,"β-VAE, β = 4",2,1,0.1,audience,0.3',
    '1,"β-VAE, β = 4",2,1,0.1,critic,0.05',
    '',
  ]);
});
