import { defineTexts } from './texts.ts';

/** Who is fooled; null where there is no critic of the lane's own. */
export type Verdict = 'ownOnly' | 'both' | 'neither' | 'refereeOnly' | 'found' | 'hidden';

interface RefereeTexts {
  readonly button: string;
  /** While one is at work. */
  readonly buttonAtWork: (percent: string) => string;
  readonly label: string;
  readonly title: string;
  readonly explanation: string;
  readonly caption: (mixes: string) => string;
  readonly method: string;
  readonly own: string;
  readonly referee: string;
  readonly ask: string;
  readonly askAgain: string;
  readonly askOf: (lane: string) => string;
  readonly cancel: string;
  readonly cancelOf: (lane: string) => string;
  readonly progress: (lane: string) => string;
  readonly steps: (step: string, steps: string) => string;
  readonly notTrained: string;
  readonly noCritic: string;
  readonly failed: (reason: string) => string;
  readonly judged: (samples: string, steps: string, seed: string) => string;
  readonly stale: (samples: string) => string;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly verdictTitle: string;
  readonly trivial: (constant: string, blind: string) => string;
  /** On the plot, beside a referee's line: short. */
  readonly onPlot: string;
  readonly legend: string;
}

/** An independent referee of each lane, beside its own critic. */
export const refereeTexts = defineTexts<RefereeTexts>(
  {
    button: 'Referee',
    buttonAtWork: (percent) => `Referee ${percent} %`,
    label: 'Independent referee',
    title: 'Put “fooled its own critic” to the test: train a fresh critic on the finished mixes',
    explanation:
      'A fresh critic of the same shape learns to tell α from the mixes, while the autoencoder stands still. Only mixes that it cannot tell either are hard to tell.',
    caption: (mixes) => `Squared error of the guess of α, on ${mixes} mixes of test images`,
    method: 'method',
    own: 'own critic',
    referee: 'referee',
    ask: 'Ask',
    askAgain: 'Ask again',
    askOf: (lane) => `Ask a referee about ${lane}`,
    cancel: 'Cancel',
    cancelOf: (lane) => `Call off the referee of ${lane}`,
    progress: (lane) => `Training of the referee of ${lane}`,
    steps: (step, steps) => `step ${step} of ${steps}`,
    notTrained: 'not trained yet',
    noCritic: 'none',
    failed: (reason) => `The referee stopped: ${reason}`,
    judged: (samples, steps, seed) => `At ${samples} samples; ${steps} steps, seed ${seed}.`,
    stale: (samples) => `Out of date: the lane is at ${samples} samples.`,
    verdicts: {
      ownOnly: 'Fools its own critic, but not the referee.',
      both: 'Fools the referee too.',
      neither: 'Fools neither.',
      refereeOnly: 'Fools the referee, but not its own critic.',
      found: 'The referee finds the mixes.',
      hidden: 'Fools the referee.',
    },
    verdictTitle:
      'Fooled: its error is at least 80 % of that of a critic which sees nothing. An error of 0 would be the tent.',
    trivial: (constant, blind) =>
      `Without a look: ${constant} by always saying ¼, ${blind} by ⅛, which a critic says that sees nothing, since half of what it learns from are blends worth 0.`,
    onPlot: 'referee',
    legend: 'Dotted: the referee, on the straight path.',
  },
  {
    button: 'Arbitre',
    buttonAtWork: (percent) => `Arbitre ${percent} %`,
    label: 'Arbitre indépendant',
    title:
      'Mettre à l’épreuve « trompe son propre critique » : entraîner un critique neuf sur les mélanges obtenus',
    explanation:
      'Un critique neuf, de même forme, apprend à deviner α d’après les mélanges pendant que l’auto-encodeur ne bouge pas. Seuls les mélanges que lui non plus ne reconnaît pas sont difficiles à reconnaître.',
    caption: (mixes) => `Erreur quadratique sur α, pour ${mixes} mélanges d’images de test`,
    method: 'méthode',
    own: 'son critique',
    referee: 'arbitre',
    ask: 'Demander',
    askAgain: 'Redemander',
    askOf: (lane) => `Demander un arbitre pour ${lane}`,
    cancel: 'Annuler',
    cancelOf: (lane) => `Renvoyer l’arbitre de ${lane}`,
    progress: (lane) => `Entraînement de l’arbitre de ${lane}`,
    steps: (step, steps) => `pas ${step} sur ${steps}`,
    notTrained: 'pas encore entraîné',
    noCritic: 'aucun',
    failed: (reason) => `L’arbitre s’est arrêté : ${reason}`,
    judged: (samples, steps, seed) => `À ${samples} exemples ; ${steps} pas, graine ${seed}.`,
    stale: (samples) => `Dépassé : la voie en est à ${samples} exemples.`,
    verdicts: {
      ownOnly: 'Trompe son propre critique, mais pas l’arbitre.',
      both: 'Trompe aussi l’arbitre.',
      neither: 'Ne trompe ni l’un ni l’autre.',
      refereeOnly: 'Trompe l’arbitre, mais pas son propre critique.',
      found: 'L’arbitre reconnaît les mélanges.',
      hidden: 'Trompe l’arbitre.',
    },
    verdictTitle:
      'Trompé : son erreur atteint au moins 80 % de celle d’un critique qui ne voit rien. Une erreur de 0 donnerait la tente.',
    trivial: (constant, blind) =>
      `Sans rien regarder : ${constant} en disant toujours ¼, ${blind} en disant ⅛, réponse d’un critique qui ne voit rien, car la moitié de ce dont il apprend vaut 0.`,
    onPlot: 'arbitre',
    legend: 'En pointillé : l’arbitre, sur le chemin droit.',
  },
);
