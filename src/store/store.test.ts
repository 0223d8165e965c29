import { beforeEach, describe, expect, it } from 'vitest';
import { defaultExperiment, maximumLanes } from '../core/experiment.ts';
import { methodNames } from '../core/methodCatalogue.ts';
import { commands, provideCommands } from './commands.ts';
import {
  addLane,
  addLaneAs,
  changeMethod,
  experimentStore,
  removeLane,
  setAlpha,
  setCritic,
  setEndpoints,
  setLaneHyperparameter,
  setLaneHyperparameters,
  swapEndpoints,
} from './experiment.ts';
import { forgetRun, idleRun, reportRun, runsStore } from './runs.ts';
import { dismissNotice, notify, viewStore } from './view.ts';

beforeEach(() => {
  experimentStore.setState(defaultExperiment, true);
  runsStore.setState({ runs: {} }, true);
  viewStore.setState(viewStore.getInitialState(), true);
});

const experiment = () => experimentStore.getState();
const lane = (id: string) => experiment().lanes.find((each) => each.id === id);

describe('the experiment', () => {
  it('keeps α on [0, 1]', () => {
    setAlpha(1.5);
    expect(experiment().alpha).toBe(1);
    setAlpha(-1);
    expect(experiment().alpha).toBe(0);
  });

  it('moves one end point, and swaps both', () => {
    setEndpoints({ angle1: 3 });
    swapEndpoints();
    expect(experiment().endpoints).toEqual({
      angle1: defaultExperiment.endpoints.angle2,
      angle2: 3,
    });
  });

  it('adds lanes under free ids until the page is full', () => {
    removeLane('a');
    addLane('vae');
    expect(experiment().lanes.map(({ id, method }) => [id, method])).toEqual([
      ['b', 'baseline'],
      ['c', 'vae'],
      ['d', 'aae'],
      ['a', 'vae'],
    ]);
    for (let i = 0; i < maximumLanes + 3; i++) addLane(methodNames[i % methodNames.length]);
    expect(experiment().lanes).toHaveLength(maximumLanes);
    expect(new Set(experiment().lanes.map(({ id }) => id)).size).toBe(maximumLanes);
    const settings = { method: 'vae', critic: true, hyperparameters: {} } as const;
    expect(addLaneAs(settings)).toBeNull();
    removeLane('b');
    expect(addLaneAs(settings)).toBe('b');
    expect(lane('b')).toEqual({ id: 'b', ...settings });
  });

  it('starts a changed method from its defaults', () => {
    setLaneHyperparameter('a', 'lambda', 1);
    setLaneHyperparameter('a', 'gamma', 0.5);
    expect(lane('a')?.hyperparameters).toEqual({ lambda: 1, gamma: 0.5 });
    setLaneHyperparameters('a', { gamma: 0.1 });
    expect(lane('a')?.hyperparameters).toEqual({ gamma: 0.1 });
    changeMethod('a', 'vae');
    expect(lane('a')).toEqual({ id: 'a', method: 'vae', critic: false, hyperparameters: {} });
  });

  it('takes no critic from a method that always has one', () => {
    setCritic('a', false);
    expect(lane('a')?.critic).toBe(true);
    setCritic('b', true);
    expect(lane('b')?.critic).toBe(true);
    setCritic('b', false);
    expect(lane('b')?.critic).toBe(false);
  });
});

describe('the runs', () => {
  it('merges reports, lane by lane, and forgets', () => {
    reportRun('a', { samples: 5 });
    reportRun('a', { state: 'training' });
    reportRun('b', { samples: 1 });
    const { runs } = runsStore.getState();
    expect(runs.a).toEqual({ ...idleRun, samples: 5, state: 'training' });
    forgetRun('a');
    expect(Object.keys(runsStore.getState().runs)).toEqual(['b']);
    expect(runsStore.getState().runs.b).toBe(runs.b);
  });
});

describe('the notices', () => {
  it('keeps the newest five, and takes one away', () => {
    for (let i = 0; i < 7; i++) notify('info', `notice ${i}`);
    const { notices } = viewStore.getState();
    expect(notices.map(({ text }) => text)).toEqual(
      [2, 3, 4, 5, 6].map((number) => `notice ${number}`),
    );
    dismissNotice(notices[1].id);
    expect(viewStore.getState().notices).toHaveLength(4);
    expect(viewStore.getState().notices).not.toContain(notices[1]);
  });

  it('says the same thing once', () => {
    for (const text of ['one', 'two', 'one']) notify('info', text);
    expect(viewStore.getState().notices.map(({ text }) => text)).toEqual(['two', 'one']);
  });
});

describe('the commands', () => {
  it('are those of the session that has started', () => {
    expect(commands).toThrow('No session has started');
    const provided = {
      play: () => {},
      pause: () => {},
      step: () => {},
      stepPlayers: () => {},
      setPace: () => {},
      referee: () => {},
      cancelReferee: () => {},
      reset: () => {},
      restore: () => {},
      openCheckpoint: async () => {},
      saveCapsule: async () => {},
      download: () => {},
      saveCheckpoint: async () => {},
    };
    provideCommands(provided);
    expect(commands()).toBe(provided);
  });
});
