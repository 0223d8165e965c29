import { defineTexts } from './texts.ts';

interface LiveTexts {
  readonly alpha: (alpha: string) => string;
  /** A row, and what there is to say of it. */
  readonly row: (name: string, facts: string) => string;
  readonly angle: (angle: string) => string;
  readonly distance: (thousandths: string) => string;
  readonly smoothness: (value: string) => string;
  readonly critic: (guess: string) => string;
  readonly skip: string;
}

/** What screen readers are told after the user moved something. */
export const liveTexts = defineTexts<LiveTexts>(
  {
    alpha: (alpha) => `α ${alpha}`,
    row: (name, facts) => `${name}: ${facts}`,
    angle: (angle) => `angle ${angle}`,
    distance: (thousandths) => `distance ${thousandths} thousandths`,
    smoothness: (value) => `smoothness ${value}`,
    critic: (guess) => `critic says ${guess}`,
    skip: 'Skip to the content',
  },
  {
    alpha: (alpha) => `α ${alpha}`,
    row: (name, facts) => `${name} : ${facts}`,
    angle: (angle) => `angle ${angle}`,
    distance: (thousandths) => `distance ${thousandths} millièmes`,
    smoothness: (value) => `régularité ${value}`,
    critic: (guess) => `le critique dit ${guess}`,
    skip: 'Aller au contenu',
  },
);
