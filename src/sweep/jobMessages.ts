/** What a job's process and the one that started it say to each other. */
import type { TimedEvaluation } from '../core/benchmarkRun.ts';
import type { RunRecord } from './runRecord.ts';
import type { SweepJob } from './sweepJob.ts';

export interface JobOrder {
  readonly job: SweepJob;
  /** The checkpoint's file: gone on from where it is there. */
  readonly path: string;
  /** That a step may take at first. */
  readonly threads: number;
}

/** To the job's process. `stop` asks it to save its checkpoint and end. */
export type JobRequest =
  | ({ readonly kind: 'start' } & JobOrder)
  | { readonly kind: 'threads'; readonly count: number }
  | { readonly kind: 'stop' };

/** On the way. */
export type JobEvent =
  | { readonly kind: 'begun'; readonly samples: number }
  | {
      readonly kind: 'progress';
      readonly samples: number;
      readonly losses: Readonly<Record<string, number>>;
    }
  | { readonly kind: 'evaluated'; readonly evaluation: TimedEvaluation }
  /** A checkpoint is in the file. */
  | { readonly kind: 'saved'; readonly samples: number };

/** The last word. */
export type JobOutcome =
  | { readonly kind: 'finished'; readonly record: RunRecord }
  /** As asked; what there is of it is in the file. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly name: string; readonly message: string };

export type JobMessage = JobEvent | JobOutcome;
