import { expect, test } from 'vitest';
import { playStore } from '../../store/play.ts';
import { predictionOf, rangeOf } from './predictionModel.ts';

const endpoints = { angle1: 6, angle2: 0.5 };

test('the axes follow from the lines and the cross-fade alone, and hold what is measured', () => {
  const [low, high] = rangeOf('angle', endpoints, []);
  // The shorter way from 0.5 to 6 is backwards, through 0.
  expect(low).toBeCloseTo(6 - 2 * Math.PI - Math.PI / 4.5, 9);
  expect(high).toBeCloseTo(0.5 + Math.PI / 4.5, 9);
  expect(rangeOf('angle', endpoints, [], [0.2, 0.4])).toEqual([low, high]);
  expect(rangeOf('angle', endpoints, [], [0.2, 3])[1]).toBeGreaterThan(3);

  const crossfade = [0, 0.02, 0];
  expect(rangeOf('distance', endpoints, crossfade)).toEqual([0, expect.closeTo(0.026, 9)]);
  expect(rangeOf('distance', endpoints, crossfade, [0.1, Number.NaN])[1]).toBeGreaterThan(0.1);
  expect(rangeOf('distance', endpoints, [])[1]).toBeGreaterThan(0);
});

test('before the reveal a plot knows nothing of the truth', () => {
  const { draw: game } = playStore.getInitialState();
  const parts = { laneId: 'a', endpoints, crossfade: [0, 0.02, 0] };
  expect(predictionOf('angle', { game, ...parts }).truth).toBeNull();
  const measured = {
    angles: [1],
    idealAngles: [2],
    distances: [3],
    idealDistances: [4],
    crossfadeDistances: [5],
  };
  const { truth } = predictionOf('distance', { game: { ...game, measured }, ...parts });
  expect(truth).toMatchObject({ measured: [3], ideal: [4], crossfade: [5] });
  expect(
    predictionOf('angle', { game: { ...game, measured }, ...parts }).truth?.crossfade,
  ).toBeNull();
});
