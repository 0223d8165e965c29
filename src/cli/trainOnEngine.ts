/** The loop of `npm run train`: steps, progress lines, evaluations and checkpoints on one engine. */
import type { RunConfig } from '../core/runConfig.ts';
import type { Engine } from '../engines/engine.ts';
import { createAutoencoder } from '../training/autoencoder.ts';
import type { Checkpoint } from '../training/checkpoint.ts';
import { evaluate } from '../training/evaluate.ts';
import type { Evaluation } from '../training/evaluation.ts';
import { createRun, type Run } from '../training/run.ts';
import { writeCheckpointFile } from './checkpointFile.ts';
import { printLine } from './commandLine.ts';
import type { Interruption } from './interruption.ts';
import { createPace } from './pace.ts';
import { createProgressBar } from './progressBar.ts';

const reportMs = 2000;
const saveMs = 30_000;
/** How long steps run before signals are looked at. */
const sliceMs = 50;

/** A run as it stands, whatever engine it is on. */
export interface Training {
  readonly config: RunConfig;
  /** The checkpoint file. */
  readonly out: string;
  /** Samples between evaluations; 0 evaluates only at the end. */
  readonly evaluateEvery: number;
  readonly testImages: Float32Array;
  readonly interruption: Pick<Interruption, 'asked'>;
  /** What is in the file, and what a run whose engine is lost goes on from. */
  saved: Checkpoint | undefined;
  /** Evaluations and saving left out. */
  trainedMs: number;
}

/**
 * Trains to the end of the budget or to an interruption, and saves.
 * @throws EngineLostError after which the same call on another engine goes on from `training.saved`.
 */
export async function trainOnEngine(engine: Engine, training: Training): Promise<void> {
  const { config, out, evaluateEvery, interruption } = training;
  const run = await createRun(engine, config, training.saved);
  const about = {
    method: config.method,
    critic: config.critic,
    preset: config.preset,
    seed: config.seed,
    engine: engine.description,
  };
  printLine({ kind: 'start', ...about, samples: run.samples, budget: config.budget });
  const autoencoder = createAutoencoder(engine, config);
  const evaluations: Evaluation[] = [...(training.saved?.evaluations ?? [])];
  const reporter = createReporter(run, training.trainedMs);
  const slice = createPace(sliceMs);
  let reportAt = training.trainedMs;
  let saveAt = training.trainedMs + saveMs;

  const save = async () => {
    const checkpoint = await run.save('checkpoint', [...evaluations]);
    await writeCheckpointFile(out, checkpoint);
    training.saved = checkpoint;
    saveAt = training.trainedMs + saveMs;
  };
  const evaluateAndSave = async () => {
    const { samples, weights } = await run.save('snapshot');
    autoencoder.load(weights);
    const evaluation = { samples, ...(await evaluate(autoencoder, training.testImages)) };
    evaluations.push(evaluation);
    reporter.print({ kind: 'evaluation', seconds: inSeconds(training.trainedMs), ...evaluation });
    await save();
  };

  try {
    while (!run.finished && !interruption.asked) {
      const goal = nextEvaluation(run.samples, evaluateEvery);
      training.trainedMs += await slice(run, goal);
      const due = run.samples >= goal;
      if (due || run.finished || training.trainedMs >= reportAt) {
        await reporter.report(training.trainedMs);
        reportAt = training.trainedMs + reportMs;
      }
      if (due) await evaluateAndSave();
      else if (training.trainedMs >= saveAt) await save();
      await new Promise(setImmediate);
    }
    if (!run.finished) await save();
    // A resumed run may have had nothing left to do but this.
    else if (evaluations.at(-1)?.samples !== run.samples) await evaluateAndSave();
  } finally {
    reporter.end();
  }
}

/** The sample count of the next evaluation on schedule; the last one comes when the run is finished. */
function nextEvaluation(samples: number, every: number): number {
  return every > 0 ? (Math.floor(samples / every) + 1) * every : Number.POSITIVE_INFINITY;
}

/** Prints progress lines, and keeps the bar below them. */
function createReporter(run: Run, startMs: number) {
  const bar = createProgressBar();
  const last = { samples: run.samples, ms: startMs };
  function print(line: Readonly<Record<string, unknown>>): void {
    bar.clear();
    printLine(line);
  }
  return {
    print,
    end: bar.clear,
    async report(trainedMs: number): Promise<void> {
      const { samples } = run;
      const losses = await run.losses();
      const rate = (1000 * (samples - last.samples)) / (trainedMs - last.ms);
      const samplesPerSecond = Math.round(rate * 10) / 10;
      const seconds = inSeconds(trainedMs);
      print({ kind: 'progress', samples, seconds, samplesPerSecond, losses });
      bar.show(samples, run.config.budget, `${Math.round(rate)} samples/s`);
      Object.assign(last, { samples, ms: trainedMs });
    },
  };
}

export const inSeconds = (milliseconds: number) => Math.round(milliseconds) / 1000;
