/**
 * Weights that ship with the page stand in for lanes that have not trained: which lane gets which file is
 * decided by the experiment alone, so a lane that is changed loses them, and one changed back has them again.
 */

import { differingPaths } from '../core/differingPaths.ts';
import { laneLabel, laneRunConfig } from '../core/experiment.ts';
import { messageOf } from '../core/messageOf.ts';
import type { RunConfig } from '../core/runConfig.ts';
import {
  ManifestError,
  manifestName,
  readManifest,
  type ShippedRun,
  shippedFor,
} from '../core/shippedCheckpoints.ts';
import { experimentStore, setLaneHyperparameters } from '../store/experiment.ts';
import { runsStore } from '../store/runs.ts';
import { notify } from '../store/view.ts';
import { pretrainedTexts } from '../texts/pretrained.ts';
import { changedHyperparameters, type OpenedFile } from './files.ts';
import type { LaneRun } from './laneRun.ts';
import type { ViewFeed } from './viewFeed.ts';

export interface Pretrained {
  /** Has the lane show the file that stands in for it, or none, if it has not trained. */
  consider(laneId: string): void;
}

export interface PretrainedParts {
  readonly fetchFile: (name: string) => Promise<ArrayBuffer>;
  readonly inspect: ViewFeed['inspect'];
  readonly run: (laneId: string) => Pick<LaneRun, 'standIn' | 'reset'> | undefined;
  readonly during: <T>(work: Promise<T>) => Promise<T>;
}

export function createPretrained({ fetchFile, inspect, run, during }: PretrainedParts): Pretrained {
  const files = new Map<string, Promise<OpenedFile | null>>();
  let manifest: Promise<readonly ShippedRun[]> | null = null;

  async function loadManifest(): Promise<readonly ShippedRun[]> {
    try {
      return readManifest(new TextDecoder().decode(await fetchFile(manifestName)));
    } catch (error) {
      notify('warning', texts().manifestFault(messageOf(error)));
      return [];
    }
  }

  /** Fetched once; null, which has been told, when it cannot be used. */
  function open(shipped: ShippedRun, label: string): Promise<OpenedFile | null> {
    const known = files.get(shipped.file) ?? openAnew(shipped, label);
    files.set(shipped.file, known);
    return known;
  }

  async function openAnew({ file, config }: ShippedRun, label: string): Promise<OpenedFile | null> {
    try {
      const bytes = await fetchFile(file);
      const opened = { bytes, ...(await inspect(bytes)) };
      const { method, critic } = opened.config;
      if (method === config.method && critic === config.critic) return opened;
      throw new ManifestError(texts().otherMethod);
    } catch (error) {
      notify('warning', texts().fileFault(label, sentence(messageOf(error))));
      return null;
    }
  }

  async function considerNow(laneId: string): Promise<void> {
    manifest ??= loadManifest();
    const runs = await manifest;
    const found = lookUp(laneId, runs);
    if (!found) return;
    const { shipped, label } = found;
    const opened = shipped && (await open(shipped, label));
    // Meanwhile the lane may have gone, trained, or become another.
    if (lookUp(laneId, runs)?.shipped === shipped) show(laneId, opened);
  }

  /** Whether each lane's newest file is on screen already. */
  const shown = new Map<string, OpenedFile>();

  function show(laneId: string, opened: OpenedFile | null): void {
    const standsIn = runsStore.getState().runs[laneId]?.source === 'pretrained';
    if (!opened) {
      if (standsIn) run(laneId)?.reset(false);
      return;
    }
    if (standsIn && shown.get(laneId) === opened) return;
    shown.set(laneId, opened);
    run(laneId)?.standIn(opened, describeDifference(laneId, opened.config));
    adoptSettings(laneId, opened.config);
  }

  return { consider: (laneId) => void during(considerNow(laneId)) };
}

/** What stands in for a lane that has not trained; null for one that has, or is gone. */
function lookUp(laneId: string, runs: readonly ShippedRun[]) {
  const experiment = experimentStore.getState();
  const lane = experiment.lanes.find(({ id }) => id === laneId);
  if (!lane || runsStore.getState().runs[laneId]?.state !== 'idle') return null;
  return { shipped: shippedFor(runs, experiment, lane), label: laneLabel(lane) };
}

/** The lane's sliders stand where the file has them, should the preset's values have changed. */
function adoptSettings(laneId: string, config: RunConfig): void {
  const lane = experimentStore.getState().lanes.find(({ id }) => id === laneId);
  const settings = { ...lane?.hyperparameters, ...changedHyperparameters(config) };
  if (lane && differingPaths(settings, lane.hyperparameters).length > 0) {
    setLaneHyperparameters(laneId, settings);
  }
}

function describeDifference(laneId: string, config: RunConfig): string | null {
  const experiment = experimentStore.getState();
  const lane = experiment.lanes.find(({ id }) => id === laneId);
  if (!lane) return null;
  // What the row and the sliders show is not told again.
  const { seed, budget, hyperparameters } = config;
  const wanted = { ...laneRunConfig(experiment, lane), seed, budget, hyperparameters };
  const paths = differingPaths(config, wanted);
  return paths.length > 0 ? texts().otherSettings(paths.join(', ')) : null;
}

const texts = () => pretrainedTexts[experimentStore.getState().language];

function sentence(text: string): string {
  return `${text.replace(/[.\s]*$/, '')}.`;
}

/** A file of public/checkpoints, which lies beside the page. @throws Error */
export async function fetchShipped(name: string): Promise<ArrayBuffer> {
  const response = await fetch(`./checkpoints/${name}`).catch(() => {
    throw new Error(texts().networkFault(name));
  });
  if (!response.ok) throw new Error(texts().httpFault(name, response.status));
  return response.arrayBuffer();
}
