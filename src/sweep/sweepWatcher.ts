/** Whoever wants to know how a sweep goes: the command's display, tests. */
import type { JobEvent } from './jobMessages.ts';
import type { RunRecord } from './runRecord.ts';
import type { SweepJob } from './sweepJob.ts';

export interface SweepWatcher {
  event(job: SweepJob, event: JobEvent): void;
  finished(job: SweepJob, record: RunRecord): void;
  /** It will be tried again, or is given up. */
  failed(job: SweepJob, message: string, again: boolean): void;
  note(text: string): void;
}

export interface SweepSummary {
  /** Jobs that could not be brought to an end; starting again tries them again. */
  readonly failed: readonly SweepJob[];
  readonly interrupted: boolean;
}
