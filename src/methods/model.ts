/** A run's model: its method with the networks and scalars that the config asks for. */
import {
  type HyperparameterName,
  type MethodName,
  methodCatalogue,
} from '../core/methodCatalogue.ts';
import { latentShape, type RunConfig } from '../core/runConfig.ts';
import { batchInput, scalarInput } from '../graph/leaves.ts';
import type { Tensor } from '../graph/tensor.ts';
import { aae } from './aae.ts';
import { acai } from './acai.ts';
import { baseline } from './baseline.ts';
import { classCount } from './classifier.ts';
import { critic } from './critic.ts';
import { decoder } from './decoder.ts';
import { denoising } from './denoising.ts';
import { dropout } from './dropout.ts';
import { encoder } from './encoder.ts';
import type { Network } from './layers.ts';
import type { Autoencoder, Method } from './method.ts';
import { Parameters } from './parameters.ts';
import { vae } from './vae.ts';
import { vqvae } from './vqvae.ts';

const methods: Readonly<Record<MethodName, Method>> = {
  baseline,
  dropout,
  denoising,
  vae,
  aae,
  vqvae,
  acai,
};

/** First parts of the names of what the autoencoder trains; 'disc', 'critic' and 'clf' have players of their own. */
export const autoencoderParts = ['enc', 'dec', 'lat', 'vq'] as const;

export interface Model {
  readonly parameters: Parameters;
  readonly autoencoder: Autoencoder;
  /** Images → a guess of α for each; null where the run carries no critic. */
  readonly critic: Network | null;
  readonly hyperparameter: (name: HyperparameterName) => Tensor;
}

export function buildModel(config: RunConfig): Model {
  const { architecture, quirks } = config;
  const { scales, colours, depth, criticDepth, latentChannels } = architecture;
  const parameters = new Parameters();
  const hyperparameter = (name: HyperparameterName) => scalarInput(name);
  return {
    parameters,
    hyperparameter,
    autoencoder: methods[config.method]({
      parameters,
      architecture,
      quirks,
      hyperparameter,
      encoder: encoder(parameters, 'enc', { depth, scales, channels: latentChannels }),
      decoder: decoder(parameters, 'dec', { depth, scales, colours }),
    }),
    critic: carriesCritic(config)
      ? critic(parameters, { depth: criticDepth, scales, channels: latentChannels })
      : null,
  };
}

export function carriesCritic({ method, critic }: Pick<RunConfig, 'method' | 'critic'>): boolean {
  return critic || methodCatalogue[method].adversarial;
}

/** 'vae', 'vae + critic', … */
export const programName = ({ method, critic }: Pick<RunConfig, 'method' | 'critic'>) =>
  critic && !methodCatalogue[method].adversarial ? `${method} + critic` : method;

/** Images 'x' [size, size, colours] in [−1, 1]. */
export const imageInput = ({ architecture: { size, colours } }: RunConfig) =>
  batchInput('x', [size, size, colours]);

/** One-hot 'labels' [10]; all zeros for a sample without one. */
export const labelInput = () => batchInput('labels', [classCount]);

/** Latents 'z' [h, w, c]. */
export const latentInput = ({ architecture }: RunConfig) =>
  batchInput('z', latentShape(architecture));
