/** Which code this is. */
import { execFile } from 'node:child_process';

/** The commit that the code was checked out at, with '-dirty' after it where files were changed; null without git. */
export function sourceCommit(): Promise<string | null> {
  const args = ['describe', '--always', '--dirty', '--abbrev=12', '--exclude=*'];
  return new Promise((resolve) => {
    execFile('git', args, { cwd: import.meta.dirname }, (error, stdout) => {
      resolve(error ? null : stdout.trim());
    });
  });
}
