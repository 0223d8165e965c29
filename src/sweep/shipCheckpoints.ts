/** From a sweep's results to the files that ship with the page: the best runs, in half precision, with a manifest. */

import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../core/messageOf.ts';
import { type MethodName, methodCatalogue } from '../core/methodCatalogue.ts';
import type { PresetName } from '../core/runConfig.ts';
import {
  formatManifest,
  manifestName,
  type ShippedCheckpoint,
} from '../core/shippedCheckpoints.ts';
import { createDataset } from '../datasets/dataset.ts';
import type { Engine } from '../engines/engine.ts';
import { createAutoencoder } from '../training/autoencoder.ts';
import {
  type Checkpoint,
  CheckpointError,
  decodeCheckpoint,
  encodeHalfSnapshot,
} from '../training/checkpoint.ts';
import { evaluate, pairOffset } from '../training/evaluate.ts';
import { writeAtomically } from './atomicFile.ts';
import { checkpointPathIn, type Results } from './resultsFolder.ts';
import type { RunRecord } from './runRecord.ts';
import { SweepError } from './sweepError.ts';
import type { SweepJob } from './sweepJob.ts';

/** Four of them are loaded at a first visit. */
export const largestFile = 1_500_000;

export interface FinishedRun {
  readonly job: SweepJob;
  readonly record: RunRecord;
}

export interface Choice {
  readonly preset: PresetName;
  readonly methods: readonly MethodName[];
  /** Only runs of this seed. */
  readonly seed?: number;
}

/**
 * Of each method the finished run with the smallest mean distance; a critic that it does not have by itself
 * counts as another method.
 * @throws SweepError naming the methods without such a run.
 */
export function bestRuns({ jobs, records }: Results, choice: Choice): FinishedRun[] {
  const { preset, methods, seed } = choice;
  const finished = [...jobs.values()].flatMap((job) => {
    const record = records.get(job.name);
    const { config } = job;
    const asked = config.preset === preset && (seed === undefined || config.seed === seed);
    const plain = config.critic === methodCatalogue[config.method].adversarial;
    const scored = record?.failure === null && Number.isFinite(distanceOf(record));
    return asked && plain && record && scored ? [{ job, record }] : [];
  });
  finished.sort((a, b) => distanceOf(a.record) - distanceOf(b.record));
  const best = methods.map((method) => finished.find(({ job }) => job.config.method === method));
  const without = methods.filter((_, i) => best[i] === undefined);
  if (without.length > 0) {
    throw new SweepError(
      `There is no finished ${preset} run${seed === undefined ? '' : ` of seed ${seed}`} of ${without.join(', ')}: finish the sweep, or name the --methods that there are.`,
    );
  }
  return best.flatMap((run) => run ?? []);
}

function distanceOf({ evaluations }: RunRecord): number {
  return evaluations.at(-1)?.meanDistance ?? Number.NaN;
}

export interface Shipment {
  readonly entry: ShippedCheckpoint;
  readonly file: Uint8Array;
}

/**
 * The file of a run, with the evaluation of what is in it as its last.
 * @throws SweepError when the run's checkpoint cannot be read, or is too large.
 */
export async function createShipment(
  folder: string,
  { job, record }: FinishedRun,
  engine: Engine,
): Promise<Shipment> {
  const path = checkpointPathIn(folder, job);
  const trained = await readCheckpoint(path);
  if (trained.samples !== record.samples) {
    throw new SweepError(
      `${path} is at ${trained.samples} samples, and its result at ${record.samples}: finish the sweep first.`,
    );
  }
  const half = decode(path, encodeHalfSnapshot(trained));
  const { samples, config } = half;
  const metrics = await evaluateAll(half, engine);
  const earlier = trained.evaluations.filter((evaluation) => evaluation.samples < samples);
  const bytes = encodeHalfSnapshot({ ...half, evaluations: [...earlier, { samples, ...metrics }] });
  if (bytes.length > largestFile) {
    throw new SweepError(
      `${job.name} takes ${bytes.length} bytes in half precision, and ${largestFile} is the most that the page should load: ship a run with a smaller network.`,
    );
  }
  const entry: ShippedCheckpoint = {
    file: `${config.method}.safetensors`,
    bytes: bytes.length,
    method: config.method,
    config,
    seed: config.seed,
    samples,
    engine: record.engine,
    commit: record.commits.join(', '),
    interpolations: pairOffset,
    metrics: { ...metrics },
  };
  return { entry, file: bytes };
}

/** The manifest comes last: what it names is there. @throws SweepError */
export async function writeShipments(out: string, shipments: readonly Shipment[]): Promise<void> {
  await mkdir(out, { recursive: true }).catch((error) => {
    throw new SweepError(`${out} cannot be made: ${messageOf(error)}. Choose another --out.`);
  });
  for (const { entry, file } of shipments) await writeAtomically(join(out, entry.file), file);
  const entries = shipments.map(({ entry }) => entry);
  await writeAtomically(join(out, manifestName), formatManifest(entries));
}

async function evaluateAll(checkpoint: Checkpoint, engine: Engine) {
  const { config, weights } = checkpoint;
  const autoencoder = createAutoencoder(engine, config);
  autoencoder.load(weights);
  const metrics = await evaluate(autoencoder, createDataset(config).testImages());
  autoencoder.dispose();
  return metrics;
}

async function readCheckpoint(path: string): Promise<Checkpoint> {
  const bytes = await readFile(path).catch((error) => {
    throw new SweepError(`${path} cannot be read: ${messageOf(error)}. Train the run anew.`);
  });
  return decode(path, bytes);
}

function decode(path: string, bytes: Uint8Array): Checkpoint {
  try {
    return decodeCheckpoint(bytes);
  } catch (error) {
    if (!(error instanceof CheckpointError)) throw error;
    throw new SweepError(`${path}: ${error.message}`);
  }
}
