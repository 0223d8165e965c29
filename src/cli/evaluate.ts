/** `npm run evaluate`: the two metrics of a snapshot or checkpoint file, by the authors' protocol. */
import { createDataset } from '../datasets/dataset.ts';
import { EngineError, EngineUnavailableError } from '../engines/engine.ts';
import { createAutoencoder } from '../training/autoencoder.ts';
import { CheckpointError } from '../training/checkpoint.ts';
import { evaluate, pairOffset } from '../training/evaluate.ts';
import { readCheckpointFile } from './checkpointFile.ts';
import {
  note,
  printLine,
  readArguments,
  readChoice,
  readWholeNumber,
  runCommand,
  UsageError,
} from './commandLine.ts';
import { nodeEngines, openEngine } from './openEngine.ts';

const usage = `npm run evaluate -- acai.safetensors [options]
  --interpolations   1 to ${pairOffset} (default ${pairOffset})
  --vae-sample       interpolate a VAE's draws, as the authors' code does, not its means
  --engine           ${nodeEngines.join(', ')} (default wasm)`;

async function main(args: string[]): Promise<number> {
  const { values, positionals } = readArguments({
    args,
    allowPositionals: true,
    options: {
      interpolations: { type: 'string', default: String(pairOffset) },
      'vae-sample': { type: 'boolean', default: false },
      engine: { type: 'string', default: 'wasm' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    note(usage);
    return 0;
  }
  const [path, ...more] = positionals;
  if (!path || more.length > 0) throw new UsageError('name one checkpoint file to evaluate');
  const interpolations = readWholeNumber('interpolations', values.interpolations);
  if (interpolations > pairOffset) {
    throw new UsageError(`--interpolations is at most ${pairOffset}`);
  }
  const name = readChoice('engine', values.engine, nodeEngines);

  const { config, samples, weights } = await readCheckpointFile(path);
  const engine = await openEngine(name);
  const autoencoder = createAutoencoder(engine, config);
  autoencoder.load(weights);
  const began = performance.now();
  const metrics = await evaluate(autoencoder, createDataset(config).testImages(), {
    interpolations,
    sampleSeed: values['vae-sample'] ? config.seed : undefined,
  });
  printLine({
    kind: 'result',
    file: path,
    method: config.method,
    critic: config.critic,
    preset: config.preset,
    seed: config.seed,
    engine: engine.description,
    interpolations,
    vaeSample: values['vae-sample'] && autoencoder.hasSample,
    samples,
    seconds: Math.round(performance.now() - began) / 1000,
    ...metrics,
  });
  engine.dispose();
  return 0;
}

await runCommand(main, [CheckpointError, EngineError, EngineUnavailableError]);
