import { defineTexts } from '../texts.ts';

interface LearnPageTexts {
  readonly stops: string;
  readonly place: (number: number, count: number) => string;
  readonly goTo: (number: number, title: string) => string;
  readonly previous: string;
  readonly next: string;
  readonly keys: string;
  readonly predict: string;
  readonly choose: string;
  readonly reveal: string;
  readonly revealed: string;
  readonly yours: string;
  readonly right: string;
  readonly open: string;
  readonly again: string;
  readonly explore: string;
  readonly note: string;
  readonly stage: string;
  readonly text: string;
  readonly preset: string;
  readonly players: {
    readonly heading: string;
    readonly intro: string;
    readonly critic: string;
    readonly autoencoder: string;
    readonly both: string;
    readonly step: string;
    readonly slow: string;
    readonly seen: (samples: string) => string;
    readonly fresh: string;
  };
  readonly table: {
    readonly results: string;
    readonly method: string;
    readonly paper: string;
    readonly page: string;
    readonly seeds: string;
    readonly seedsTitle: (count: number, samples: string) => string;
    readonly distance: string;
    readonly smoothness: string;
    readonly show: (method: string, quantity: string, value: string) => string;
    readonly source: string;
    readonly probe: string;
    readonly probeSource: string;
    readonly numbers: (count: number) => string;
    readonly linesHere: string;
  };
  readonly present: {
    readonly start: string;
    readonly startTitle: string;
    readonly leave: string;
    readonly fullScreen: string;
    readonly notes: string;
    readonly notesRefused: string;
    readonly blank: string;
    readonly blanked: string;
    readonly keys: string;
    readonly notesTitle: string;
    readonly nextStop: string;
    readonly lastStop: string;
    readonly question: string;
    readonly answer: string;
    readonly waiting: string;
    readonly showing: string;
    readonly noStop: string;
  };
}

/** Around the stops: moving about, predicting, presenting. */
export const learnPageTexts = defineTexts<LearnPageTexts>(
  {
    stops: 'Stops',
    place: (number, count) => `Stop ${number} of ${count}`,
    goTo: (number, title) => `Stop ${number}: ${title}`,
    previous: 'Back',
    next: 'Next',
    keys: 'Keys: ← → between stops, 1 to 3 predict, R reveals.',
    predict: 'Predict first',
    choose: 'Choose an answer, then reveal.',
    reveal: 'Reveal',
    revealed: 'Answer',
    yours: 'your prediction',
    right: 'right',
    open: 'Nobody’s wrong: the question is open.',
    again: 'Ask again',
    explore: 'Explore freely',
    note: 'For whoever presents',
    stage: 'The page of this stop',
    text: 'Text of this stop',
    preset: 'Set the page as this stop had it',
    players: {
      heading: 'Who learns?',
      intro: 'A step is one batch. The other player’s weights stay as they are.',
      critic: 'critic',
      autoencoder: 'autoencoder',
      both: 'both',
      step: 'One step',
      slow: 'Slow motion',
      seen: (samples) => `${samples} samples seen`,
      fresh: 'The first step starts anew from the seed.',
    },
    table: {
      results: 'Results, the paper’s and this page’s',
      method: 'method',
      paper: 'paper',
      page: 'this lane',
      seeds: 'here, all seeds',
      seedsTitle: (count, samples) =>
        `Mean ± standard deviation over ${count} seeds of ${samples} samples`,
      distance: 'mean distance ×10⁻³',
      smoothness: 'smoothness',
      show: (method, quantity, value) => `${method}, ${quantity} ${value}: show its strip`,
      source: 'Paper: Berthelot et al. 2018, table 1, mean ± standard deviation over five seeds.',
      probe: 'Accuracy of a single-layer classifier on the latents, in per cent',
      probeSource:
        'Berthelot et al. 2018, table 2. Last column: live, sectors of lines, last batch.',
      numbers: (count) => `${count} numbers`,
      linesHere: 'lines, here',
    },
    present: {
      start: 'Present',
      startTitle: 'Full screen and large type, notes in a second window',
      leave: 'Leave (Esc)',
      fullScreen: 'Full screen (F)',
      notes: 'Notes window (N)',
      notesRefused:
        'The browser did not allow a second window. Allow pop-ups for this page and try again.',
      blank: 'Blank (B)',
      blanked: 'The screen is blank. Press B to go on.',
      keys: '← → or a clicker · 1 to 3 · R · B · F · N · Esc',
      notesTitle: 'Notes',
      nextStop: 'Next',
      lastStop: 'This is the last stop.',
      question: 'Question',
      answer: 'Answer',
      waiting: 'Waiting for the page that presents. Open these notes from it.',
      showing: 'on screen',
      noStop: 'No stop',
    },
  },
  {
    stops: 'Étapes',
    place: (number, count) => `Étape ${number} sur ${count}`,
    goTo: (number, title) => `Étape ${number} : ${title}`,
    previous: 'Retour',
    next: 'Suite',
    keys: 'Touches : ← → d’une étape à l’autre, 1 à 3 pour prédire, R pour dévoiler.',
    predict: 'Prédisez d’abord',
    choose: 'Choisissez une réponse, puis dévoilez.',
    reveal: 'Dévoiler',
    revealed: 'Réponse',
    yours: 'votre prédiction',
    right: 'juste',
    open: 'Personne n’a tort : la question est ouverte.',
    again: 'Reposer la question',
    explore: 'Explorer librement',
    note: 'Pour qui présente',
    stage: 'La page de cette étape',
    text: 'Texte de cette étape',
    preset: 'Remettre la page comme cette étape l’avait',
    players: {
      heading: 'Qui apprend ?',
      intro: 'Un pas, c’est un lot. Les poids de l’autre joueur ne bougent pas.',
      critic: 'critique',
      autoencoder: 'auto-encodeur',
      both: 'les deux',
      step: 'Un pas',
      slow: 'Au ralenti',
      seen: (samples) => `${samples} exemples vus`,
      fresh: 'Le premier pas repart de la graine.',
    },
    table: {
      results: 'Résultats, ceux de l’article et ceux de cette page',
      method: 'méthode',
      paper: 'article',
      page: 'cette ligne',
      seeds: 'ici, toutes graines',
      seedsTitle: (count, samples) =>
        `Moyenne ± écart-type sur ${count} graines de ${samples} exemples`,
      distance: 'distance moyenne ×10⁻³',
      smoothness: 'régularité',
      show: (method, quantity, value) => `${method}, ${quantity} ${value} : montrer sa bande`,
      source: 'Article : Berthelot et al. 2018, tableau 1, moyenne ± écart-type sur cinq graines.',
      probe: 'Exactitude d’un classifieur à une couche sur les codes, en pour cent',
      probeSource:
        'Berthelot et al. 2018, tableau 2. Dernière colonne : en direct, secteurs des traits, dernier lot.',
      numbers: (count) => `${count} nombres`,
      linesHere: 'traits, ici',
    },
    present: {
      start: 'Présenter',
      startTitle: 'Plein écran et grands caractères, notes dans une seconde fenêtre',
      leave: 'Quitter (Échap)',
      fullScreen: 'Plein écran (F)',
      notes: 'Fenêtre de notes (N)',
      notesRefused:
        'Le navigateur n’a pas permis de seconde fenêtre. Autorisez-les pour cette page, puis réessayez.',
      blank: 'Écran noir (B)',
      blanked: 'L’écran est noir. Appuyez sur B pour reprendre.',
      keys: '← → ou télécommande · 1 à 3 · R · B · F · N · Échap',
      notesTitle: 'Notes',
      nextStop: 'Ensuite',
      lastStop: 'C’est la dernière étape.',
      question: 'Question',
      answer: 'Réponse',
      waiting: 'En attente de la page qui présente. Ouvrez ces notes depuis elle.',
      showing: 'à l’écran',
      noStop: 'Aucune étape',
    },
  },
);
