import { beforeEach, expect, test } from 'vitest';
import { changeCritic, playStore } from '../../store/play.ts';
import { act, actionOf } from './criticKeys.ts';

beforeEach(() => {
  playStore.setState(playStore.getInitialState(), true);
  const guesses = { audience: [], critic: [], referee: [] };
  const mix = { laneId: 'a', alpha: 0.2, endpoints: { angle1: 1, angle2: 2 }, guesses };
  changeCritic({ phase: 'guessing', rounds: [mix, mix] });
});

const press = (...keys: readonly string[]) => {
  for (const key of keys) act(actionOf(key)!);
  return playStore.getState().critic;
};

test('digits and arrows move the guess, Enter takes it and goes on', () => {
  expect(press('4', 'ArrowRight').guess).toBeCloseTo(0.45, 12);
  expect(press('5', 'ArrowUp').guess).toBe(0.5);
  expect(press('0', 'ArrowLeft').guess).toBe(0);
  expect(press('3', 'Enter')).toMatchObject({ phase: 'revealed', current: 0 });
  // The truth is out: nothing changes what was said.
  expect(press('1', 'r').rounds[0].guesses.audience).toEqual([0.3]);
  expect(press('Enter')).toMatchObject({ phase: 'guessing', current: 1, guess: 0.25 });
});

test('a room goes on guessing until R', () => {
  changeCritic({ room: true });
  expect(press('r').phase).toBe('guessing');
  const { phase, rounds } = press('1', 'Enter', '2', 'Enter', 'R');
  expect(phase).toBe('revealed');
  expect(rounds[0].guesses.audience).toEqual([0.1, 0.2]);
});

test('other keys are left alone', () => {
  for (const key of ['6', '9', 'a', 'Tab', ' ', 'Escape']) expect(actionOf(key)).toBeNull();
});
