/**
 * Snapshots and checkpoints as safetensors files: the weights of a run at one moment, with everything
 * that made them. A checkpoint holds the optimisers' moments too, so that a run can go on from it.
 * Draws are functions of seed and step (core/random.ts), so the generator's state is those two.
 */
import { canonicalJson } from '../core/canonicalJson.ts';
import { streamOf } from '../core/random.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { parseRunConfig, RunConfigError } from '../core/runConfigCodec.ts';
import { sameShape, type VariableSpec } from '../graph/tensor.ts';
import type { Evaluation } from './evaluation.ts';
import { roundToHalf } from './halfPrecision.ts';
import {
  readSafetensors,
  type Safetensors,
  SafetensorsError,
  type TensorType,
  writeSafetensors,
} from './safetensors.ts';
import { snapshotVariables, trainingVariables } from './variables.ts';

export type CheckpointKind = 'snapshot' | 'checkpoint';

export interface Checkpoint {
  readonly kind: CheckpointKind;
  readonly config: RunConfig;
  /** Samples seen. */
  readonly samples: number;
  /** Steps done. */
  readonly step: number;
  /** Of the run so far, oldest first. */
  readonly evaluations: readonly Evaluation[];
  /** Description of the engine that trained. */
  readonly engine: string;
  /** Variables by name, row-major. */
  readonly weights: ReadonlyMap<string, Float32Array>;
}

/** A file that cannot be used: the message says why and what to do. Nothing has been changed. */
export class CheckpointError extends Error {
  override name = 'CheckpointError';
}

const format = 'betwixt';
const version = '1';
const generator = 'threefry2x32-20';

/** The variables that a file of this kind holds. */
export function variablesOf(kind: CheckpointKind, config: RunConfig): readonly VariableSpec[] {
  return kind === 'checkpoint' ? trainingVariables(config) : snapshotVariables(config);
}

/** The bytes of the file; `remarks` are of its writer's own, for `readRemarks`. */
export function encodeCheckpoint(
  checkpoint: Checkpoint,
  remarks?: string,
): Uint8Array<ArrayBuffer> {
  return encode(checkpoint, 'F32', remarks);
}

/** A snapshot of the same moment in half the bytes: every weight is rounded to half precision. */
export function encodeHalfSnapshot(checkpoint: Checkpoint): Uint8Array<ArrayBuffer> {
  const weights = new Map(
    [...checkpoint.weights].map(([name, values]) => [name, values.map(roundToHalf)]),
  );
  return encode({ ...checkpoint, kind: 'snapshot', weights }, 'F16');
}

function encode(
  checkpoint: Checkpoint,
  type: TensorType,
  remarks?: string,
): Uint8Array<ArrayBuffer> {
  const { kind, config, samples, step, evaluations, engine, weights } = checkpoint;
  const specs = variablesOf(kind, config);
  const facts = {
    format,
    version,
    kind,
    config: JSON.stringify(config),
    samples: String(samples),
    step: String(step),
    generator,
    evaluations: JSON.stringify(evaluations),
    engine,
    ...(remarks === undefined ? {} : { remarks }),
  };
  const tensors = new Map(
    specs.map(({ name, shape }) => [name, { shape, values: weights.get(name)!, type }]),
  );
  return writeSafetensors(tensors, { ...facts, checksum: checksum(facts, specs, weights) });
}

/**
 * Reads and checks a whole file before anything of it is used.
 * @throws CheckpointError when it is damaged, foreign, of another version, or its tensors are not
 *   those of its config.
 */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const { tensors, metadata } = parse(bytes);
  if (metadata.format !== format) {
    throw new CheckpointError(
      'This safetensors file was not written by Betwixt. Open a file saved by this page or by npm run train.',
    );
  }
  if (metadata.version !== version || metadata.generator !== generator) {
    throw new CheckpointError(
      `The file has version ${metadata.version} with generator ${metadata.generator}, and this Betwixt reads version ${version} with ${generator}. Open it with the Betwixt that wrote it.`,
    );
  }
  const { kind } = metadata;
  if (kind !== 'snapshot' && kind !== 'checkpoint') throw damaged(`its kind is '${kind}'`);
  const config = readConfig(metadata.config);
  const samples = readCount(metadata.samples, 'samples');
  const step = readCount(metadata.step, 'step');
  if (step * config.schedule.batch !== samples) throw damaged('its samples are not whole steps');
  const evaluations = readEvaluations(metadata.evaluations);
  const specs = variablesOf(kind, config);
  const weights = readWeights(tensors, specs);
  const { checksum: sum, ...facts } = metadata;
  if (checksum(facts, specs, weights) !== sum) throw damaged('its checksum does not match');
  return { kind, config, samples, step, evaluations, engine: metadata.engine ?? '', weights };
}

/**
 * Makes sure that a run with `config` would go on exactly where the checkpoint stopped. Budget and
 * hyperparameters may differ, as they may be changed while a run lasts. With `freshOptimiser` a snapshot will
 * do: the weights go on where they were, the optimisers' moments start anew.
 * @throws CheckpointError naming what differs.
 */
export function requireResumable(
  checkpoint: Checkpoint,
  config: RunConfig,
  freshOptimiser = false,
): void {
  if (checkpoint.kind !== 'checkpoint' && !freshOptimiser) {
    throw new CheckpointError(
      'The file is a snapshot: it has no optimiser state, so training cannot go on from it. Use a checkpoint.',
    );
  }
  const fields = [
    'dataset',
    'method',
    'critic',
    'architecture',
    'schedule',
    'quirks',
    'seed',
  ] as const;
  for (const field of fields) {
    const [had, has] = [canonicalJson(checkpoint.config[field]), canonicalJson(config[field])];
    if (had === has) continue;
    throw new CheckpointError(
      `The checkpoint was trained with ${field} ${had}, and this run has ${has}. Resume with the same ${field}, or start a new run.`,
    );
  }
}

/** The remarks that the file was written with. @throws CheckpointError when it is damaged. */
export function readRemarks(bytes: Uint8Array): string | undefined {
  return parse(bytes).metadata.remarks;
}

function parse(bytes: Uint8Array) {
  try {
    return readSafetensors(bytes);
  } catch (error) {
    if (!(error instanceof SafetensorsError)) throw error;
    throw damaged(error.message);
  }
}

function damaged(reason: string): CheckpointError {
  return new CheckpointError(
    `The file cannot be read: ${reason}. It is damaged or incomplete; use another copy of it.`,
  );
}

function readConfig(text: string | undefined): RunConfig {
  const value = parseJson(text, 'config');
  try {
    return parseRunConfig(value);
  } catch (error) {
    if (error instanceof RunConfigError) throw damaged(`in its config, ${error.message}`);
    throw error;
  }
}

function readCount(text: string | undefined, name: string): number {
  const count = Number(text);
  if (text && Number.isSafeInteger(count) && count >= 0) return count;
  throw damaged(`its ${name} is '${text}', not a count`);
}

const evaluationFields = [
  'samples',
  'meanDistance',
  'smoothness',
  'smoothnessPlain',
  'undefinedScores',
  'reconstruction',
] as const satisfies readonly (keyof Evaluation)[];

function readEvaluations(text: string | undefined): Evaluation[] {
  const list = parseJson(text, 'evaluations');
  if (!Array.isArray(list)) throw damaged('its evaluations are not a list');
  return list.map((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) throw damaged('an evaluation is not valid');
    const values = new Map(Object.entries(entry));
    const number = (field: keyof Evaluation): number => {
      const value: unknown = values.get(field);
      // JSON writes NaN, an undefined score, as null.
      if (value === null) return Number.NaN;
      if (typeof value !== 'number') throw damaged(`an evaluation has no ${field}`);
      return value;
    };
    const [samples, meanDistance, smoothness, smoothnessPlain, undefinedScores, reconstruction] =
      evaluationFields.map(number);
    return { samples, meanDistance, smoothness, smoothnessPlain, undefinedScores, reconstruction };
  });
}

function parseJson(text: string | undefined, name: string): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    throw damaged(`its ${name} is not JSON`);
  }
}

/** The tensors that `specs` ask for, no more and no less. */
function readWeights(
  tensors: Safetensors['tensors'],
  specs: readonly VariableSpec[],
): Map<string, Float32Array> {
  const weights = new Map<string, Float32Array>();
  for (const { name, shape } of specs) {
    const tensor = tensors.get(name);
    if (!tensor) throw mismatched(`it lacks ${name}`);
    if (!sameShape(tensor.shape, shape)) {
      throw mismatched(`${name} is [${tensor.shape}] and should be [${shape}]`);
    }
    const { values } = tensor;
    if (!(values instanceof Float32Array)) throw mismatched(`${name} has type ${tensor.type}`);
    if (!allFinite(values)) throw damaged(`${name} holds values that are no numbers`);
    weights.set(name, values);
  }
  const known = new Set(specs.map(({ name }) => name));
  for (const name of tensors.keys()) if (!known.has(name)) throw mismatched(`it has a ${name}`);
  return weights;
}

function allFinite(values: Float32Array): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false;
  return true;
}

function mismatched(reason: string): CheckpointError {
  return new CheckpointError(
    `The file's tensors are not those of its config: ${reason}. It was made by other code or edited; train it anew.`,
  );
}

/**
 * A 32-bit sum over the facts and every value, which tells damaged bytes from whole ones.
 */
function checksum(
  facts: Readonly<Record<string, string>>,
  specs: readonly VariableSpec[],
  weights: ReadonlyMap<string, Float32Array>,
): string {
  let sum = streamOf(canonicalJson(facts));
  for (const { name } of specs) {
    const values = weights.get(name)!;
    const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
    sum = Math.imul(sum ^ streamOf(name), 0x01000193);
    for (let i = 0; i < words.length; i++) sum = Math.imul(sum ^ words[i], 0x01000193);
  }
  return (sum >>> 0).toString(16);
}
