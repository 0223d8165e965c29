/** The loop of a run without a screen: steps in slices, with evaluations and checkpoints on the way. */
import type { RunConfig } from '../core/runConfig.ts';
import type { Engine } from '../engines/engine.ts';
import { createAutoencoder } from './autoencoder.ts';
import type { Checkpoint } from './checkpoint.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation } from './evaluation.ts';
import { createPace } from './pace.ts';
import { createRun, type Run } from './run.ts';

/** How long steps run before signals and messages are looked at. */
const sliceMs = 50;

/** A run as it stands, whatever engine it is on. */
export interface Training {
  readonly config: RunConfig;
  /** Samples between evaluations; 0 evaluates only at the end. */
  readonly evaluateEvery: number;
  readonly testImages: Float32Array;
  /** Of an evaluation; default all. */
  readonly interpolations?: number;
  readonly interruption: { readonly asked: boolean };
  /** What was kept last, and what a run whose engine is lost goes on from. */
  saved: Checkpoint | undefined;
  /** Evaluations and saving left out. */
  trainedMs: number;
}

export interface TrainingHooks {
  begin?(run: Run): void;
  /** After each slice; `pausing` where an evaluation or the end comes next. */
  progress(run: Run, pausing: boolean): Promise<void>;
  evaluated(evaluation: Evaluation): void;
  /** Whether a checkpoint is due, besides those at evaluations and at the end. */
  saveDue(run: Run): boolean;
  keep(checkpoint: Checkpoint): Promise<void>;
}

/**
 * Trains to the end of the budget or to an interruption, and keeps a last checkpoint.
 * @throws EngineLostError after which the same call on another engine goes on from `training.saved`.
 */
export async function trainRun(
  engine: Engine,
  training: Training,
  hooks: TrainingHooks,
): Promise<void> {
  const { config, evaluateEvery, interruption } = training;
  const run = await createRun(engine, config, training.saved);
  hooks.begin?.(run);
  const autoencoder = createAutoencoder(engine, config);
  const evaluations: Evaluation[] = [...(training.saved?.evaluations ?? [])];
  const takeSteps = createPace(sliceMs);

  async function save(): Promise<void> {
    const checkpoint = await run.save('checkpoint', [...evaluations]);
    await hooks.keep(checkpoint);
    training.saved = checkpoint;
  }

  async function evaluateAndSave(): Promise<void> {
    const { samples, weights } = await run.save('snapshot');
    autoencoder.load(weights);
    const { testImages, interpolations } = training;
    const metrics = await evaluate(autoencoder, testImages, { interpolations, pause: breathe });
    const evaluation = { samples, ...metrics };
    evaluations.push(evaluation);
    hooks.evaluated(evaluation);
    await save();
  }

  while (!run.finished && !interruption.asked) {
    const goal = nextEvaluation(run.samples, evaluateEvery);
    const { ms } = await takeSteps(run, Math.ceil((goal - run.samples) / config.schedule.batch));
    training.trainedMs += ms;
    const due = run.samples >= goal;
    await hooks.progress(run, due || run.finished);
    if (due) await evaluateAndSave();
    else if (hooks.saveDue(run)) await save();
    await breathe();
  }
  if (!run.finished) await save();
  // A resumed run may have had nothing left to do but this.
  else if (evaluations.at(-1)?.samples !== run.samples) await evaluateAndSave();
}

/** Lets signals and messages in. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** The sample count of the next evaluation on schedule; the last one comes when the run is finished. */
function nextEvaluation(samples: number, every: number): number {
  return every > 0 ? (Math.floor(samples / every) + 1) * every : Number.POSITIVE_INFINITY;
}
