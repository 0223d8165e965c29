/** One job from wherever its checkpoint is to its end: what a job's process does. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { TimedEvaluation } from '../core/benchmarkRun.ts';
import { createDataset } from '../datasets/dataset.ts';
import type { Engine } from '../engines/engine.ts';
import {
  type Checkpoint,
  CheckpointError,
  decodeCheckpoint,
  encodeCheckpoint,
  readRemarks,
} from '../training/checkpoint.ts';
import { DivergedError } from '../training/divergedError.ts';
import type { Evaluation } from '../training/evaluation.ts';
import { type Training, trainRun } from '../training/trainRun.ts';
import { writeAtomically } from './atomicFile.ts';
import type { JobEvent } from './jobMessages.ts';
import { parseSpending, type RunRecord, type Spending } from './runRecord.ts';
import { SweepError } from './sweepError.ts';
import { jobFingerprint, type SweepJob } from './sweepJob.ts';

/** Between two events of progress. */
const progressMs = 500;

export interface JobHost {
  readonly engine: Engine;
  readonly interruption: { readonly asked: boolean };
  /** Of the code; null when nobody knows. */
  readonly commit: string | null;
  readonly tell: (event: JobEvent) => void;
}

/**
 * Trains to the end of the budget; null when it was interrupted, with a checkpoint in the file at `path`.
 * A run that diverges is finished too, with a record that says so.
 * @throws SweepError when the checkpoint cannot be used or written; EngineLostError.
 */
export async function trainJob(
  job: SweepJob,
  path: string,
  host: JobHost,
): Promise<RunRecord | null> {
  const { engine, tell } = host;
  const { saved, spending: before } = await readSaved(path);
  const commits = [...before.commits];
  if (host.commit && commits.at(-1) !== host.commit) commits.push(host.commit);
  const marks = [...before.evaluationSeconds];
  const training: Training = {
    config: job.config,
    evaluateEvery: job.evaluateEvery,
    interpolations: job.interpolations,
    testImages: createDataset(job.config).testImages(),
    interruption: host.interruption,
    saved,
    trainedMs: 1000 * before.seconds,
  };
  const cpuStart = process.cpuUsage();
  const spent = (): Spending => ({
    seconds: rounded(training.trainedMs / 1000),
    cpuSeconds: rounded(before.cpuSeconds + cpuSecondsSince(cpuStart)),
    evaluationSeconds: [...marks],
    commits,
  });
  const record = (evaluations: readonly Evaluation[], failure: string | null): RunRecord => ({
    name: job.name,
    fingerprint: jobFingerprint(job),
    samples: training.saved?.samples ?? 0,
    seconds: spent().seconds,
    cpuSeconds: spent().cpuSeconds,
    engine: engine.description,
    commits,
    evaluations: evaluations.map((evaluation, i) => timed(evaluation, marks[i])),
    failure,
  });

  let progressAt = 0;
  try {
    await trainRun(engine, training, {
      begin: ({ samples }) => tell({ kind: 'begun', samples }),
      async progress(run) {
        if (performance.now() < progressAt) return;
        tell({ kind: 'progress', samples: run.samples, losses: await run.losses() });
        progressAt = performance.now() + progressMs;
      },
      evaluated(evaluation) {
        marks.push(rounded(training.trainedMs / 1000));
        tell({ kind: 'evaluated', evaluation: timed(evaluation, marks.at(-1)) });
      },
      saveDue: (run) => run.samples - (training.saved?.samples ?? 0) >= job.checkpointEvery,
      async keep(checkpoint) {
        await writeAtomically(path, encodeCheckpoint(checkpoint, JSON.stringify(spent())));
        tell({ kind: 'saved', samples: checkpoint.samples });
      },
    });
  } catch (error) {
    if (!(error instanceof DivergedError)) throw error;
    return record(training.saved?.evaluations ?? [], error.message);
  }
  const { samples, evaluations } = training.saved!;
  return samples >= job.config.budget ? record(evaluations, null) : null;
}

/** What the file holds, if there is one. @throws SweepError when it cannot be used. */
async function readSaved(
  path: string,
): Promise<{ saved: Checkpoint | undefined; spending: Spending }> {
  if (!existsSync(path)) return { saved: undefined, spending: parseSpending(undefined) };
  try {
    const bytes = await readFile(path);
    return { saved: decodeCheckpoint(bytes), spending: parseSpending(readRemarks(bytes)) };
  } catch (error) {
    if (!(error instanceof CheckpointError)) throw error;
    throw new SweepError(`${path}: ${error.message} Or delete it, and the run begins anew.`);
  }
}

/** NaN seconds where they are not known: the checkpoint came from elsewhere. */
function timed(evaluation: Evaluation, seconds = Number.NaN): TimedEvaluation {
  return { ...evaluation, seconds };
}

function cpuSecondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

/** To milliseconds. */
function rounded(seconds: number): number {
  return Math.round(1000 * seconds) / 1000;
}
