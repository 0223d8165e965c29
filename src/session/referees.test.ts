import { expect, it, vi } from 'vitest';
import { endless, run, startPage, untilState, untilTrained } from '../../tests/sessionPage.ts';
import { until } from '../../tests/until.ts';
import { commands } from '../store/commands.ts';
import { changeMethod, removeLane, setEndpoints } from '../store/experiment.ts';
import { type RefereeStatus, refereesStore } from '../store/referees.ts';

vi.mock('../core/presets.ts', async (original) => {
  const { tinyPresets } = await import('../../tests/tinyPreset.ts');
  return tinyPresets(await original());
});

const referee = (laneId: string): RefereeStatus | undefined =>
  refereesStore.getState().referees[laneId];

const untilReferee = (laneId: string, is: (status: RefereeStatus) => boolean) =>
  until(refereesStore, ({ referees }) => laneId in referees && is(referees[laneId]));

const judged = (laneId: string) => untilReferee(laneId, ({ guesses }) => guesses !== null);

it('judges what a lane shows, critic or none, and goes by the end points on screen', async () => {
  startPage();
  commands().play();
  await Promise.all([untilState('a', 'finished'), untilState('b', 'finished')]);
  commands().referee('a');
  commands().referee('b');
  expect(referee('a')).toMatchObject({ state: 'running', step: 0, steps: 3, errors: null });
  await Promise.all([judged('a'), judged('b')]);
  expect(referee('a')).toMatchObject({ state: 'done', step: 3, samples: run('a').samples });
  expect(referee('a')?.errors?.own).toBeGreaterThan(0);
  expect(referee('b')?.errors?.own).toBeNull();
  expect(referee('a')?.seed).toBe(1_000_001);
  const before = referee('a')!.guesses!;
  expect(before).toHaveLength(21);
  setEndpoints({ angle1: 0.1 });
  await untilReferee('a', ({ guesses }) => guesses !== before);
});

it('is forgotten with the weights that it judged', async () => {
  startPage();
  commands().play();
  await Promise.all([untilState('a', 'finished'), untilState('b', 'finished')]);
  commands().referee('a');
  commands().referee('b');
  await Promise.all([judged('a'), judged('b')]);
  changeMethod('b', 'vae');
  expect(referee('b')).toBeUndefined();
  commands().referee('b');
  expect(referee('b')).toBeUndefined();
  removeLane('a');
  expect(refereesStore.getState().referees).toEqual({});
});

it('works while the lane trains on, and is called off', async () => {
  const page = startPage({ refereeSteps: 1_000_000, snapshotMs: 0 });
  endless();
  commands().play();
  await Promise.all([untilTrained('a'), untilTrained('b')]);
  commands().referee('a');
  await untilReferee('a', ({ step }) => step > 0);
  const { samples, step } = referee('a')!;
  await untilTrained('a', run('a').samples + 1);
  await untilReferee('a', (status) => status.step > step);
  expect(referee('a')?.samples).toBe(samples);
  expect(run('a').samples).toBeGreaterThan(samples!);
  commands().cancelReferee('a');
  expect(referee('a')).toBeUndefined();
  await untilTrained('a', run('a').samples + 1);
  expect(page.calls).toContain('stopReferee');
  expect(page.alive()).toBe(2);
});

it('says so when its worker dies', async () => {
  const page = startPage({ refereeSteps: 1_000_000, cores: 4 });
  commands().play();
  await Promise.all([untilState('a', 'finished'), untilState('b', 'finished')]);
  commands().referee('a');
  await untilReferee('a', ({ step }) => step > 0);
  expect(page.trainers).toHaveLength(3);
  page.trainers[2].crash('it ran out of memory');
  await untilReferee('a', ({ state }) => state === 'failed');
  expect(referee('a')?.message).toContain('it ran out of memory');
});
