/** What sweeps and their workers agree on: the queue's name, a job's data, and where its checkpoint is. */

import { readFile } from 'node:fs/promises';
import type { Redis } from 'ioredis';
import { messageOf } from '../../core/messageOf.ts';
import { CheckpointError, decodeCheckpoint } from '../../training/checkpoint.ts';
import type { JobEvent } from '../jobMessages.ts';
import type { SweepJob } from '../sweepJob.ts';

/** The version of job, progress and result is part of it, so that workers of another version take none. */
export const queueName = 'betwixt-sweep-1';

/** Trials of a job that fails; one whose worker died has not failed, and is taken by another. */
export const trials = 3;

export interface QueuedJob {
  readonly job: SweepJob;
}

/** What a worker reports on the way. NaN becomes null: it is read with care. */
export type QueueProgress = Extract<JobEvent, { kind: 'begun' | 'progress' | 'evaluated' }>;

/** How long Redis keeps a checkpoint that nobody renews or collects. */
const checkpointSeconds = 14 * 24 * 3600;

/** Each job's checkpoint, by the job's fingerprint: the running one, and in the end the last. */
export function checkpointStore(redis: Redis) {
  const keyOf = (fingerprint: string) => `${queueName}:checkpoint:${fingerprint}`;
  return {
    get: (fingerprint: string) => redis.getBuffer(keyOf(fingerprint)),
    async put(fingerprint: string, path: string): Promise<void> {
      await redis.set(keyOf(fingerprint), await readFile(path), 'EX', checkpointSeconds);
    },
    async remove(fingerprint: string): Promise<void> {
      await redis.del(keyOf(fingerprint));
    },
  };
}

export type CheckpointStore = ReturnType<typeof checkpointStore>;

/** Samples of a checkpoint's bytes; −1 for none, or damaged ones. */
export function samplesOf(bytes: Uint8Array | null): number {
  if (!bytes) return -1;
  try {
    return decodeCheckpoint(bytes).samples;
  } catch (error) {
    if (error instanceof CheckpointError) return -1;
    throw new Error(messageOf(error), { cause: error });
  }
}
