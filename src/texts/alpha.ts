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
  },
  {
    slider: 'α, le coefficient de mélange',
    value: (alpha) => `α ${alpha}`,
    criticGuesses: (lane, guess) => `le critique de ${lane} devine ${guess}`,
    swing: 'Balancer α',
    swingTitle: 'Faire osciller α d’un bout à l’autre ; tout contact l’arrête',
    reducedMotion: 'Désactivé : votre système demande moins de mouvement',
    formulaTitle: 'Mélange des deux codes latents sur un chemin droit',
  },
);
