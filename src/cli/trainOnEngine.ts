/** `npm run train` on one engine: progress lines, and checkpoints in a file. */
import type { Engine } from '../engines/engine.ts';
import type { Run } from '../training/run.ts';
import { type Training as RunTraining, trainRun } from '../training/trainRun.ts';
import { writeCheckpointFile } from './checkpointFile.ts';
import { printLine } from './commandLine.ts';
import { createProgressBar } from './progressBar.ts';

const reportMs = 2000;
const saveMs = 30_000;

/** `saved` is what is in the file. */
export interface Training extends RunTraining {
  /** The checkpoint file. */
  readonly out: string;
}

/**
 * Trains to the end of the budget or to an interruption, and saves.
 * @throws EngineLostError after which the same call on another engine goes on from `training.saved`.
 */
export async function trainOnEngine(engine: Engine, training: Training): Promise<void> {
  const { method, critic, preset, seed, budget } = training.config;
  const about = { method, critic, preset, seed, engine: engine.description };
  const reporter = createReporter(training);
  let saveAt = training.trainedMs + saveMs;
  try {
    await trainRun(engine, training, {
      begin: ({ samples }) => printLine({ kind: 'start', ...about, samples, budget }),
      progress: reporter.progress,
      evaluated(evaluation) {
        const seconds = inSeconds(training.trainedMs);
        reporter.print({ kind: 'evaluation', seconds, ...evaluation });
      },
      saveDue: () => training.trainedMs >= saveAt,
      async keep(checkpoint) {
        await writeCheckpointFile(training.out, checkpoint);
        saveAt = training.trainedMs + saveMs;
      },
    });
  } finally {
    reporter.end();
  }
}

/** Prints progress lines, and keeps the bar below them. */
function createReporter(training: Training) {
  const bar = createProgressBar();
  const last = { samples: training.saved?.samples ?? 0, ms: training.trainedMs };
  let reportAt = training.trainedMs;
  function print(line: Readonly<Record<string, unknown>>): void {
    bar.clear();
    printLine(line);
  }
  return {
    print,
    end: bar.clear,
    async progress(run: Run, pausing: boolean): Promise<void> {
      const { trainedMs } = training;
      if (!pausing && trainedMs < reportAt) return;
      const { samples } = run;
      const losses = await run.losses();
      const rate = (1000 * (samples - last.samples)) / (trainedMs - last.ms);
      const samplesPerSecond = Math.round(rate * 10) / 10;
      const seconds = inSeconds(trainedMs);
      print({ kind: 'progress', samples, seconds, samplesPerSecond, losses });
      bar.show(samples, run.config.budget, `${Math.round(rate)} samples/s`);
      Object.assign(last, { samples, ms: trainedMs });
      reportAt = trainedMs + reportMs;
    },
  };
}

export const inSeconds = (milliseconds: number) => Math.round(milliseconds) / 1000;
