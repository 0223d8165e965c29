/** `npm run train`: one training run without a browser. */
import { createDataset } from '../datasets/dataset.ts';
import { EngineError, EngineUnavailableError } from '../engines/engine.ts';
import { CheckpointError } from '../training/checkpoint.ts';
import { DivergedError } from '../training/divergedError.ts';
import { readCheckpointFile } from './checkpointFile.ts';
import { note, printLine, runCommand } from './commandLine.ts';
import { listenForInterruption } from './interruption.ts';
import { openEngine } from './openEngine.ts';
import { inSeconds, type Training } from './trainOnEngine.ts';
import { readTrainOptions, trainUsage } from './trainOptions.ts';
import { trainThroughLosses } from './trainThroughLosses.ts';

const interruptedCode = 130;

async function main(args: string[]): Promise<number> {
  const options = readTrainOptions(args);
  if (!options) {
    note(trainUsage);
    return 0;
  }
  const checkpoint = options.resume ? await readCheckpointFile(options.out) : undefined;
  const config = options.configFor(checkpoint);
  const interruption = listenForInterruption();
  const training: Training = {
    config,
    out: options.out,
    evaluateEvery: options.evaluateEvery,
    testImages: createDataset(config).testImages(),
    interruption,
    saved: checkpoint,
    trainedMs: 0,
  };
  const open = async () => {
    const engine = await openEngine(options.engine);
    engine.setThreads?.(options.threads);
    return engine;
  };
  await trainThroughLosses(open, training);
  interruption.stop();
  return tellResult(training);
}

/** Prints the last line, and returns the exit code. */
function tellResult({ config, out, saved, trainedMs }: Training): number {
  const { samples, engine, evaluations } = saved ?? { samples: 0, engine: '', evaluations: [] };
  const finished = samples >= config.budget;
  const { samples: _, ...metrics } = evaluations.at(-1) ?? { samples };
  printLine({
    kind: finished ? 'result' : 'interrupted',
    method: config.method,
    critic: config.critic,
    preset: config.preset,
    seed: config.seed,
    engine,
    samples,
    seconds: inSeconds(trainedMs),
    cpuSeconds: cpuSeconds(),
    ...(finished ? metrics : {}),
  });
  if (finished) return 0;
  note(`Saved ${out}; go on with the same command and --resume.`);
  return interruptedCode;
}

/** What the process has used, evaluations included: on a busy machine, less than the time gone by. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return inSeconds((user + system) / 1000);
}

await runCommand(main, [CheckpointError, DivergedError, EngineError, EngineUnavailableError]);
