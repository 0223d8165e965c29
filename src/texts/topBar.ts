import type { Theme } from '../core/experiment.ts';
import type { DatasetName, PresetName } from '../core/runConfig.ts';
import { defineTexts } from './texts.ts';

interface NamedThing {
  readonly name: string;
  readonly title: string;
}

interface TopBarTexts {
  readonly datasets: Readonly<Record<DatasetName, NamedThing>>;
  readonly preset: string;
  readonly presets: Readonly<Record<PresetName, NamedThing>>;
  readonly seed: string;
  readonly seedTitle: string;
  readonly budget: string;
  readonly budgetTitle: string;
  readonly training: string;
  readonly train: string;
  readonly pause: string;
  readonly step: string;
  readonly stepTitle: string;
  readonly reset: string;
  readonly resetTitle: string;
  readonly share: string;
  readonly shareTitle: string;
  readonly linkCopied: string;
  readonly copyingRefused: (link: string) => string;
  readonly themes: Readonly<Record<Theme, string>>;
  readonly theme: (name: string) => string;
  readonly themeTitle: (name: string, next: string) => string;
}

/** The bar at the top: what lanes train on, the run, sharing, the theme. */
export const topBarTexts = defineTexts<TopBarTexts>(
  {
    datasets: {
      lines: { name: 'lines', title: '32×32 grey images of one line from the centre' },
    },
    preset: 'preset',
    presets: {
      quick: { name: 'quick', title: 'Small networks that learn in minutes' },
      paper: { name: 'paper', title: 'Exactly the paper’s setting: many hours' },
    },
    seed: 'seed',
    seedTitle: 'The same seed gives the same run',
    budget: 'budget',
    budgetTitle: 'How many samples (images) each lane sees before it stops',
    training: 'Training',
    train: 'Train',
    pause: 'Pause',
    step: 'One step',
    stepTitle: 'One training step of every lane',
    reset: 'Reset',
    resetTitle: 'Forget what was learned and start anew from the seed',
    share: 'Share',
    shareTitle: 'A link, pictures, plots, data, or the whole session as a file',
    linkCopied: 'Link copied. Whoever opens it gets this experiment; weights are not in it.',
    copyingRefused: (link) => `The browser did not allow copying. The link: ${link}`,
    themes: {
      auto: 'as the system',
      light: 'light',
      dark: 'dark',
      projector: 'projector',
    },
    theme: (name) => `Theme: ${name}`,
    themeTitle: (name, next) => `Theme: ${name}. Press for ${next}.`,
  },
  {
    datasets: {
      lines: { name: 'lignes', title: 'Images grises de 32×32 : un trait partant du centre' },
    },
    preset: 'préréglage',
    presets: {
      quick: { name: 'rapide', title: 'De petits réseaux qui apprennent en quelques minutes' },
      paper: { name: 'article', title: 'Exactement les réglages de l’article : de longues heures' },
    },
    seed: 'graine',
    seedTitle: 'La même graine donne le même entraînement',
    budget: 'budget',
    budgetTitle: 'Nombre d’exemples (d’images) que chaque méthode voit avant de s’arrêter',
    training: 'Entraînement',
    train: 'Entraîner',
    pause: 'Pause',
    step: 'Un pas',
    stepTitle: 'Un pas d’entraînement de chaque méthode',
    reset: 'Réinitialiser',
    resetTitle: 'Oublier ce qui a été appris et repartir de la graine',
    share: 'Partager',
    shareTitle: 'Un lien, des images, des courbes, des données, ou toute la session en un fichier',
    linkCopied:
      'Lien copié. Il ouvre cette même expérience ; les poids des réseaux n’y figurent pas.',
    copyingRefused: (link) => `Le navigateur n’a pas permis la copie. Voici le lien : ${link}`,
    themes: {
      auto: 'comme le système',
      light: 'clair',
      dark: 'sombre',
      projector: 'projecteur',
    },
    theme: (name) => `Thème : ${name}`,
    themeTitle: (name, next) => `Thème : ${name}. Appuyer pour : ${next}.`,
  },
);
