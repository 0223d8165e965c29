/** One sweep at a time in a results folder. */

import { readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../core/messageOf.ts';
import { SweepError } from './sweepError.ts';

/** Resolves with what gives the folder free again. @throws SweepError when another sweep has it. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'lock');
  const owner = `${process.pid} on ${hostname()}`;
  for (;;) {
    try {
      await writeFile(path, owner, { flag: 'wx' });
      return () => rm(path, { force: true });
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') {
        throw new SweepError(
          `${path} cannot be written: ${messageOf(error)}. Choose another --out.`,
        );
      }
    }
    const other = await readFile(path, 'utf8').catch(() => '');
    if (isAtWork(other)) {
      throw new SweepError(
        `Process ${other} is at work in ${folder}: wait for it, or choose another --out (if it is long gone, delete ${path}).`,
      );
    }
    await rm(path, { force: true });
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** A process of another machine cannot be asked, and counts as being at work. */
function isAtWork(owner: string): boolean {
  const match = /^(\d+) on (.*)$/.exec(owner);
  if (!match) return false;
  const [pid, host] = [Number(match[1]), match[2]];
  if (host !== hostname()) return true;
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be asked.
    return codeOf(error) === 'EPERM';
  }
}
