/** Every number that a training step reports, as people meet it. Names are the authors' code's. */
import { type MethodName, methodCatalogue } from './methodCatalogue.ts';

export const lossNames = [
  'objective_ae',
  'loss_ae',
  'rmse',
  'loss_ll',
  'loss_kl',
  'elbo',
  'commitment_e_loss',
  'vqvae_loss',
  'loss_ae_latent',
  'loss_adv_latent',
  'loss_adv_prior',
  'objective_disc',
  'adversary_accuracy',
  'loss_ae_disc',
  'loss_disc',
  'loss_disc_real',
  'objective_critic',
  'classify_latent',
  'latent_accuracy',
] as const;

export type LossName = (typeof lossNames)[number];

/** The players of a step, each with an optimiser of its own. */
export type Player = 'autoencoder' | 'adversary' | 'critic' | 'classifier';

/**
 * Who moves in a step: both sides of the game, or one while the other stands still with its optimiser. The
 * critic's side has the AAE's adversary too; the autoencoder's the classifier and a VQ-VAE's codebook.
 */
export type Side = 'autoencoder' | 'critic';

export type Players = Side | 'both';

export const sideOf: Readonly<Record<Player, Side>> = {
  autoencoder: 'autoencoder',
  classifier: 'autoencoder',
  adversary: 'critic',
  critic: 'critic',
};

export interface LossEntry {
  readonly name: LossName;
  readonly label: string;
  /** Whose objective it is, or is a term of; null where it is only reported. */
  readonly player: Player | null;
  /** `objective`: what a player minimises; `term`: a part of it; `measure`: only reported. */
  readonly part: 'objective' | 'term' | 'measure';
}

export const losses: Readonly<Record<LossName, LossEntry>> = {
  objective_ae: entry('objective_ae', 'objective', 'autoencoder', 'objective'),
  loss_ae: entry('loss_ae', 'reconstruction error (MSE)', 'autoencoder', 'term'),
  rmse: entry('rmse', 'reconstruction error (RMS, of 255)', null, 'measure'),
  loss_ll: entry('loss_ll', 'log likelihood of the image', 'autoencoder', 'term'),
  loss_kl: entry('loss_kl', 'KL divergence from the prior', 'autoencoder', 'term'),
  elbo: entry('elbo', 'evidence lower bound', 'autoencoder', 'term'),
  commitment_e_loss: entry('commitment_e_loss', 'distance to the codes', null, 'measure'),
  vqvae_loss: entry('vqvae_loss', 'commitment to the codes', 'autoencoder', 'term'),
  loss_ae_latent: entry('loss_ae_latent', 'latent adversary to fool', 'autoencoder', 'term'),
  loss_adv_latent: entry('loss_adv_latent', 'adversary on latents', 'adversary', 'term'),
  loss_adv_prior: entry('loss_adv_prior', 'adversary on prior draws', 'adversary', 'term'),
  objective_disc: entry('objective_disc', 'objective of the adversary', 'adversary', 'objective'),
  adversary_accuracy: entry('adversary_accuracy', 'accuracy of the adversary', null, 'measure'),
  loss_ae_disc: entry('loss_ae_disc', 'critic’s guess on mixes, squared', 'autoencoder', 'term'),
  loss_disc: entry('loss_disc', 'critic’s error on mixes', 'critic', 'term'),
  loss_disc_real: entry('loss_disc_real', 'critic’s error on blends', 'critic', 'term'),
  objective_critic: entry('objective_critic', 'objective of the critic', 'critic', 'objective'),
  classify_latent: entry('classify_latent', 'cross-entropy on latents', 'classifier', 'objective'),
  latent_accuracy: entry('latent_accuracy', 'accuracy on latents', null, 'measure'),
};

function entry(
  name: LossName,
  label: string,
  player: Player | null,
  part: LossEntry['part'],
): LossEntry {
  return { name, label, player, part };
}

/**
 * The reconstruction loss that compares all methods: mean squared error of images in [−1, 1]. It is
 * what every autoencoder minimises but the VAE, which maximises `loss_ll` and only reports this one.
 */
export const reconstructionLoss = 'loss_ae' satisfies LossName;

const ownLosses: Readonly<Record<MethodName, readonly LossName[]>> = {
  baseline: [],
  dropout: [],
  denoising: [],
  vae: ['loss_ll', 'loss_kl', 'elbo'],
  aae: [
    'loss_ae_latent',
    'loss_adv_latent',
    'loss_adv_prior',
    'objective_disc',
    'adversary_accuracy',
  ],
  vqvae: ['commitment_e_loss', 'vqvae_loss'],
  acai: [],
};

const criticLosses = ['loss_ae_disc', 'loss_disc', 'loss_disc_real', 'objective_critic'] as const;

/** What a training step of a method reports: the outputs of its training program, in catalogue order. */
export function lossesOf(method: MethodName, critic: boolean): LossEntry[] {
  const reported = new Set<LossName>([
    'objective_ae',
    'loss_ae',
    'rmse',
    ...ownLosses[method],
    ...(critic || methodCatalogue[method].adversarial ? criticLosses : []),
    'classify_latent',
    'latent_accuracy',
  ]);
  return lossNames.filter((name) => reported.has(name)).map((name) => entryFor(name, method));
}

/** Whether there is anyone on the critic's side. */
export function hasOpponent(method: MethodName, critic: boolean): boolean {
  return lossesOf(method, critic).some(({ player }) => player && sideOf[player] === 'critic');
}

function entryFor(name: LossName, method: MethodName): LossEntry {
  return name === reconstructionLoss && method === 'vae'
    ? { ...losses[name], player: null, part: 'measure' }
    : losses[name];
}
