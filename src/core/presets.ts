/** Complete run configs to start from. `paper` is the authors' setting; `quick` is ours (docs/results/quick.md). */
import {
  type HyperparameterName,
  hyperparametersOf,
  type MethodName,
  methodCatalogue,
} from './methodCatalogue.ts';
import type { Architecture, PresetName, RunConfig, Schedule } from './runConfig.ts';

interface Preset {
  readonly architecture: Architecture;
  readonly schedule: Schedule;
  readonly budget: number;
  /** Where they are not the authors'. */
  readonly hyperparameters: Readonly<Partial<Record<HyperparameterName, number>>>;
}

const lines = { size: 32, colours: 1, scales: 4, latentChannels: 16 } as const;

const presets: Readonly<Record<PresetName, Preset>> = {
  paper: {
    architecture: { ...lines, depth: 16, criticDepth: 16, codebookBits: 14 },
    schedule: { batch: 64, learningRate: 1e-4, decay: null, adversaryRamp: null },
    budget: 2 ** 24,
    hyperparameters: {},
  },
  quick: {
    architecture: { ...lines, depth: 8, criticDepth: 4, codebookBits: 9 },
    schedule: {
      batch: 32,
      learningRate: 1e-3,
      decay: { share: 0.05, samples: 393_216 },
      adversaryRamp: { from: 40_960, to: 81_920 },
    },
    budget: 262_144,
    // At the authors' 1 the AAE's adversary holds it on its first plateau at this learning rate.
    hyperparameters: { priorWeight: 0.1 },
  },
};

export function presetConfig(
  preset: PresetName,
  method: MethodName,
  options: { readonly seed?: number; readonly critic?: boolean } = {},
): RunConfig {
  const critic = options.critic === true || methodCatalogue[method].adversarial;
  return {
    dataset: 'lines',
    preset,
    method,
    critic,
    ...presets[preset],
    hyperparameters: Object.fromEntries(
      hyperparametersOf(method, critic).map((entry) => [
        entry.name,
        presets[preset].hyperparameters[entry.name] ?? entry.default,
      ]),
    ),
    quirks: { codebookStart: false },
    seed: options.seed ?? 1,
  };
}
