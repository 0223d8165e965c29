import { expect, test } from 'vitest';
import { defaultExperiment, type Lane } from '../../core/experiment.ts';
import { stops } from '../../lessons/stops.ts';
import { readAnswers } from './answers.ts';
import { lanesFor } from './lanesFor.ts';

test('lanes that the page has keep their ids, and so their weights and colours', () => {
  const wanted = { lanes: [{ method: 'vae' }, { method: 'acai' }, { method: 'dropout' }] } as const;
  const lanes = lanesFor(wanted, defaultExperiment);
  expect(lanes.map(({ id, method }) => [id, method])).toEqual([
    ['c', 'vae'],
    ['a', 'acai'],
    ['e', 'dropout'],
  ]);
  expect(lanes[1]).toBe(defaultExperiment.lanes[0]);
});

test('a lane with other settings, or a critic of its own, is another lane', () => {
  const changed: Lane = {
    id: 'a',
    method: 'vae',
    critic: false,
    hyperparameters: { beta: 2 },
  };
  const [lane] = lanesFor({ lanes: [{ method: 'vae' }] }, { lanes: [changed] });
  expect(lane).toEqual({ id: 'c', method: 'vae', critic: false, hyperparameters: {} });
  const [carrying] = lanesFor({ lanes: [{ method: 'vae', critic: true }] }, defaultExperiment);
  expect(carrying).toMatchObject({ method: 'vae', critic: true });
});

test.each(stops.map((stop) => [stop.name, stop] as const))(
  '%s gets lanes with ids of their own',
  (_name, stop) => {
    const lanes = lanesFor(stop, defaultExperiment);
    expect(new Set(lanes.map(({ id }) => id)).size).toBe(stop.lanes.length);
    expect(lanes.map(({ method }) => method)).toEqual(stop.lanes.map(({ method }) => method));
    // Visited again, nothing changes.
    expect(lanesFor(stop, { lanes })).toEqual(lanes);
  },
);

test('stored answers are read with care', () => {
  expect(readAnswers('{"acai":{"choice":1,"revealed":true}}')).toEqual({
    acai: { choice: 1, revealed: true },
  });
  for (const text of [null, '', '[', '7', 'null', '{"mars":{"choice":1}}']) {
    expect(readAnswers(text)).toEqual({});
  }
  expect(readAnswers('{"acai":{"choice":9,"revealed":"yes"},"lines":null}')).toEqual({
    acai: { choice: null, revealed: false },
    lines: { choice: null, revealed: false },
  });
});
