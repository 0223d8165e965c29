import type { ControlName } from '../core/controls.ts';
import { defineTexts } from './texts.ts';

interface ControlTexts {
  readonly hide: string;
  readonly hideTitle: string;
  readonly intro: string;
  readonly backToStop: (number: number) => string;
  readonly names: Readonly<Record<ControlName, string>>;
}

/** Parts of the page that can be hidden, as a teacher chooses them. */
export const controlTexts = defineTexts<ControlTexts>(
  {
    hide: 'What is shown',
    hideTitle: 'Choose what is on the page; the link holds the choice',
    intro: 'The link holds this choice: share the page with less on it.',
    backToStop: (number) => `Back to stop ${number}`,
    names: {
      fields: 'data, seed and budget',
      run: 'train, step, reset',
      engine: 'engine',
      files: 'save and open',
      endpoints: 'the two lines',
      paths: 'choice of the path',
      methods: 'methods and their sliders',
      strips: 'strips',
      alpha: 'slider of α',
      truth: 'what needs the truth: ideal and metrics',
      critic: 'critic',
      angle: 'angle along the path',
      map: 'map of latents',
      distance: 'mean distance over training',
      smoothness: 'smoothness over training',
      losses: 'losses over training',
      equation: 'equations',
      players: 'critic and autoencoder, step by step',
      results: 'table of results',
      probe: 'table of classifiers',
      samples: 'random samples',
      film: 'film of the training',
    },
  },
  {
    hide: 'Ce qui est visible',
    hideTitle: 'Choisir ce qui est sur la page ; le lien garde ce choix',
    intro: 'Le lien garde ce choix : partagez la page avec moins de choses.',
    backToStop: (number) => `Retour à l’étape ${number}`,
    names: {
      fields: 'données, graine et budget',
      run: 'entraîner, avancer, réinitialiser',
      engine: 'moteur',
      files: 'enregistrer et ouvrir',
      endpoints: 'les deux traits',
      paths: 'choix du chemin',
      methods: 'méthodes et leurs curseurs',
      strips: 'bandes',
      alpha: 'curseur de α',
      truth: 'ce qui exige la vérité : idéal et mesures',
      critic: 'critique',
      angle: 'angle le long du chemin',
      map: 'carte des codes latents',
      distance: 'distance moyenne au fil de l’entraînement',
      smoothness: 'régularité au fil de l’entraînement',
      losses: 'pertes au fil de l’entraînement',
      equation: 'équations',
      players: 'critique et auto-encodeur, pas à pas',
      results: 'tableau des résultats',
      probe: 'tableau des classifieurs',
      samples: 'échantillons aléatoires',
      film: 'film de l’entraînement',
    },
  },
);
