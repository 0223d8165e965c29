/** The seven methods and their hyperparameters, as people meet them: names, symbols, ranges, defaults. */

export const methodNames = [
  'baseline',
  'dropout',
  'denoising',
  'vae',
  'aae',
  'vqvae',
  'acai',
] as const;

export type MethodName = (typeof methodNames)[number];

/** A runtime scalar of a training step; changing it recompiles nothing. */
export interface HyperparameterSpec {
  readonly name: HyperparameterName;
  readonly symbol: string;
  readonly label: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
  /** The authors' value. */
  readonly default: number;
}

export const hyperparameterNames = [
  'keep',
  'noise',
  'beta',
  'priorWeight',
  'commitment',
  'codebookDecay',
  'lambda',
  'gamma',
  'reconstruction',
] as const;

export type HyperparameterName = (typeof hyperparameterNames)[number];

export const hyperparameters: Readonly<Record<HyperparameterName, HyperparameterSpec>> = {
  keep: spec('keep', 'p', 'kept share of the latent', 0.1, 1, 0.05, 0.5),
  noise: spec('noise', 'σ', 'noise on the input', 0, 2, 0.05, 1),
  beta: spec('beta', 'β', 'weight of the KL divergence', 0, 4, 0.05, 1),
  priorWeight: spec('priorWeight', 'w', 'weight of the latent adversary', 0, 2, 0.05, 1),
  commitment: spec('commitment', 'β', 'commitment to the codes', 0, 20, 0.5, 10),
  codebookDecay: spec(
    'codebookDecay',
    'η',
    'decay of the codebook average',
    0.9,
    0.9999,
    0.0001,
    0.999,
  ),
  lambda: spec('lambda', 'λ', 'weight of the critic', 0, 2, 0.05, 0.5),
  gamma: spec('gamma', 'γ', 'share of the real image in the critic’s blend', 0, 1, 0.05, 0.2),
  reconstruction: spec('reconstruction', 'ρ', 'weight of the reconstruction', 0, 4, 0.05, 1),
};

function spec(
  name: HyperparameterName,
  symbol: string,
  label: string,
  minimum: number,
  maximum: number,
  step: number,
  value: number,
): HyperparameterSpec {
  return { name, symbol, label, minimum, maximum, step, default: value };
}

export interface MethodEntry {
  readonly name: MethodName;
  readonly label: string;
  /** One sentence for a newcomer. */
  readonly summary: string;
  /** The main hyperparameter first; a critic adds λ and γ, and all have ρ, see `hyperparametersOf`. */
  readonly hyperparameters: readonly HyperparameterName[];
  /** Always carries a critic. */
  readonly adversarial: boolean;
}

export const methodCatalogue: Readonly<Record<MethodName, MethodEntry>> = {
  baseline: {
    name: 'baseline',
    label: 'Baseline',
    summary:
      'Squeezes the image through a small latent and rebuilds it; nothing shapes what lies between.',
    hyperparameters: [],
    adversarial: false,
  },
  dropout: {
    name: 'dropout',
    label: 'Dropout',
    summary: 'Drops a share of the latent at random while it learns.',
    hyperparameters: ['keep'],
    adversarial: false,
  },
  denoising: {
    name: 'denoising',
    label: 'Denoising',
    summary: 'Rebuilds the clean image from a noisy one.',
    hyperparameters: ['noise'],
    adversarial: false,
  },
  vae: {
    name: 'vae',
    label: 'VAE',
    summary: 'Encodes a distribution and pulls it towards a standard normal prior.',
    hyperparameters: ['beta'],
    adversarial: false,
  },
  aae: {
    name: 'aae',
    label: 'AAE',
    summary: 'An adversary makes the latents look like draws from a standard normal prior.',
    hyperparameters: ['priorWeight'],
    adversarial: false,
  },
  vqvae: {
    name: 'vqvae',
    label: 'VQ-VAE',
    summary: 'Snaps the latent to the nearest entries of a learned codebook.',
    hyperparameters: ['commitment', 'codebookDecay'],
    adversarial: false,
  },
  acai: {
    name: 'acai',
    label: 'ACAI',
    summary: 'A critic guesses α from the decoded mix; the autoencoder learns to make it say 0.',
    hyperparameters: [],
    adversarial: true,
  },
};

/** The hyperparameters of a method, the critic's (λ, γ) included where it carries one, and ρ last. */
export function hyperparametersOf(method: MethodName, critic: boolean): HyperparameterSpec[] {
  const entry = methodCatalogue[method];
  const names = [...entry.hyperparameters];
  if (critic || entry.adversarial) names.push('lambda', 'gamma');
  names.push('reconstruction');
  return names.map((name) => hyperparameters[name]);
}
