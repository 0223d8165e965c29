import { defineTexts } from './texts.ts';

interface FilmTexts {
  readonly heading: string;
  readonly about: string;
  readonly sheet: (lane: string) => string;
  readonly frame: (lane: string) => string;
  readonly noLane: string;
  readonly noWeights: (lane: string) => string;
  readonly onlyOne: string;
  readonly straight: string;
  readonly time: string;
  readonly moment: (samples: string, number: number, count: number) => string;
  readonly shown: (samples: string) => string;
  readonly numbers: (distance: string, angle: string) => string;
  readonly newest: string;
  readonly newestTitle: string;
  readonly play: string;
  readonly stop: string;
  readonly playTitle: string;
  readonly reducedMotion: string;
  readonly memory: (count: number, megabytes: string) => string;
  readonly memoryTitle: string;
  readonly png: string;
  readonly pngTitle: string;
  readonly webm: string;
  readonly webmTitle: string;
  readonly recording: (share: string) => string;
  readonly noRecorder: string;
  readonly caption: (facts: string) => string;
}

/** The film of a lane's training. */
export const filmTexts = defineTexts<FilmTexts>(
  {
    heading: 'Film of',
    about: 'Down: training. Across: α.',
    sheet: (lane) => `Sheet of ${lane}: training time downwards, α from left to right`,
    frame: (lane) => `${lane} at the chosen moment and α`,
    noLane: 'There is no method on the page.',
    noWeights: (lane) => `${lane} has no weights yet: ▶ trains it, and the film is made meanwhile.`,
    onlyOne: 'One moment so far. ▶ trains, and the film is made meanwhile.',
    straight: 'The film follows the straight path.',
    time: 'Training time',
    moment: (samples, number, count) => `${samples} samples, moment ${number} of ${count}`,
    shown: (samples) => `${samples} samples`,
    numbers: (distance, angle) => `distance ${distance} · ${angle}`,
    newest: 'Newest',
    newestTitle: 'Go to the newest weights, and on with them while the lane trains',
    play: 'Play',
    stop: 'Stop',
    playTitle: 'Run through the training with α where it is',
    reducedMotion: 'Your system asks for less motion',
    memory: (count, megabytes) => `${count} ${count === 1 ? 'moment' : 'moments'}, ${megabytes} MB`,
    memoryTitle:
      'Weights in half precision, at most 48 moments and 32 MB a lane, evenly spread over the samples; freed with the lane',
    png: 'Sheet PNG',
    pngTitle: 'Save all moments as one picture',
    webm: 'Film WebM',
    webmTitle: 'Record the training at this α as a short film',
    recording: (share) => `Recording, ${share}`,
    noRecorder: 'This browser cannot record WebM films. The sheet can be saved as PNG.',
    caption: (facts) => `Training from top to bottom. ${facts}`,
  },
  {
    heading: 'Film de',
    about: 'Vers le bas : l’entraînement. En travers : α.',
    sheet: (lane) => `Planche de ${lane} : l’entraînement vers le bas, α de gauche à droite`,
    frame: (lane) => `${lane} au moment et à l’α choisis`,
    noLane: 'Il n’y a aucune méthode sur la page.',
    noWeights: (lane) =>
      `${lane} n’a pas encore de poids : ▶ l’entraîne, et le film se fait alors.`,
    onlyOne: 'Un seul moment pour l’instant. ▶ entraîne, et le film se fait alors.',
    straight: 'Le film suit le chemin droit.',
    time: 'Temps d’entraînement',
    moment: (samples, number, count) => `${samples} exemples, moment ${number} sur ${count}`,
    shown: (samples) => `${samples} exemples`,
    numbers: (distance, angle) => `écart ${distance} · ${angle}`,
    newest: 'Dernier',
    newestTitle: 'Aller aux poids les plus récents, et les suivre pendant l’entraînement',
    play: 'Lire',
    stop: 'Arrêter',
    playTitle: 'Parcourir l’entraînement en gardant α',
    reducedMotion: 'Le système demande moins de mouvement',
    memory: (count, megabytes) => `${count} ${count === 1 ? 'moment' : 'moments'}, ${megabytes} Mo`,
    memoryTitle:
      'Poids en demi-précision, au plus 48 moments et 32 Mo par voie, répartis également sur les exemples ; libérés avec la voie',
    png: 'Planche PNG',
    pngTitle: 'Enregistrer tous les moments en une image',
    webm: 'Film WebM',
    webmTitle: 'Enregistrer l’entraînement à cet α comme un court film',
    recording: (share) => `Enregistrement, ${share}`,
    noRecorder:
      'Ce navigateur ne sait pas enregistrer de film WebM. La planche peut être enregistrée en PNG.',
    caption: (facts) => `L’entraînement de haut en bas. ${facts}`,
  },
);
