import { defineTexts } from './texts.ts';

interface GridTexts {
  readonly heading: string;
  readonly intro: string;
  readonly table: string;
  readonly images: string;
  readonly atAlpha: string;
  readonly distance: string;
  readonly distanceTitle: string;
  readonly smoothness: string;
  readonly smoothnessTitle: string;
  readonly loss: string;
  readonly lossTitle: string;
  readonly ideal: string;
  readonly idealText: string;
  readonly crossfade: string;
  readonly crossfadeText: string;
  readonly stripOf: (row: string) => string;
  readonly imageAtAlpha: (row: string) => string;
  readonly undefinedSmoothness: string;
  readonly mean: (value: string) => string;
}

/** The grid of strips: a row a method, a column an α. */
export const gridTexts = defineTexts<GridTexts>(
  {
    heading: 'Between x₂ and x₁',
    intro:
      'Each row walks from the left line to the right one. A perfect one turns the line, as the ideal does.',
    table: 'Interpolations',
    images: 'images decoded along the path',
    atAlpha: 'at α',
    distance: 'distance ×10⁻³',
    distanceTitle:
      'Mean distance: how far the images are from their nearest true lines, for this pair; below it the mean over many pairs. 0 is ideal.',
    smoothness: 'smoothness',
    smoothnessTitle:
      'How evenly the angle moves, for this pair; below it the mean over many pairs. 0 is ideal, 0.93 one sudden jump.',
    loss: 'loss',
    lossTitle: 'Reconstruction error over training, log scale',
    ideal: 'Ideal',
    idealText: 'the line turns evenly along the shorter way',
    crossfade: 'Pixel cross-fade',
    crossfadeText: 'one image fades out, the other in',
    stripOf: (row) => `Strip of ${row}`,
    imageAtAlpha: (row) => `${row} at α`,
    undefinedSmoothness: 'Not defined: the angle does not move along this path',
    mean: (value) => `mean ${value}`,
  },
  {
    heading: 'Entre x₂ et x₁',
    intro:
      'Chaque rangée mène du trait de gauche à celui de droite. La rangée parfaite fait tourner le trait, comme l’idéal.',
    table: 'Interpolations',
    images: 'images décodées le long du chemin',
    atAlpha: 'à α',
    distance: 'distance ×10⁻³',
    distanceTitle:
      'Distance moyenne : écart des images aux vrais traits les plus proches, pour cette paire ; dessous, la moyenne sur de nombreuses paires. 0 est l’idéal.',
    smoothness: 'régularité',
    smoothnessTitle:
      'Régularité du mouvement de l’angle, pour cette paire ; dessous, la moyenne sur de nombreuses paires. 0 est l’idéal, 0,93 un seul saut brusque.',
    loss: 'coût',
    lossTitle: 'Erreur de reconstruction au fil de l’entraînement, échelle logarithmique',
    ideal: 'Idéal',
    idealText: 'le trait tourne à vitesse constante, par le plus court',
    crossfade: 'Fondu des pixels',
    crossfadeText: 'une image s’efface, l’autre apparaît',
    stripOf: (row) => `Bande d’images : ${row}`,
    imageAtAlpha: (row) => `${row} à α`,
    undefinedSmoothness: 'Non définie : l’angle ne bouge pas le long de ce chemin',
    mean: (value) => `moy. ${value}`,
  },
);
