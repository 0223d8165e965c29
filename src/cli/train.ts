/** `npm run train`: one training run without a browser. */
import { createDataset } from '../datasets/dataset.ts';
import { EngineUnavailableError } from '../engines/engine.ts';
import { type Autoencoder, createAutoencoder } from '../training/autoencoder.ts';
import { CheckpointError } from '../training/checkpoint.ts';
import { DivergedError } from '../training/divergedError.ts';
import { evaluate } from '../training/evaluate.ts';
import type { Evaluation } from '../training/evaluation.ts';
import { createRun, type Run } from '../training/run.ts';
import { readCheckpointFile, writeCheckpointFile } from './checkpointFile.ts';
import { note, printLine, runCommand } from './commandLine.ts';
import { openEngine } from './openEngine.ts';
import { createProgressBar } from './progressBar.ts';
import { readTrainOptions, type TrainOptions, trainUsage } from './trainOptions.ts';

const reportMs = 2000;
const saveMs = 30_000;
/** How long steps run before signals are looked at. */
const sliceMs = 50;
const interruptedCode = 130;

async function main(args: string[]): Promise<number> {
  const options = readTrainOptions(args);
  if (!options) {
    note(trainUsage);
    return 0;
  }
  const checkpoint = options.resume ? await readCheckpointFile(options.out) : undefined;
  const config = options.configFor(checkpoint);
  const engine = await openEngine(options.engine);
  const run = await createRun(engine, config, checkpoint);
  const about = {
    method: config.method,
    critic: config.critic,
    preset: config.preset,
    seed: config.seed,
    engine: engine.description,
  };
  printLine({ kind: 'start', ...about, samples: run.samples, budget: config.budget });
  const training = {
    run,
    autoencoder: createAutoencoder(engine, config),
    testImages: createDataset(config).testImages(),
    options,
    evaluations: [...(checkpoint?.evaluations ?? [])],
  };
  const { seconds, interrupted } = await train(training);
  if (interrupted) {
    printLine({
      kind: 'interrupted',
      ...about,
      samples: run.samples,
      seconds,
      cpuSeconds: cpuSeconds(),
    });
    note(`Saved ${options.out}; go on with the same command and --resume.`);
    return interruptedCode;
  }
  const { samples: _, ...metrics } = training.evaluations.at(-1) ?? { samples: 0 };
  printLine({
    kind: 'result',
    ...about,
    samples: run.samples,
    seconds,
    cpuSeconds: cpuSeconds(),
    ...metrics,
  });
  return 0;
}

interface Training {
  readonly run: Run;
  readonly autoencoder: Autoencoder;
  readonly testImages: Float32Array;
  readonly options: TrainOptions;
  readonly evaluations: Evaluation[];
}

/** Trains to the end of the budget or to Ctrl-C, and saves. `seconds` leaves evaluations and saving out. */
async function train(training: Training): Promise<{ seconds: number; interrupted: boolean }> {
  const { run, options, evaluations } = training;
  const interruption = listenForInterruption();
  const reporter = createReporter(run);
  let trainedMs = 0;
  let reportAt = 0;
  let saveAt = saveMs;

  const evaluateAndSave = async () => {
    const evaluation = await evaluateRun(training);
    evaluations.push(evaluation);
    reporter.print({ kind: 'evaluation', seconds: inSeconds(trainedMs), ...evaluation });
    await save();
  };
  const save = async () => {
    await writeCheckpointFile(options.out, await run.save('checkpoint', evaluations));
    saveAt = trainedMs + saveMs;
  };

  while (!run.finished && !interruption.asked) {
    const goal = nextEvaluation(run.samples, options.evaluateEvery);
    trainedMs += stepUntil(run, goal);
    const due = run.samples >= goal;
    if (due || run.finished || trainedMs >= reportAt) {
      await reporter.report(trainedMs);
      reportAt = trainedMs + reportMs;
    }
    if (due) await evaluateAndSave();
    else if (trainedMs >= saveAt) await save();
    await new Promise(setImmediate);
  }
  const interrupted = !run.finished;
  if (interrupted) await save();
  // A resumed run may have had nothing left to do but this.
  else if (evaluations.at(-1)?.samples !== run.samples) await evaluateAndSave();
  interruption.stop();
  reporter.end();
  return { seconds: inSeconds(trainedMs), interrupted };
}

/** The sample count of the next evaluation on schedule; the last one comes when the run is finished. */
function nextEvaluation(samples: number, every: number): number {
  return every > 0 ? (Math.floor(samples / every) + 1) * every : Number.POSITIVE_INFINITY;
}

/** Steps until `goal`, the budget or the slice's end; returns the milliseconds that it took. */
function stepUntil(run: Run, goal: number): number {
  const began = performance.now();
  let elapsed = 0;
  while (!run.finished && run.samples < goal && elapsed < sliceMs) {
    run.step();
    elapsed = performance.now() - began;
  }
  return elapsed;
}

async function evaluateRun({ run, autoencoder, testImages }: Training): Promise<Evaluation> {
  const { samples, weights } = await run.save('snapshot');
  autoencoder.load(weights);
  return { samples, ...(await evaluate(autoencoder, testImages)) };
}

/** Prints progress lines, and keeps the bar below them. */
function createReporter(run: Run) {
  const bar = createProgressBar();
  const last = { samples: run.samples, ms: 0 };
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

/** The first Ctrl-C (or a polite kill) asks for an end; after `stop`, signals kill again. */
function listenForInterruption() {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const interruption = {
    asked: false,
    stop() {
      for (const signal of signals) process.off(signal, ask);
    },
  };
  function ask() {
    interruption.asked = true;
  }
  for (const signal of signals) process.once(signal, ask);
  return interruption;
}

/** What the process has used, evaluations included: on a busy machine, less than the time gone by. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return inSeconds((user + system) / 1000);
}

const inSeconds = (milliseconds: number) => Math.round(milliseconds) / 1000;

await runCommand(main, [CheckpointError, DivergedError, EngineUnavailableError]);
