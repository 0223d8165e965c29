import type { Side } from '../core/experiment.ts';
import { defineTexts } from './texts.ts';

interface SideTexts {
  readonly label: string;
  readonly sides: Readonly<Record<Side, { readonly name: string; readonly title: string }>>;
}

/** The switch above the side panels. */
export const sideTexts = defineTexts<SideTexts>(
  {
    label: 'Side panel',
    sides: {
      plots: { name: 'Plots', title: 'What the critic guesses, and the angle along the path' },
      map: { name: 'Map', title: 'The latents on a map, and four paths between them' },
      samples: { name: 'Samples', title: 'Images from random latents' },
      film: { name: 'Film', title: 'What a method decoded at each moment of its training' },
    },
  },
  {
    label: 'Panneau latéral',
    sides: {
      plots: { name: 'Courbes', title: 'Ce que devine le critique, et l’angle le long du chemin' },
      map: { name: 'Carte', title: 'Les codes latents sur une carte, et quatre chemins entre eux' },
      samples: { name: 'Hasard', title: 'Images de codes latents tirés au hasard' },
      film: {
        name: 'Film',
        title: 'Ce qu’une méthode décodait à chaque moment de son entraînement',
      },
    },
  },
);
