import { defineTexts } from './texts.ts';

/** The run states of a lane (store/runs.ts). */
type StateName = 'idle' | 'starting' | 'training' | 'paused' | 'finished' | 'diverged' | 'failed';

interface LaneTexts {
  readonly heading: string;
  readonly add: string;
  readonly addTitle: string;
  readonly full: string;
  readonly none: string;
  readonly methodOf: (laneId: string) => string;
  readonly remove: (lane: string) => string;
  readonly hyperparameterOf: (symbol: string, lane: string, meaning: string) => string;
  readonly selectTitle: string;
  readonly states: Readonly<Record<StateName, string>>;
  readonly samples: (count: string) => string;
  readonly fromFile: string;
  readonly firstImages: string;
  readonly noWeights: string;
  readonly goBack: (samples: string) => string;
  readonly startAnew: string;
}

/** The methods compared: their cards, and how their runs go. */
export const laneTexts = defineTexts<LaneTexts>(
  {
    heading: 'Methods',
    add: 'Add',
    addTitle: 'Compare another method',
    full: 'The page is full: remove a method first',
    none: 'Add a method to train one.',
    methodOf: (laneId) => `Method of lane ${laneId}`,
    remove: (lane) => `Remove ${lane}`,
    hyperparameterOf: (symbol, lane, meaning) => `${symbol} of ${lane}, ${meaning}`,
    selectTitle: 'Show this method’s losses below',
    states: {
      idle: 'not trained yet',
      starting: 'starting…',
      training: 'training',
      paused: 'paused',
      finished: 'finished',
      diverged: 'diverged',
      failed: 'failed',
    },
    samples: (count) => `${count} samples`,
    fromFile: 'from a file',
    firstImages: 'The first images come in a moment.',
    noWeights: 'No weights yet. Press Train.',
    goBack: (samples) => `Go back to the last good snapshot (${samples} samples)`,
    startAnew: 'Start anew',
  },
  {
    heading: 'Méthodes',
    add: 'Ajouter',
    addTitle: 'Comparer une méthode de plus',
    full: 'La page est pleine : retirer d’abord une méthode',
    none: 'Ajouter une méthode pour l’entraîner.',
    methodOf: (laneId) => `Méthode de la voie ${laneId}`,
    remove: (lane) => `Retirer ${lane}`,
    hyperparameterOf: (symbol, lane, meaning) => `${symbol} de ${lane}, ${meaning}`,
    selectTitle: 'Montrer plus bas les fonctions de coût de cette méthode',
    states: {
      idle: 'pas encore entraîné',
      starting: 'démarrage…',
      training: 'entraînement',
      paused: 'en pause',
      finished: 'terminé',
      diverged: 'a divergé',
      failed: 'a échoué',
    },
    samples: (count) => `${count} exemples`,
    fromFile: 'venu d’un fichier',
    firstImages: 'Les premières images arrivent dans un instant.',
    noWeights: 'Pas encore de poids. Appuyer sur Entraîner.',
    goBack: (samples) => `Revenir au dernier état sain (${samples} exemples)`,
    startAnew: 'Repartir de zéro',
  },
);
