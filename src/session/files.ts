/** Checkpoint files in and out of the page. */
import { type Lane, laneRunConfig, maximumLanes } from '../core/experiment.ts';
import { type HyperparameterName, hyperparameterNames } from '../core/methodCatalogue.ts';
import { rescaledTerms } from '../core/objectiveTerms.ts';
import { presetConfig } from '../core/presets.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { checkpointMismatches, runFingerprint } from '../core/runFingerprint.ts';
import { addLaneAs, experimentStore, setLaneHyperparameters } from '../store/experiment.ts';
import { idleRun, runsStore } from '../store/runs.ts';
import type { Evaluation } from '../workers/protocol.ts';
import { spoken, spokenName } from './spoken.ts';

/** A snapshot or checkpoint file that has been inspected. */
export interface OpenedFile {
  readonly bytes: ArrayBuffer;
  readonly kind: 'snapshot' | 'checkpoint';
  readonly config: RunConfig;
  readonly samples: number;
  readonly evaluations: readonly Evaluation[];
}

/** A file that does not go where it was dropped; nothing has been changed. */
export class PlacementError extends Error {
  override name = 'PlacementError';
}

/**
 * The lane that a file goes into, with the file's hyperparameters: the one asked for, else one that
 * fits and has nothing to lose, else a new one.
 * @throws PlacementError when the lane asked for does not fit, or the page is full.
 */
export function placeFile({ config }: Pick<OpenedFile, 'config'>, wanted?: string): string {
  const { lanes } = experimentStore.getState();
  const asked = lanes.find(({ id }) => id === wanted);
  if (asked) requireFit(config, asked);
  const lane = asked ?? lanes.find((each) => isFresh(each) && fits(config, each));
  const settings = changedHyperparameters(config);
  if (lane) {
    setLaneHyperparameters(lane.id, settings);
    return lane.id;
  }
  const { method, critic } = config;
  const added = addLaneAs({ method, critic, hyperparameters: settings });
  if (added !== null) return added;
  throw new PlacementError(spoken().pageFull(maximumLanes));
}

function requireFit(config: RunConfig, lane: Lane): void {
  const mismatches = checkpointMismatches(config, laneRunConfig(experimentStore.getState(), lane));
  if (mismatches.length === 0) return;
  throw new PlacementError(
    spoken().doesNotFit(spokenName(lane), mismatches.map(spoken().mismatch).join('; ')),
  );
}

function fits(config: RunConfig, lane: Lane): boolean {
  const wanted = laneRunConfig(experimentStore.getState(), lane);
  return runFingerprint(config) === runFingerprint(wanted);
}

function isFresh({ id }: Lane): boolean {
  return (runsStore.getState().runs[id] ?? idleRun).state === 'idle';
}

/** Those that a lane of today's preset has to set to have the config's. */
export function changedHyperparameters(config: RunConfig): Lane['hyperparameters'] {
  const changed: Partial<Record<HyperparameterName, number>> = {};
  const { hyperparameters: defaults } = presetConfig(config.preset, config.method, config);
  for (const name of hyperparameterNames) {
    const value = config.hyperparameters[name];
    if (value !== undefined && value !== defaults[name]) changed[name] = value;
  }
  return changed;
}

/** "acai-seed1-65536.safetensors", "vae-critic-beta4-lambda0-seed1-65536.safetensors" */
export function checkpointName(lane: Lane, seed: number, samples: number): string {
  const method = lane.critic && lane.method !== 'acai' ? `${lane.method}-critic` : lane.method;
  const { preset } = experimentStore.getState();
  const mixed = rescaledTerms(lane, preset).map(({ factor, value }) => `-${factor}${value}`);
  return `${method}${mixed.join('')}-seed${seed}-${samples}.safetensors`;
}

/** Whether a file is a session, as its ending or its first bytes say. */
export async function isCapsule(file: File): Promise<boolean> {
  if (file.name.endsWith('.betwixt')) return true;
  const head = await file.slice(0, 4).text();
  return head === 'PK\u0003\u0004';
}

export function downloadBytes(bytes: ArrayBuffer, name: string): void {
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun only after this task.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
