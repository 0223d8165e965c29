import { describe, expect, it } from 'vitest';
import type { JudgedMix } from '../../core/criticGame.ts';
import type { Lane } from '../../core/experiment.ts';
import { playStore } from '../../store/play.ts';
import { playTexts } from '../../texts/play.ts';
import { reportOf, scoresOf, verdictsOf } from './criticScores.ts';

const texts = playTexts.en.critic;
const lanes: readonly Lane[] = [
  { id: 'a', method: 'acai', critic: true, hyperparameters: {} },
  { id: 'b', method: 'vae', critic: false, hyperparameters: {} },
];
const nameOf = ({ method }: Lane) => method.toUpperCase();
const endpoints = { angle1: 1, angle2: 2 };
const mix = (laneId: string, alpha: number, guess: number, critic: number[] = []): JudgedMix => ({
  laneId,
  alpha,
  endpoints,
  guesses: { audience: [guess], critic, referee: [] },
});
const rounds = [
  mix('a', 0, 0.3, [0.1]),
  mix('a', 0.5, 0.3, [0]),
  mix('b', 0, 0.1),
  mix('b', 0.5, 0.5),
];

describe('the scores of a game', () => {
  it('are of each method and of all, for those who guessed', () => {
    const { lanes: scores, all, judges } = scoresOf({ lanes, rounds });
    expect(judges).toEqual(['audience', 'critic']);
    expect(scores.map(({ score }) => score.errors.audience)).toEqual([
      expect.closeTo(0.065, 9),
      expect.closeTo(0.005, 9),
    ]);
    expect(scores[1].score.errors.critic).toBeNull();
    expect(all.constant).toBeCloseTo(0.0625, 9);
  });

  it('say who was fooled most, and compare only where both guessed', () => {
    const verdicts = verdictsOf(scoresOf({ lanes, rounds }), rounds, texts, nameOf);
    expect(verdicts).toEqual([
      'You saw something: 35.0 against 62.5 for always ¼.',
      'You: fooled most by ACAI (65.0).',
      'Where both guessed: You 65.0, Its critic 130.',
    ]);
  });

  it('are a text that can be pasted', () => {
    const game = { ...playStore.getInitialState().critic, lanes, rounds };
    expect(reportOf(game, texts, nameOf).split('\n').slice(0, 7)).toEqual([
      'Be the critic, game 1, 4 rounds',
      texts.scoresNote,
      '',
      'Method\tYou\tIts critic\tAlways ¼',
      'ACAI\t65.0\t130\t62.5',
      'VAE\t5.00\t–\t62.5',
      'All methods\t35.0\t–\t62.5',
    ]);
  });
});
