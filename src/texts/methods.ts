import type { Lane } from '../core/experiment.ts';
import {
  type HyperparameterName,
  hyperparameters,
  type MethodName,
  methodCatalogue,
} from '../core/methodCatalogue.ts';
import { rescaledTerms, type TermName } from '../core/objectiveTerms.ts';
import type { PresetName } from '../core/runConfig.ts';
import { defineTexts } from './texts.ts';

export interface MethodTexts {
  readonly names: Readonly<Record<MethodName, string>>;
  /** One sentence for a newcomer. */
  readonly summaries: Readonly<Record<MethodName, string>>;
  readonly hyperparameters: Readonly<Record<HyperparameterName, string>>;
  /** A method that carries a critic which it does not have by itself. */
  readonly withCritic: (method: string) => string;
  /** What is said of a lane whose objective goes without a term. */
  readonly muted: Readonly<Record<TermName, string>>;
  readonly setTo: (symbol: string, value: number) => string;
}

export const methodTexts = defineTexts<MethodTexts>(
  {
    names: {
      baseline: 'Baseline',
      dropout: 'Dropout',
      denoising: 'Denoising',
      vae: 'VAE',
      aae: 'AAE',
      vqvae: 'VQ-VAE',
      acai: 'ACAI',
    },
    summaries: {
      baseline:
        'Squeezes the image through a small latent and rebuilds it; nothing shapes what lies between.',
      dropout: 'Drops a share of the latent at random while it learns.',
      denoising: 'Rebuilds the clean image from a noisy one.',
      vae: 'Encodes a distribution and pulls it towards a standard normal prior.',
      aae: 'An adversary makes the latents look like draws from a standard normal prior.',
      vqvae: 'Snaps the latent to the nearest entries of a learned codebook.',
      acai: 'A critic guesses α from the decoded mix; the autoencoder learns to make it say 0.',
    },
    hyperparameters: {
      keep: 'kept share of the latent',
      noise: 'noise on the input',
      beta: 'weight of the KL divergence',
      priorWeight: 'weight of the latent adversary',
      commitment: 'commitment to the codes',
      codebookDecay: 'decay of the codebook average',
      lambda: 'weight of the critic',
      gamma: 'share of the real image in the critic’s blend',
      reconstruction: 'weight of the reconstruction',
    },
    withCritic: (method) => `${method} + critic`,
    muted: {
      reconstruction: 'reconstruction muted',
      likelihood: 'likelihood muted',
      divergence: 'KL muted',
      adversary: 'adversary muted',
      commitment: 'commitment muted',
      critic: 'critic muted',
    },
    setTo: (symbol, value) => `${symbol} = ${value}`,
  },
  {
    names: {
      baseline: 'AE simple',
      dropout: 'Dropout',
      denoising: 'Débruitage',
      vae: 'VAE',
      aae: 'AAE',
      vqvae: 'VQ-VAE',
      acai: 'ACAI',
    },
    summaries: {
      baseline:
        'Comprime l’image dans un petit code latent, puis la reconstruit ; rien ne façonne l’entre-deux.',
      dropout: 'Met à zéro une part du code latent, au hasard, pendant l’apprentissage.',
      denoising: 'Reconstruit l’image propre à partir d’une image bruitée.',
      vae: 'Encode une distribution et la rapproche d’un a priori normal centré réduit.',
      aae: 'Un adversaire rend les codes latents semblables à des tirages d’un a priori normal.',
      vqvae: 'Ramène le code latent aux entrées les plus proches d’un dictionnaire appris.',
      acai: 'Un critique devine α d’après le mélange décodé ; l’auto-encodeur apprend à lui faire dire 0.',
    },
    hyperparameters: {
      keep: 'part conservée du code latent',
      noise: 'bruit ajouté à l’entrée',
      beta: 'poids de la divergence de Kullback-Leibler',
      priorWeight: 'poids de l’adversaire latent',
      commitment: 'attachement aux codes du dictionnaire',
      codebookDecay: 'décroissance de la moyenne du dictionnaire',
      lambda: 'poids du critique',
      gamma: 'part de l’image réelle dans le mélange soumis au critique',
      reconstruction: 'poids de la reconstruction',
    },
    withCritic: (method) => `${method} + critique`,
    muted: {
      reconstruction: 'reconstruction coupée',
      likelihood: 'vraisemblance coupée',
      divergence: 'KL coupée',
      adversary: 'adversaire coupé',
      commitment: 'attachement coupé',
      critic: 'critique coupé',
    },
    setTo: (symbol, value) => `${symbol} = ${String(value).replace('.', ',')}`,
  },
);

type Named = Pick<Lane, 'method' | 'critic'> & Partial<Pick<Lane, 'hyperparameters'>>;

/** "VAE + critic" where a method carries a critic that it does not have by itself. */
export function methodName(lane: Pick<Lane, 'method' | 'critic'>, texts: MethodTexts): string {
  return carrying(lane, texts.names[lane.method], texts);
}

/**
 * What a lane is: its method, a critic that is not the method's own, and each term of its objective that
 * is muted or weighed otherwise than by its preset: "β-VAE, β = 4", "ACAI, critic muted". The preset
 * matters only where hyperparameters are given.
 */
export function laneName(lane: Named, texts: MethodTexts, preset: PresetName = 'quick'): string {
  const rescaled = rescaledTerms(lane, preset);
  const isBeta = rescaled.some(({ factor, value }) => factor === 'beta' && value > 0);
  const name = isBeta ? `β-${texts.names[lane.method]}` : texts.names[lane.method];
  const remarks = rescaled.map(({ name, factor, value }) =>
    value === 0 ? texts.muted[name] : texts.setTo(hyperparameters[factor].symbol, value),
  );
  return [carrying(lane, name, texts), ...remarks].join(', ');
}

function carrying(lane: Named, name: string, texts: MethodTexts): string {
  return lane.critic && !methodCatalogue[lane.method].adversarial ? texts.withCritic(name) : name;
}
