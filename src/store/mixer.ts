/** The mixer's actions: terms of a lane's objective are muted and scaled; its run goes on. */
import { type Lane, laneRunConfig } from '../core/experiment.ts';
import type { HyperparameterName } from '../core/methodCatalogue.ts';
import { presetConfig } from '../core/presets.ts';
import { experimentStore, setLaneHyperparameter, setLaneHyperparameters } from './experiment.ts';

/** What muted terms were weighed before, for this visit; a link says only that they are muted. */
const remembered = new Map<string, number>();

/** What the term is weighed now; 0 mutes it. */
export function factorOf(lane: Lane, factor: HyperparameterName): number {
  return laneRunConfig(experimentStore.getState(), lane).hyperparameters[factor] ?? 0;
}

/** The preset's own value is not kept as the user's. */
export function setFactor(lane: Lane, factor: HyperparameterName, value: number): void {
  if (value !== standardOf(lane, factor)) {
    setLaneHyperparameter(lane.id, factor, value);
    return;
  }
  const { [factor]: _standard, ...others } = lane.hyperparameters;
  setLaneHyperparameters(lane.id, others);
}

/** Mutes a term, or brings it back with the weight that it had. */
export function toggleTerm(lane: Lane, factor: HyperparameterName): void {
  const key = `${lane.id} ${lane.method} ${factor}`;
  const value = factorOf(lane, factor);
  if (value !== 0) remembered.set(key, value);
  setFactor(lane, factor, value !== 0 ? 0 : (remembered.get(key) ?? standardOf(lane, factor)));
}

function standardOf({ method, critic }: Lane, factor: HyperparameterName): number {
  const { preset } = experimentStore.getState();
  return presetConfig(preset, method, { critic }).hyperparameters[factor] ?? 0;
}
