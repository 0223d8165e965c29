/** Saves the page's lanes with their weights as one file, and reads such a file. Loaded when it is first needed. */

import type { Experiment } from '../core/experiment.ts';
import { messageOf } from '../core/messageOf.ts';
import { experimentStore } from '../store/experiment.ts';
import { notesStore } from '../store/notes.ts';
import { idleRun, runsStore } from '../store/runs.ts';
import { notify } from '../store/view.ts';
import { capsuleTexts } from '../texts/capsule.ts';
import {
  CapsuleError,
  capsuleEnding,
  decodeCapsule,
  encodeCapsule,
  largestCapsule,
} from './capsuleFile.ts';
import type { OpenedFile } from './files.ts';
import type { LaneRun } from './laneRun.ts';
import type { ViewFeed } from './viewFeed.ts';

export interface CapsuleParts {
  readonly run: (laneId: string) => Pick<LaneRun, 'save'> | undefined;
  readonly feed: Pick<ViewFeed, 'inspect' | 'weights' | 'halve'>;
  readonly download: (bytes: ArrayBuffer, name: string) => void;
}

export interface OpenedCapsule {
  readonly experiment: Experiment;
  readonly notes: string;
  /** For each lane, in order. */
  readonly files: readonly (OpenedFile | null)[];
}

const said = () => capsuleTexts[experimentStore.getState().language];

/** Newest checkpoints, or where `half` snapshots in half precision. Never throws: what fails is told. */
export async function saveCapsule(parts: CapsuleParts, half: boolean): Promise<void> {
  const experiment = { ...experimentStore.getState(), embed: null };
  try {
    const weights: (Uint8Array<ArrayBuffer> | null)[] = [];
    for (const { id } of experiment.lanes) {
      const bytes = half ? await halfOf(parts.feed, id) : await newestOf(parts, id);
      weights.push(bytes && new Uint8Array(bytes));
    }
    const { text: notes } = notesStore.getState();
    const { buffer } = encodeCapsule({ experiment, notes, weights });
    const name = `betwixt-seed${experiment.seed}${capsuleEnding}`;
    parts.download(buffer, name);
    const held = weights.filter((each) => each !== null).length;
    notify('info', said().saved(name, held, buffer.byteLength / 1e6));
  } catch (error) {
    notify('error', said().notSaved(messageOf(error)));
  }
}

async function halfOf(feed: CapsuleParts['feed'], laneId: string): Promise<ArrayBuffer | null> {
  const newest = feed.weights(laneId);
  const { evaluations } = runsStore.getState().runs[laneId] ?? idleRun;
  return newest && feed.halve(newest, evaluations);
}

/** A lane that shows a snapshot has no more than that. */
async function newestOf({ run, feed }: CapsuleParts, laneId: string): Promise<ArrayBuffer | null> {
  const saved = await run(laneId)?.save();
  return saved?.bytes ?? feed.weights(laneId);
}

/**
 * Reads and checks everything in a file, and changes nothing.
 * @throws Error that says why it cannot be opened
 */
export async function readCapsule(
  file: File,
  inspect: ViewFeed['inspect'],
): Promise<OpenedCapsule> {
  const { language } = experimentStore.getState();
  try {
    if (file.size > largestCapsule) throw new CapsuleError('tooLarge');
    const capsule = decodeCapsule(new Uint8Array(await file.arrayBuffer()), language);
    const files: (OpenedFile | null)[] = [];
    for (const [index, { method, critic }] of capsule.experiment.lanes.entries()) {
      const bytes = capsule.weights[index]?.buffer ?? null;
      const opened = bytes && { bytes, ...(await inspect(bytes)) };
      if (opened && (opened.config.method !== method || opened.config.critic !== critic)) {
        throw new CapsuleError('damaged');
      }
      files.push(opened);
    }
    return { experiment: capsule.experiment, notes: capsule.notes, files };
  } catch (error) {
    throw error instanceof CapsuleError ? new Error(said().faults[error.fault]) : error;
  }
}

export function capsuleOpened(name: string, { files }: OpenedCapsule): void {
  notify('info', said().opened(name, files.filter((each) => each !== null).length));
}
