import type { PathName } from '../core/experiment.ts';
import { defineTexts } from './texts.ts';

interface EndpointTexts {
  readonly heading: string;
  readonly hint: string;
  /** `name`: x₁ or x₂. */
  readonly angleOf: (name: string) => string;
  readonly degrees: (count: number) => string;
  readonly dragToTurn: (name: string) => string;
  readonly opposite: string;
  readonly shuffle: string;
  readonly shuffleTitle: string;
  readonly swap: string;
  readonly swapTitle: string;
  readonly path: string;
  readonly paths: Readonly<Record<PathName, { readonly name: string; readonly title: string }>>;
}

/** The two images that everything lies between. */
export const endpointTexts = defineTexts<EndpointTexts>(
  {
    heading: 'Two lines',
    hint: 'drag to turn them',
    angleOf: (name) => `Angle of ${name}`,
    degrees: (count) => `${count} degrees`,
    dragToTurn: (name) => `Drag to turn the line of ${name}`,
    opposite: '180° apart: both ways round are equally short, and the ideal takes one of them.',
    shuffle: 'Shuffle',
    shuffleTitle: 'Two new lines',
    swap: 'Swap',
    swapTitle: 'Exchange x₁ and x₂',
    path: 'Path between the latents',
    paths: {
      straight: { name: 'straight', title: 'Mix the two latents along a straight line' },
      spherical: {
        name: 'spherical',
        title: 'Mix the two latents along an arc around the origin',
      },
      drawn: { name: 'by hand', title: 'Follow a path that you draw on the map of latents' },
      geodesic: {
        name: 'geodesic',
        title: 'Follow the path along which the decoded images change the least',
      },
    },
  },
  {
    heading: 'Deux traits',
    hint: 'à tirer pour tourner',
    angleOf: (name) => `Angle de ${name}`,
    degrees: (count) => (count < 2 ? `${count} degré` : `${count} degrés`),
    dragToTurn: (name) => `Tirer pour tourner le trait de ${name}`,
    opposite:
      'À 180° l’un de l’autre : les deux tours sont aussi courts, et l’idéal prend l’un d’eux.',
    shuffle: 'Autres',
    shuffleTitle: 'Deux autres traits',
    swap: 'Échanger',
    swapTitle: 'Échanger x₁ et x₂',
    path: 'Chemin entre les codes latents',
    paths: {
      straight: { name: 'droit', title: 'Mêler les deux codes latents le long d’une droite' },
      spherical: {
        name: 'sphérique',
        title: 'Mêler les deux codes latents le long d’un arc autour de l’origine',
      },
      drawn: { name: 'à la main', title: 'Suivre un chemin tracé sur la carte des codes latents' },
      geodesic: {
        name: 'géodésique',
        title: 'Suivre le chemin le long duquel les images décodées changent le moins',
      },
    },
  },
);
