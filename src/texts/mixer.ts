import type { TermName } from '../core/objectiveTerms.ts';
import { defineTexts } from './texts.ts';

interface MixerTexts {
  readonly open: string;
  readonly openTitle: string;
  /** The panel of a lane's terms. */
  readonly panel: (lane: string) => string;
  readonly addCritic: string;
  readonly addCriticTitle: string;
  readonly removeCritic: string;
  readonly removeCriticTitle: string;
  readonly terms: Readonly<Record<TermName, string>>;
  readonly mute: (term: string, lane: string) => string;
  readonly unmute: (term: string, lane: string) => string;
  readonly factorOf: (symbol: string, lane: string, term: string) => string;
  readonly lossTitle: (loss: string) => string;
  /** A VAE's critic. */
  readonly perPixel: string;
  readonly objective: string;
  readonly objectiveTitle: string;
  /** A term that the schedule brings in by and by. */
  readonly ramp: (now: string, samples: string) => string;
}

/** The objective mixer: terms muted and scaled while a lane trains. */
export const mixerTexts = defineTexts<MixerTexts>(
  {
    open: 'Mixer',
    openTitle: 'Mute or scale each term of this method’s objective while it trains',
    panel: (lane) => `Objective of ${lane}`,
    addCritic: '+ critic',
    addCriticTitle:
      'Gives this method a critic, which guesses α from the mix and which it learns to fool; training starts anew',
    removeCritic: '− critic',
    removeCriticTitle: 'Takes the critic away; training starts anew',
    terms: {
      reconstruction: 'reconstruction',
      likelihood: '−log likelihood',
      divergence: 'KL divergence',
      adversary: 'latent adversary',
      commitment: 'commitment',
      critic: 'critic',
    },
    mute: (term, lane) => `Mute ${term} of ${lane}`,
    unmute: (term, lane) => `Unmute ${term} of ${lane}`,
    factorOf: (symbol, lane, term) => `${symbol} of ${lane}, weight of the term ${term}`,
    lossTitle: (loss) => `Now, before it is weighed: ${loss}`,
    perPixel: 'It counts once for every pixel, as the likelihood does.',
    objective: 'sum',
    objectiveTitle: 'What the autoencoder minimises: the terms, each by its weight',
    ramp: (now, samples) => `now ${now}: set by the schedule until ${samples} samples`,
  },
  {
    open: 'Dosage',
    openTitle: 'Couper ou doser chaque terme de l’objectif de cette méthode pendant l’entraînement',
    panel: (lane) => `Objectif de ${lane}`,
    addCritic: '+ critique',
    addCriticTitle:
      'Donne à cette méthode un critique, qui devine α d’après le mélange et qu’elle apprend à tromper ; l’entraînement repart de zéro',
    removeCritic: '− critique',
    removeCriticTitle: 'Retire le critique ; l’entraînement repart de zéro',
    terms: {
      reconstruction: 'reconstruction d’image',
      likelihood: '−log-vraisemblance',
      divergence: 'divergence KL',
      adversary: 'adversaire latent',
      commitment: 'attachement',
      critic: 'critique',
    },
    mute: (term, lane) => `Couper ${term}, ${lane}`,
    unmute: (term, lane) => `Rétablir ${term}, ${lane}`,
    factorOf: (symbol, lane, term) => `${symbol}, ${lane}, poids du terme ${term}`,
    lossTitle: (loss) => `En ce moment, avant pondération : ${loss}`,
    perPixel: 'Compte une fois par pixel, comme la vraisemblance.',
    objective: 'somme',
    objectiveTitle: 'Ce que minimise l’auto-encodeur : les termes, chacun selon son poids',
    ramp: (now, samples) => `en ce moment ${now} : réglé d’avance jusqu’à ${samples} exemples`,
  },
);
