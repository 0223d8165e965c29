import { defineTexts } from './texts.ts';

/** Where a lane's weights come from, and what to say of those that ship with the page. */
export const pretrainedTexts = defineTexts(
  {
    pretrained: 'pretrained',
    live: (seed: number) => `live, from seed ${seed}`,
    seed: (seed: number) => `seed ${seed}`,
    /** Beside "not trained yet". */
    willBeLive: (seed: number) => `▶ trains live, from seed ${seed}`,
    explained:
      'Trained before and shipped with the page. ▶ forgets these weights and trains live, from the seed.',
    manifestFault: (reason: string) =>
      `The pretrained weights were not found (${reason}). ▶ trains every method from its seed.`,
    fileFault: (method: string, reason: string) =>
      `The pretrained weights of ${method} were not opened: ${reason} ▶ trains it from its seed.`,
    otherMethod: 'The file is of another method.',
    httpFault: (name: string, status: number) => `${name} did not load: HTTP ${status}`,
    networkFault: (name: string) => `${name} did not load`,
    /** The preset has changed since the file was made. */
    otherSettings: (parts: string) =>
      `Pretrained with other settings than the preset has now (${parts}); ▶ trains with the preset’s.`,
  },
  {
    pretrained: 'pré-entraîné',
    live: (seed: number) => `en direct, graine ${seed}`,
    seed: (seed: number) => `graine ${seed}`,
    willBeLive: (seed: number) => `▶ l’entraîne en direct, graine ${seed}`,
    explained:
      'Entraîné auparavant et livré avec la page. ▶ oublie ces poids et entraîne en direct, depuis la graine.',
    manifestFault: (reason: string) =>
      `Les poids pré-entraînés sont introuvables (${reason}). ▶ entraîne chaque méthode depuis sa graine.`,
    fileFault: (method: string, reason: string) =>
      `Les poids pré-entraînés de ${method} n’ont pas été ouverts : ${reason} ▶ l’entraîne depuis sa graine.`,
    otherMethod: 'Le fichier est d’une autre méthode.',
    httpFault: (name: string, status: number) => `${name} n’a pas pu être chargé : HTTP ${status}`,
    networkFault: (name: string) => `${name} n’a pas pu être chargé`,
    otherSettings: (parts: string) =>
      `Pré-entraîné avec d’autres réglages que ceux du préréglage actuel (${parts}) ; ▶ entraîne avec ceux-ci.`,
  },
);
