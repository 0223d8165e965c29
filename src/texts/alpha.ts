import { defineTexts } from './texts.ts';

interface AlphaTexts {
  readonly slider: string;
  /** What screen readers say of the slider's value. */
  readonly value: (alpha: string) => string;
  readonly criticGuesses: (lane: string, guess: string) => string;
  readonly swing: string;
  readonly swingTitle: string;
  readonly reducedMotion: string;
  readonly formulaTitle: string;
  readonly beyond: string;
  readonly beyondTitle: string;
  readonly overlay: string;
  readonly overlayTitle: string;
}

/** The slider of α and what belongs to it. */
export const alphaTexts = defineTexts<AlphaTexts>(
  {
    slider: 'α, the mixing coefficient',
    value: (alpha) => `α ${alpha}`,
    criticGuesses: (lane, guess) => `critic of ${lane} guesses ${guess}`,
    swing: 'Swing α',
    swingTitle: 'Let α swing from end to end; any touch stops it',
    reducedMotion: 'Off: your system asks for reduced motion',
    formulaTitle: 'How the two latents are mixed on a straight path',
    beyond: 'Beyond the ends',
    beyondTitle: 'Let α run from −0.25 to 1.25: extrapolation, beyond both images',
    overlay: 'True lines',
    overlayTitle: 'Over the pictures at α: the ideal line dashed, the nearest true line solid',
  },
  {
    slider: 'α, le coefficient de mélange',
    value: (alpha) => `α ${alpha}`,
    criticGuesses: (lane, guess) => `le critique de ${lane} devine ${guess}`,
    swing: 'Balancer α',
    swingTitle: 'Faire osciller α d’un bout à l’autre ; tout contact l’arrête',
    reducedMotion: 'Désactivé : votre système demande moins de mouvement',
    formulaTitle: 'Mélange des deux codes latents sur un chemin droit',
    beyond: 'Au-delà des bouts',
    beyondTitle: 'Laisser α aller de −0,25 à 1,25 : extrapolation, au-delà des deux images',
    overlay: 'Vrais traits',
    overlayTitle:
      'Sur les images à α : le trait idéal en tirets, le vrai trait le plus proche en plein',
  },
);
