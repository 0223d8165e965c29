/** Files that are always whole: the old one or the new. */

import { open, rename, rm } from 'node:fs/promises';
import { messageOf } from '../core/messageOf.ts';
import { SweepError } from './sweepError.ts';

export type WriteFile = (path: string, contents: string | Uint8Array) => Promise<void>;

/**
 * Writes beside, and renames when everything is on the disk. One writer at a time for a path.
 * @throws SweepError with the old file as it was.
 */
export const writeAtomically: WriteFile = async (path, contents) => {
  const beside = `${path}.part`;
  try {
    const file = await open(beside, 'w');
    try {
      await file.writeFile(contents);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    throw new SweepError(
      `${path} cannot be written: ${messageOf(error)}. Make room for it, or let it be written, and start the same command again: finished runs are kept.`,
      { cause: error },
    );
  }
};
