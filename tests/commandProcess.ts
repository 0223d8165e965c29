/** A command of src/cli as a process whose output a test waits for. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface CommandProcess {
  readonly pid: number;
  /** Everything printed so far, both streams. */
  readonly output: string;
  /** Resolves with the match when the output has one; rejects when the process ends without. */
  printed(pattern: RegExp): Promise<RegExpMatchArray>;
  /** Resolves with its exit code, null when a signal ended it. */
  readonly ended: Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
}

export interface CommandOptions {
  readonly nodeArguments?: readonly string[];
}

export function startCommand(
  command: string,
  args: readonly string[],
  { nodeArguments = [] }: CommandOptions = {},
): CommandProcess {
  const script = join(import.meta.dirname, '../src/cli', `${command}.ts`);
  const child = spawn(process.execPath, ['--import', 'tsx', ...nodeArguments, script, ...args]);
  let output = '';
  const looks = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const look of looks) look();
    });
  }
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return {
    pid: child.pid ?? 0,
    get output() {
      return output;
    },
    ended,
    printed(pattern) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const match = output.match(pattern);
          if (!match) return;
          looks.delete(look);
          resolve(match);
        };
        looks.add(look);
        look();
        ended.then(() => {
          look();
          reject(new Error(`${command} ended without ${pattern}:\n${output}`));
        }, reject);
      });
    },
    kill: (signal) => child.kill(signal),
  };
}
