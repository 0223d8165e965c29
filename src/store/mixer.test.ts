import { beforeEach, expect, it } from 'vitest';
import { defaultExperiment } from '../core/experiment.ts';
import { decodeExperiment, encodeExperiment } from '../core/experimentUrl.ts';
import { addLane, changeMethod, experimentStore } from './experiment.ts';
import { factorOf, setFactor, toggleTerm } from './mixer.ts';

beforeEach(() => experimentStore.setState(defaultExperiment, true));

const lane = (id: string) => experimentStore.getState().lanes.find((each) => each.id === id)!;

it('mutes a term and brings it back as it was', () => {
  setFactor(lane('a'), 'lambda', 0.3);
  toggleTerm(lane('a'), 'lambda');
  expect(factorOf(lane('a'), 'lambda')).toBe(0);
  toggleTerm(lane('a'), 'lambda');
  expect(lane('a').hyperparameters).toEqual({ lambda: 0.3 });
});

it('keeps the preset’s value as nothing of the user’s', () => {
  toggleTerm(lane('d'), 'priorWeight');
  expect(lane('d').hyperparameters).toEqual({ priorWeight: 0 });
  toggleTerm(lane('d'), 'priorWeight');
  expect(lane('d').hyperparameters).toEqual({});
  expect(factorOf(lane('d'), 'priorWeight')).toBe(0.1);
  setFactor(lane('d'), 'priorWeight', 1);
  expect(lane('d').hyperparameters).toEqual({ priorWeight: 1 });
});

it('gives a term that came muted by a link its preset’s weight', () => {
  addLane('vqvae');
  const muted = { ...lane('e'), hyperparameters: { commitment: 0, reconstruction: 0 } };
  experimentStore.setState({ lanes: [muted] });
  const { experiment, problems } = decodeExperiment(encodeExperiment(experimentStore.getState()));
  expect(problems).toEqual([]);
  expect(experiment.lanes[0].hyperparameters).toEqual(muted.hyperparameters);
  toggleTerm(lane('e'), 'commitment');
  expect(factorOf(lane('e'), 'commitment')).toBe(10);
});

it('forgets with the method', () => {
  setFactor(lane('c'), 'reconstruction', 2);
  toggleTerm(lane('c'), 'reconstruction');
  changeMethod('c', 'baseline');
  toggleTerm(lane('c'), 'reconstruction');
  toggleTerm(lane('c'), 'reconstruction');
  expect(factorOf(lane('c'), 'reconstruction')).toBe(1);
});
