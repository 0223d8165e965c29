/**
 * The terms of each method's objective, and the hyperparameter that scales each: what the mixer mutes and
 * turns up. A term is muted where its factor is 0.
 */
import type { Lane } from './experiment.ts';
import type { LossName } from './lossCatalogue.ts';
import { type HyperparameterName, type MethodName, methodCatalogue } from './methodCatalogue.ts';
import { presetConfig } from './presets.ts';
import type { PresetName } from './runConfig.ts';

export type TermName =
  | 'reconstruction'
  | 'likelihood'
  | 'divergence'
  | 'adversary'
  | 'commitment'
  | 'critic';

export interface ObjectiveTerm {
  readonly name: TermName;
  readonly factor: HyperparameterName;
  /** What a training step reports of it, without its factor. */
  readonly loss: LossName;
  /** −1 where the objective has the term with a minus. */
  readonly sign: 1 | -1;
}

const terms: Readonly<Record<TermName, ObjectiveTerm>> = {
  reconstruction: term('reconstruction', 'reconstruction', 'loss_ae'),
  likelihood: { ...term('likelihood', 'reconstruction', 'loss_ll'), sign: -1 },
  divergence: term('divergence', 'beta', 'loss_kl'),
  adversary: term('adversary', 'priorWeight', 'loss_ae_latent'),
  commitment: term('commitment', 'commitment', 'commitment_e_loss'),
  critic: term('critic', 'lambda', 'loss_ae_disc'),
};

function term(name: TermName, factor: HyperparameterName, loss: LossName): ObjectiveTerm {
  return { name, factor, loss, sign: 1 };
}

const ownTerms: Readonly<Record<MethodName, readonly TermName[]>> = {
  baseline: ['reconstruction'],
  dropout: ['reconstruction'],
  denoising: ['reconstruction'],
  vae: ['likelihood', 'divergence'],
  aae: ['reconstruction', 'adversary'],
  vqvae: ['reconstruction', 'commitment'],
  acai: ['reconstruction'],
};

/** What the autoencoder minimises, term by term, in the order of its equation. */
export function termsOf(method: MethodName, critic: boolean): ObjectiveTerm[] {
  const carried = critic || methodCatalogue[method].adversarial;
  const names = carried ? [...ownTerms[method], 'critic' as const] : ownTerms[method];
  return names.map((name) => terms[name]);
}

export interface ScaledTerm extends ObjectiveTerm {
  readonly value: number;
}

type Settings = Pick<Lane, 'method' | 'critic'> & Partial<Pick<Lane, 'hyperparameters'>>;

/** The terms that a lane scales otherwise than its preset does. */
export function rescaledTerms(lane: Settings, preset: PresetName): ScaledTerm[] {
  const { method, critic, hyperparameters } = lane;
  if (!hyperparameters || Object.keys(hyperparameters).length === 0) return [];
  const standard = presetConfig(preset, method, { critic }).hyperparameters;
  return termsOf(method, critic).flatMap((each) => {
    const value = hyperparameters[each.factor];
    return value === undefined || value === standard[each.factor] ? [] : [{ ...each, value }];
  });
}
