/** A job in a process of its own, as the one who started it sees it. */
import { fork } from 'node:child_process';
import type { JobEvent, JobMessage, JobOrder, JobOutcome, JobRequest } from './jobMessages.ts';

export interface JobProcess {
  /** Resolves when the process has ended, however it did. */
  readonly outcome: Promise<JobOutcome>;
  setThreads(count: number): void;
  /** Asks it to save its checkpoint and end. */
  stop(): void;
  /** Ends it at once. */
  kill(): void;
}

/** How a job is started: in the product `forkJobs`, in tests what they like. */
export type StartJob = (order: JobOrder, onEvent: (event: JobEvent) => void) => JobProcess;

/** What lets Node run TypeScript, wherever the command was started. */
const typescript = import.meta.resolve('tsx');

/** Starts jobs in processes that run `script`, a TypeScript file that answers to `jobMessages.ts`. */
export function forkJobs(script: URL): StartJob {
  return (order, onEvent) => {
    const child = fork(script, [], {
      execArgv: [`--import=${typescript}`],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // JSON would turn NaN, an undefined score, into null.
      serialization: 'advanced',
    });
    const ask = (request: JobRequest) => {
      if (child.connected) child.send(request, () => {});
    };
    let last: JobOutcome | null = null;
    let errors = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      errors = `${errors}${text}`.slice(-2000);
    });
    child.on('message', (message: JobMessage) => {
      if (message.kind === 'finished' || message.kind === 'stopped' || message.kind === 'failed') {
        last = message;
      } else onEvent(message);
    });
    const outcome = new Promise<JobOutcome>((resolve) => {
      const ended = (how: string) =>
        resolve(last ?? { kind: 'failed', name: 'ProcessEnded', message: how });
      child.on('error', (error) => ended(`its process cannot be started: ${error.message}`));
      child.on('close', (code, signal) => {
        const why = errors.split('\n').find((line) => /^\w*Error\b/.test(line));
        ended(`its process ended with ${signal ?? `code ${code}`}${why ? ` (${why})` : ''}`);
      });
    });
    ask({ kind: 'start', ...order });
    let stopping = false;
    return {
      outcome: outcome.then((outcome) => {
        // One that was stopped before it could listen has nothing new to save.
        const unheard = stopping && outcome.kind === 'failed' && outcome.name === 'ProcessEnded';
        return unheard ? { kind: 'stopped' } : outcome;
      }),
      setThreads: (count) => ask({ kind: 'threads', count }),
      stop() {
        stopping = true;
        ask({ kind: 'stop' });
      },
      kill() {
        child.kill('SIGKILL');
      },
    };
  };
}
