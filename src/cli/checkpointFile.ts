/** Checkpoints on disk. */

import { readFile, rename, writeFile } from 'node:fs/promises';
import { messageOf } from '../core/messageOf.ts';
import {
  type Checkpoint,
  CheckpointError,
  decodeCheckpoint,
  encodeCheckpoint,
} from '../training/checkpoint.ts';

/** @throws CheckpointError naming the file and the reason. */
export async function readCheckpointFile(path: string): Promise<Checkpoint> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new CheckpointError(`${path} cannot be opened: ${messageOf(error)}`);
  }
  try {
    return decodeCheckpoint(bytes);
  } catch (error) {
    if (error instanceof CheckpointError) throw new CheckpointError(`${path}: ${error.message}`);
    throw error;
  }
}

/** Writes beside and renames, so that the file is always a whole one, the old or the new. */
export async function writeCheckpointFile(path: string, checkpoint: Checkpoint): Promise<void> {
  const beside = `${path}.${process.pid}.part`;
  try {
    await writeFile(beside, encodeCheckpoint(checkpoint));
    await rename(beside, path);
  } catch (error) {
    throw new CheckpointError(`${path} cannot be written: ${messageOf(error)}`);
  }
}
