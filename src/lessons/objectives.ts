/** What each player of a method minimises, term by term: the equations of src/methods, to be read. */
import type { ControlName } from '../core/controls.ts';
import type { LossName, Player } from '../core/lossCatalogue.ts';
import {
  type HyperparameterName,
  type MethodName,
  methodCatalogue,
} from '../core/methodCatalogue.ts';

export interface Term {
  readonly loss: LossName;
  /** TeX, without sign and weight. */
  readonly tex: string;
  /** Written where it is not 1. */
  readonly weight: HyperparameterName | null;
  /** TeX of the weight. */
  readonly weightTex: string | null;
  /** What the loss is multiplied by besides the weight: −1 for a likelihood, pixels for a sum over them. */
  readonly factor: number;
  /** Parts of the page where its work is seen. */
  readonly drives: readonly ControlName[];
}

export interface Objective {
  readonly player: Player;
  readonly tex: string;
  /** Name of the whole. */
  readonly loss: LossName;
  readonly terms: readonly Term[];
}

/** In the order in which the talk meets them: the autoencoder, its adversary, its critic. */
export function objectivesOf(method: MethodName, critic: boolean, pixels: number): Objective[] {
  const criticised = critic || methodCatalogue[method].adversarial;
  const own = ownTerms[method];
  const autoencoder = criticised ? [...own, fooling(method === 'vae' ? pixels : 1)] : own;
  return [
    { player: 'autoencoder', tex: '\\mathcal L_{f,g}', loss: 'objective_ae', terms: autoencoder },
    ...(method === 'aae' ? [latentAdversary] : []),
    ...(criticised ? [criticObjective] : []),
  ];
}

function term(loss: LossName, tex: string, more: Partial<Term> = {}): Term {
  return {
    loss,
    tex,
    weight: null,
    weightTex: null,
    factor: 1,
    drives: ['strips', 'losses'],
    ...more,
  };
}

const squared = (tex: string) => `\\lVert ${tex} \\rVert^2`;

/** ‖x − …‖², which the objective mixer can weigh. */
const reconstruction = (image: string) =>
  term('loss_ae', squared(`x - ${image}`), { weight: 'reconstruction', weightTex: '\\rho' });

const ownTerms: Readonly<Record<MethodName, readonly Term[]>> = {
  baseline: [reconstruction('g(f(x))')],
  acai: [reconstruction('g(f(x))')],
  dropout: [reconstruction('g(\\tfrac{m}{p} \\odot f(x))')],
  denoising: [reconstruction('g(f(x + \\sigma\\varepsilon))')],
  vae: [
    term('loss_ll', '-\\,\\mathbb E\\,\\log p(x \\mid z)', {
      factor: -1,
      weight: 'reconstruction',
      weightTex: '\\rho',
    }),
    term('loss_kl', '\\mathrm{KL}\\bigl(q(z \\mid x) \\,\\Vert\\, \\mathcal N(0, I)\\bigr)', {
      weight: 'beta',
      weightTex: '\\beta',
      drives: ['methods', 'losses', 'samples', 'distance'],
    }),
  ],
  aae: [
    reconstruction('g(f(x))'),
    term('loss_ae_latent', '\\bigl(-\\log D(f(x))\\bigr)', {
      weight: 'priorWeight',
      weightTex: 'w',
      drives: ['methods', 'losses', 'samples', 'smoothness'],
    }),
  ],
  vqvae: [
    reconstruction('g(q(v))'),
    term('commitment_e_loss', squared('v - \\mathrm{sg}(q(v))'), {
      weight: 'commitment',
      weightTex: '\\beta',
      drives: ['methods', 'losses', 'angle', 'smoothness'],
    }),
  ],
};

const fooling = (factor: number): Term =>
  term('loss_ae_disc', squared('d(\\hat x_\\alpha)'), {
    weight: 'lambda',
    weightTex: factor === 1 ? '\\lambda' : '\\lambda P',
    factor,
    drives: ['methods', 'critic', 'angle', 'smoothness', 'distance'],
  });

const latentAdversary: Objective = {
  player: 'adversary',
  tex: '\\mathcal L_D',
  loss: 'objective_disc',
  terms: [
    term('loss_adv_prior', '-\\log D(n)', { drives: ['losses', 'samples'] }),
    term('loss_adv_latent', '-\\log\\bigl(1 - D(f(x))\\bigr)', { drives: ['losses', 'samples'] }),
  ],
};

const criticObjective: Objective = {
  player: 'critic',
  tex: '\\mathcal L_d',
  loss: 'objective_critic',
  terms: [
    term('loss_disc', squared('d(\\hat x_\\alpha) - \\alpha'), { drives: ['critic', 'losses'] }),
    term('loss_disc_real', squared('d(\\gamma x + (1 - \\gamma)\\, g(f(x)))'), {
      drives: ['methods', 'critic', 'losses'],
    }),
  ],
};
