import { defineTexts } from './texts.ts';

interface MetricWords {
  readonly title: string;
  readonly explanation: string;
}

export interface PlotTexts {
  readonly criticHeading: string;
  readonly criticLabel: string;
  readonly criticNote: string;
  readonly criticNoteTitle: string;
  /** Beside 0 on the axis of guesses: short. */
  readonly fooledTick: string;
  readonly noCritic: (lanes: string) => string;
  readonly notTrained: string;
  readonly says: (guess: string) => string;
  readonly saysFooled: (guess: string) => string;
  readonly angleHeading: string;
  readonly angleLabel: string;
  readonly angleNote: string;
  /** Angles in degrees, the largest step between two neighbouring images included. */
  readonly anglePath: (name: string, from: string, to: string, largestStep: string) => string;
  readonly overTraining: string;
  readonly meanDistance: MetricWords;
  readonly smoothness: MetricWords;
  readonly dashed: string;
  readonly idealFootnote: string;
  readonly crossfade: string;
  readonly paper: (lane: string) => string;
  readonly metricLabel: (title: string, latest: string) => string;
  readonly measured: (lane: string, value: string, samples: string) => string;
  readonly notMeasured: (lane: string) => string;
  readonly lossesOf: string;
  readonly lossesLabel: (lane: string, latest: string) => string;
  readonly noLosses: string;
  readonly noMethod: string;
}

/** The plots: critic, angle, metrics, losses. */
export const plotTexts = defineTexts<PlotTexts>(
  {
    criticHeading: 'What the critic guesses',
    criticLabel: 'The critic’s guess of α along the path, against the tent min(α, 1 − α)',
    criticNote: 'Grey: a critic that is never fooled.',
    criticNoteTitle: 'The tent: min(α, 1 − α)',
    fooledTick: 'fooled 0',
    noCritic: (lanes) => `No critic: ${lanes}.`,
    notTrained: 'not trained yet',
    says: (guess) => `says ${guess}`,
    saysFooled: (guess) => `says ${guess}, fooled`,
    angleHeading: 'Angle along the path',
    angleLabel:
      'Angle of the nearest line along the path, for each method, against the ideal straight line',
    angleNote: 'Grey: the ideal, an even turn. Dotted: cross-fade.',
    anglePath: (name, from, to, largestStep) =>
      `${name} from ${from} to ${to}, largest step ${largestStep}`,
    overTraining: 'Over training',
    meanDistance: {
      title: 'Mean distance ×10⁻³',
      explanation: 'How far decoded images are from true lines. Lower is better, 0 is ideal.',
    },
    smoothness: {
      title: 'Smoothness',
      explanation: 'How uneven the turn is. Lower is better, 0 is ideal; one sudden jump is 0.93.',
    },
    dashed: 'dashed: the paper',
    idealFootnote: '↓ ideal: 0',
    crossfade: 'cross-fade',
    paper: (lane) => `paper ${lane}`,
    metricLabel: (title, latest) => `${title}: ${latest}`,
    measured: (lane, value, samples) => `${lane} ${value} after ${samples} samples`,
    notMeasured: (lane) => `${lane} not measured yet`,
    lossesOf: 'Losses of',
    lossesLabel: (lane, latest) => `Losses of ${lane}: ${latest}`,
    noLosses: 'none seen yet',
    noMethod: 'No method on the page.',
  },
  {
    criticHeading: 'Ce que devine le critique',
    criticLabel: 'α deviné par le critique le long du chemin, face à la tente min(α, 1 − α)',
    criticNote: 'En gris : un critique jamais trompé.',
    criticNoteTitle: 'La tente : min(α, 1 − α)',
    fooledTick: 'trompé 0',
    noCritic: (lanes) => `Sans critique : ${lanes}.`,
    notTrained: 'pas encore entraîné',
    says: (guess) => `dit ${guess}`,
    saysFooled: (guess) => `dit ${guess}, trompé`,
    angleHeading: 'Angle le long du chemin',
    angleLabel:
      'Angle du trait le plus proche le long du chemin, pour chaque méthode, face à la droite idéale',
    angleNote: 'En gris : l’idéal, une rotation uniforme. En pointillé : le fondu.',
    anglePath: (name, from, to, largestStep) =>
      `${name} de ${from} à ${to}, plus grand pas ${largestStep}`,
    overTraining: 'Au fil de l’entraînement',
    meanDistance: {
      title: 'Distance moyenne ×10⁻³',
      explanation: 'Écart des images décodées aux vrais traits. Plus bas est mieux, 0 est l’idéal.',
    },
    smoothness: {
      title: 'Régularité',
      explanation:
        'Inégalité de la rotation. Plus bas est mieux, 0 est l’idéal ; un seul saut brusque donne 0,93.',
    },
    dashed: 'tirets : l’article',
    idealFootnote: '↓ idéal : 0',
    crossfade: 'fondu',
    paper: (lane) => `article ${lane}`,
    metricLabel: (title, latest) => `${title} : ${latest}`,
    measured: (lane, value, samples) => `${lane} ${value} après ${samples} exemples`,
    notMeasured: (lane) => `${lane} pas encore mesuré`,
    lossesOf: 'Coûts de',
    lossesLabel: (lane, latest) => `Coûts de ${lane} : ${latest}`,
    noLosses: 'rien encore',
    noMethod: 'Aucune méthode sur la page.',
  },
);
