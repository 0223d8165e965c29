import type { SampleSource } from '../core/sampleSource.ts';
import { defineTexts } from './texts.ts';

interface SampleTexts {
  readonly heading: string;
  readonly source: string;
  readonly sources: Readonly<
    Record<SampleSource, { readonly name: string; readonly title: string }>
  >;
  readonly again: string;
  readonly againTitle: string;
  readonly noWeights: (lane: string) => string;
  readonly coming: string;
  readonly samplesOf: (lane: string) => string;
  readonly nearestOf: (lane: string) => string;
  readonly nearest: string;
  readonly nearestTitle: string;
  /** Mean and standard error in thousandths. */
  readonly distance: (mean: string, error: string) => string;
  readonly distanceTitle: (count: number) => string;
  readonly unmatchedPrior: string;
  readonly question: string;
  readonly compare: (lane: string) => string;
  readonly nearer: (lane: string, by: string, error: string) => string;
  readonly farther: (lane: string, by: string, error: string) => string;
  readonly undecided: (by: string, error: string) => string;
}

/** Random samples, and whether a critic makes them better. */
export const sampleTexts = defineTexts<SampleTexts>(
  {
    heading: 'Random samples',
    source: 'Latents drawn from',
    sources: {
      prior: { name: 'prior', title: 'A standard normal distribution, N(0, I)' },
      fitted: {
        name: 'fitted',
        title: 'A Gaussian fitted to the latents of 512 training images',
      },
    },
    again: 'Draw again',
    againTitle: 'Other random latents',
    noWeights: (lane) => `${lane} has no weights yet.`,
    coming: 'The samples come in a moment.',
    samplesOf: (lane) => `Random samples of ${lane}`,
    nearestOf: (lane) => `The nearest training images to the samples of ${lane}`,
    nearest: 'nearest training images',
    nearestTitle: 'The most alike, by cosine distance, of the first 2,048 that the run saw',
    distance: (mean, error) => `${mean} ± ${error}`,
    distanceTitle: (count) =>
      `Mean distance to the nearest line, ×10⁻³, ± its standard error, over n = ${count} samples`,
    unmatchedPrior: 'Only the VAE and the AAE are trained to match this prior.',
    question: 'The paper leaves open whether the critic makes samples better.',
    compare: (lane) => `Compare with ${lane}`,
    nearer: (lane, by, error) => `Samples of ${lane} are nearer to lines, by ${by} ± ${error}.`,
    farther: (lane, by, error) => `Samples of ${lane} are farther from lines, by ${by} ± ${error}.`,
    undecided: (by, error) => `No clear difference: ${by} ± ${error}.`,
  },
  {
    heading: 'Échantillons aléatoires',
    source: 'Codes latents tirés de',
    sources: {
      prior: { name: 'a priori', title: 'Une loi normale centrée réduite, N(0, I)' },
      fitted: {
        name: 'ajustée',
        title: 'Une gaussienne ajustée aux codes latents de 512 images d’entraînement',
      },
    },
    again: 'Retirer',
    againTitle: 'D’autres codes latents au hasard',
    noWeights: (lane) => `${lane} n’a pas encore de poids.`,
    coming: 'Les échantillons arrivent dans un instant.',
    samplesOf: (lane) => `Échantillons aléatoires de ${lane}`,
    nearestOf: (lane) => `Les images d’entraînement les plus proches des échantillons de ${lane}`,
    nearest: 'images d’entraînement les plus proches',
    nearestTitle:
      'Les plus semblables, en distance cosinus, des 2 048 premières que l’entraînement a vues',
    distance: (mean, error) => `${mean} ± ${error}`,
    distanceTitle: (count) =>
      `Distance moyenne au trait le plus proche, ×10⁻³, ± son erreur type, sur n = ${count} échantillons`,
    unmatchedPrior: 'Seuls le VAE et l’AAE apprennent à suivre cette loi a priori.',
    question: 'L’article laisse ouvert si le critique améliore les échantillons.',
    compare: (lane) => `Comparer à ${lane}`,
    nearer: (lane, by, error) =>
      `Les échantillons de ${lane} sont plus près des traits, de ${by} ± ${error}.`,
    farther: (lane, by, error) =>
      `Les échantillons de ${lane} sont plus loin des traits, de ${by} ± ${error}.`,
    undecided: (by, error) => `Pas de différence nette : ${by} ± ${error}.`,
  },
);
