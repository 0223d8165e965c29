import type { FactName, Mismatch } from '../core/runFingerprint.ts';
import { defineTexts } from './texts.ts';

/** What stopped or was lost. */
type Culprit = 'worker' | 'GPU' | 'engine';

interface SessionTexts {
  readonly openedToGoOn: (samples: number, seed: number, finished: boolean) => string;
  readonly openedSnapshot: (samples: number, seed: number, finished: boolean) => string;
  readonly turns: string;
  readonly sharing: (others: number) => string;
  readonly restarted: (reason: string, from: number | null) => string;
  readonly lost: (loss: {
    readonly what: Culprit;
    readonly times: number;
    readonly reason: string;
    readonly from: number | null;
    readonly engine?: string;
  }) => string;
  readonly fallback: (what: Culprit) => string;
  readonly givingUp: (what: Culprit, times: number, reason: string) => string;
  readonly back: (samples: number) => string;
  readonly goesOn: (samples: number) => string;
  readonly diverged: (loss: string, samples: number, lastGood: number | null) => string;
  readonly silent: (seconds: number) => string;
  readonly decoderStopped: (reason: string) => string;
  readonly decoderKeepsStopping: (reason: string) => string;
  readonly notOpened: (file: string, reason: string) => string;
  readonly noCheckpoint: (lane: string) => string;
  readonly notSaved: (lane: string, reason: string) => string;
  readonly pageFull: (lanes: number) => string;
  readonly mismatch: (mismatch: Mismatch) => string;
  readonly doesNotFit: (lane: string, mismatches: string) => string;
}

const frenchFacts: Readonly<Record<FactName, string>> = {
  dataset: 'jeu de données',
  method: 'méthode',
  critic: 'critique',
  'image size': 'taille des images',
  colours: 'couleurs',
  scales: 'échelles',
  depth: 'profondeur',
  'latent channels': 'canaux latents',
  'critic depth': 'profondeur du critique',
  'codebook size (log₂)': 'taille du dictionnaire (log₂)',
};

function frenchValue(value: string | number): string | number {
  return { yes: 'oui', no: 'non', lines: 'lignes', Baseline: 'AE simple' }[value] ?? value;
}

/** What lanes and notices say of workers, engines and files. Reasons within them may be in English. */
export const sessionTexts = defineTexts<SessionTexts>(
  {
    openedToGoOn: (samples, seed, finished) =>
      `Opened at ${samples} samples; ${finished ? 'with a larger budget ▶ goes on' : '▶ goes on from there'}, with its seed ${seed}.`,
    openedSnapshot: (samples, seed, finished) =>
      `Opened at ${samples} samples. A snapshot has no optimiser state: ${finished ? 'reset the lane to start anew' : `▶ starts anew from seed ${seed}`}.`,
    turns: 'takes turns',
    sharing: (others) =>
      `There are more lanes than processor cores: this one and ${others} more take turns, so each trains slower.`,
    restarted: (reason, from) =>
      `Its worker stopped (${reason}). Started again ${from === null ? 'from the seed' : `at ${from} samples`}.`,
    lost({ what, times, reason, from, engine }) {
      const again = times === 1 ? '' : times === 2 ? ' twice' : ` ${times} times`;
      const start =
        from === null
          ? 'there was no checkpoint yet, so it starts again from the seed'
          : `going on from ${from.toLocaleString('en')} samples`;
      return `The ${what} was lost${again} (${reason}): ${start}${engine ? ` on ${engine}` : ''}.`;
    },
    fallback: (what) =>
      `The ${what} was lost again and again; compiled WebAssembly SIMD trains instead.`,
    givingUp: (what, times, reason) =>
      `Its ${what} stopped ${times} times (${reason}). ▶ tries again; another engine may help.`,
    goesOn: (samples) =>
      `Goes on from the pretrained weights (${samples} samples); the optimisers start anew.`,
    back: (samples) =>
      `Back at ${samples} samples. The same settings may diverge again: change one, or the seed.`,
    diverged(loss, samples, lastGood) {
      const back =
        lastGood === null
          ? 'Reset the lane'
          : `Go back to the last good weights, at ${lastGood} samples`;
      return `Training diverged: ${loss} is no longer a number after ${samples} samples, so the last step is not shown. ${back}, and lower a weight or change the seed.`;
    },
    silent: (seconds) => `it gave no sign of life for ${seconds} s`,
    decoderStopped: (reason) =>
      `The worker that decodes images stopped (${reason}); it was started again.`,
    decoderKeepsStopping: (reason) =>
      `The worker that decodes images keeps stopping (${reason}). Reload the page.`,
    notOpened: (file, reason) => `${file} was not opened. ${reason}`,
    noCheckpoint: (lane) => `${lane} has no checkpoint yet: train it first.`,
    notSaved: (lane, reason) => `${lane} could not be saved. ${reason}`,
    pageFull: (lanes) =>
      `The file needs a lane of its own, and the page is full with ${lanes}. Remove one and open the file again.`,
    mismatch: ({ fact, found, wanted }) =>
      `${fact} is ${found} in the checkpoint and ${wanted} in the lane`,
    doesNotFit: (lane, mismatches) =>
      `The file does not fit the lane ${lane}: ${mismatches}. Drop it beside the lanes to open it in a lane of its own.`,
  },
  {
    openedToGoOn: (samples, seed, finished) =>
      `Ouvert à ${samples} exemples ; ${finished ? 'avec un budget plus grand, ▶ le poursuit' : '▶ le poursuit à partir de là'}, avec sa graine ${seed}.`,
    openedSnapshot: (samples, seed, finished) =>
      `Ouvert à ${samples} exemples. Un instantané n’a pas l’état de l’optimiseur : ${finished ? 'réinitialiser la voie pour repartir de zéro' : `▶ repart de la graine ${seed}`}.`,
    turns: 'à tour de rôle',
    sharing: (others) =>
      `Il y a plus de voies que de cœurs : celle-ci et ${others} autre(s) alternent, et chacune avance plus lentement.`,
    restarted: (reason, from) =>
      `Son processus s’est arrêté (${reason}). Relancé ${from === null ? 'depuis la graine' : `à ${from} exemples`}.`,
    lost({ what, times, reason, from, engine }) {
      const subject = what === 'GPU' ? 'La carte graphique a été perdue' : 'Le moteur a été perdu';
      const again = times === 1 ? '' : ` ${times} fois`;
      const start =
        from === null
          ? 'aucun point de reprise encore, il repart de la graine'
          : `reprise à ${from.toLocaleString('fr')} exemples`;
      return `${subject}${again} (${reason}) : ${start}${engine ? ` sur ${engine}` : ''}.`;
    },
    fallback: (what) =>
      `${what === 'GPU' ? 'La carte graphique a été perdue' : 'Le moteur a été perdu'} à plusieurs reprises ; WebAssembly SIMD compilé entraîne à sa place.`,
    givingUp(what, times, reason) {
      const subject = {
        worker: 'Son processus s’est arrêté',
        GPU: 'Sa carte graphique s’est arrêtée',
        engine: 'Son moteur s’est arrêté',
      }[what];
      return `${subject} ${times} fois (${reason}). ▶ réessaie ; un autre moteur peut aider.`;
    },
    goesOn: (samples) =>
      `Repart des poids préentraînés (${samples} exemples) ; les optimiseurs repartent à neuf.`,
    back: (samples) =>
      `De retour à ${samples} exemples. Les mêmes réglages peuvent diverger encore : en changer un, ou la graine.`,
    diverged(loss, samples, lastGood) {
      const back =
        lastGood === null
          ? 'Réinitialiser la voie'
          : `Revenir aux derniers poids sains, à ${lastGood} exemples`;
      return `L’entraînement a divergé : ${loss} n’est plus un nombre après ${samples} exemples, et le dernier pas n’est pas montré. ${back}, puis baisser un poids ou changer la graine.`;
    },
    silent: (seconds) => `aucun signe de vie pendant ${seconds} s`,
    decoderStopped: (reason) =>
      `Le processus qui décode les images s’est arrêté (${reason}) ; il a été relancé.`,
    decoderKeepsStopping: (reason) =>
      `Le processus qui décode les images s’arrête sans cesse (${reason}). Recharger la page.`,
    notOpened: (file, reason) => `${file} n’a pas été ouvert. ${reason}`,
    noCheckpoint: (lane) => `${lane} n’a pas encore de point de reprise : l’entraîner d’abord.`,
    notSaved: (lane, reason) => `${lane} n’a pas pu être enregistré. ${reason}`,
    pageFull: (lanes) =>
      `Le fichier demande une voie à lui, et la page est pleine avec ${lanes}. En retirer une et rouvrir le fichier.`,
    mismatch: ({ fact, found, wanted }) =>
      `${frenchFacts[fact]} : ${frenchValue(found)} dans le fichier, ${frenchValue(wanted)} dans la voie`,
    doesNotFit: (lane, mismatches) =>
      `Le fichier ne convient pas à la voie ${lane} : ${mismatches}. Le déposer à côté des voies pour l’ouvrir dans une voie à lui.`,
  },
);
