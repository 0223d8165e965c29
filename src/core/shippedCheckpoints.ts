/** The manifest of the checkpoints that ship with the page, `public/checkpoints/manifest.json`. */
import { defaultExperiment, type Experiment, type Lane, laneRunConfig } from './experiment.ts';
import { hyperparameterNames, type MethodName } from './methodCatalogue.ts';
import { presetConfig } from './presets.ts';
import type { RunConfig } from './runConfig.ts';

export const manifestName = 'manifest.json';
const manifestVersion = 1;

/** One file, and everything that its numbers stand on. */
export interface ShippedCheckpoint {
  /** Beside the manifest. */
  readonly file: string;
  readonly bytes: number;
  readonly method: MethodName;
  readonly config: RunConfig;
  readonly seed: number;
  readonly samples: number;
  /** Description of the engine that trained. */
  readonly engine: string;
  /** Of the code that trained, more than one where it went on with other code; empty when unknown. */
  readonly commit: string;
  /** Of the evaluation. */
  readonly interpolations: number;
  /** Of the file's own weights, in half precision; null where a score is not defined. */
  readonly metrics: Readonly<Record<string, number | null>>;
}

/** A manifest that cannot be used; the message says why. */
export class ManifestError extends Error {
  override name = 'ManifestError';
}

export function formatManifest(checkpoints: readonly ShippedCheckpoint[]): string {
  return `${JSON.stringify({ version: manifestVersion, checkpoints }, null, 2)}\n`;
}

/** As much of an entry as decides for which lanes its file stands in; another page may have written it. */
export interface ShippedRun {
  readonly file: string;
  readonly samples: number;
  readonly config: {
    readonly dataset: unknown;
    readonly preset: unknown;
    readonly method: unknown;
    readonly critic: unknown;
    readonly seed: unknown;
    readonly hyperparameters: Readonly<Record<string, unknown>>;
  };
}

/**
 * The runs that there are files of. The files themselves say the rest, and are checked when they are opened.
 * @throws ManifestError
 */
export function readManifest(text: string): ShippedRun[] {
  const { version, checkpoints } = parse(text);
  if (version !== manifestVersion) {
    throw new ManifestError(`its version is ${version}, and this page reads ${manifestVersion}`);
  }
  if (!Array.isArray(checkpoints)) throw new ManifestError('it lists no checkpoints');
  return checkpoints.map((entry: unknown) => {
    const { file, samples, config } = partsOf(entry);
    // A plain name, so that it cannot lead elsewhere.
    if (typeof file !== 'string' || !/^[\w+-]+\.safetensors$/.test(file)) {
      throw new ManifestError('an entry names no file');
    }
    const { dataset, preset, method, critic, seed, hyperparameters } = partsOf(config);
    if (typeof samples !== 'number' || typeof method !== 'string') {
      throw new ManifestError(`it does not say what ${file} is`);
    }
    const facts = { dataset, preset, method, critic, seed };
    return { file, samples, config: { ...facts, hyperparameters: partsOf(hyperparameters) } };
  });
}

/**
 * The run that stands in for a lane which has not trained: of its method at its preset, with every
 * hyperparameter that the user set, and of the page's seed. At the seed that the page opens with any other
 * will do, since the best run of each method ships. What else the preset is made of may have changed since.
 */
export function shippedFor(
  runs: readonly ShippedRun[],
  experiment: Experiment,
  lane: Lane,
): ShippedRun | null {
  const wanted = laneRunConfig(experiment, lane);
  const fitting = runs.filter(({ config, samples }) => {
    const same = (['dataset', 'preset', 'method', 'critic'] as const).every(
      (part) => config[part] === wanted[part],
    );
    const asSet = hyperparameterNames.every(
      (name) =>
        lane.hyperparameters[name] === undefined ||
        lane.hyperparameters[name] === config.hyperparameters[name],
    );
    return same && asSet && isWithinBudget(samples, experiment);
  });
  const own = fitting.find(({ config }) => config.seed === experiment.seed);
  const any = experiment.seed === defaultExperiment.seed ? fitting[0] : undefined;
  return own ?? any ?? null;
}

/** A run of fewer samples, where the user wants that, never gets to such weights. */
function isWithinBudget(samples: number, { preset, budget }: Experiment): boolean {
  return budget >= Math.min(samples, presetConfig(preset, 'baseline').budget);
}

function parse(text: string): Partial<Record<string, unknown>> {
  try {
    return partsOf(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ManifestError('it is not JSON');
  }
}

/** None where `value` is no object. */
function partsOf(value: unknown): Partial<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
