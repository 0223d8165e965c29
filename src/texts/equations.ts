import type { Player } from '../core/lossCatalogue.ts';
import { defineTexts } from './texts.ts';

interface EquationTexts {
  readonly heading: string;
  readonly minimises: Readonly<Record<Exclude<Player, 'classifier'>, string>>;
  readonly batch: string;
  readonly noBatch: string;
  readonly onTest: string;
  readonly atAlpha: (guess: string, alpha: string) => string;
  readonly none: string;
}

export const equationTexts = defineTexts<EquationTexts>(
  {
    heading: 'What is minimised:',
    minimises: { autoencoder: 'autoencoder', adversary: 'adversary', critic: 'critic' },
    batch: 'Numbers of the last batch.',
    noBatch: 'A step of training brings the numbers of its batch.',
    onTest: 'on test images',
    atAlpha: (guess, alpha) => `At the slider: the critic says ${guess}, α is ${alpha}.`,
    none: 'No method on the page.',
  },
  {
    heading: 'Objectif :',
    minimises: { autoencoder: 'auto-encodeur', adversary: 'adversaire', critic: 'critique' },
    batch: 'Valeurs du dernier lot.',
    noBatch: 'Un pas d’entraînement donnera les valeurs de son lot.',
    onTest: 'sur des images de test',
    atAlpha: (guess, alpha) => `Au curseur : le critique dit ${guess}, α vaut ${alpha}.`,
    none: 'Aucune méthode sur la page.',
  },
);
