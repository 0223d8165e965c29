import { defineTexts } from './texts.ts';

interface CapsuleTexts {
  readonly saved: (name: string, lanes: number, megabytes: number) => string;
  readonly notSaved: (reason: string) => string;
  readonly opened: (name: string, lanes: number) => string;
  /** Why a session file cannot be opened. */
  readonly faults: Readonly<Record<'tooLarge' | 'foreign' | 'later' | 'damaged', string>>;
}

/** Session files: saved, opened, refused. */
export const capsuleTexts = defineTexts<CapsuleTexts>(
  {
    saved: (name, lanes, megabytes) =>
      `${name} is saved: settings, notes and the weights of ${lanes} ${lanes === 1 ? 'lane' : 'lanes'}, ${megabytes.toFixed(1)} MB.`,
    notSaved: (reason) => `The session could not be saved. ${reason}`,
    opened: (name, lanes) =>
      `${name} is open, with the weights of ${lanes} ${lanes === 1 ? 'lane' : 'lanes'}.`,
    faults: {
      tooLarge: 'It is larger than any session file: 256 MB is the most.',
      foreign: 'It is no session file of Betwixt.',
      later: 'It was written by a later Betwixt: reload the page for the newest one.',
      damaged: 'It is damaged or incomplete; use another copy of it.',
    },
  },
  {
    saved: (name, lanes, megabytes) =>
      `${name} est enregistré : réglages, notes et poids de ${lanes} ${lanes === 1 ? 'voie' : 'voies'}, ${megabytes.toFixed(1).replace('.', ',')} Mo.`,
    notSaved: (reason) => `La session n’a pas pu être enregistrée. ${reason}`,
    opened: (name, lanes) =>
      `${name} est ouvert, avec les poids de ${lanes} ${lanes === 1 ? 'voie' : 'voies'}.`,
    faults: {
      tooLarge: 'Il est plus grand que tout fichier de session : 256 Mo au plus.',
      foreign: 'Ce n’est pas un fichier de session de Betwixt.',
      later: 'Il a été écrit par un Betwixt plus récent : recharger la page pour l’avoir.',
      damaged: 'Il est endommagé ou incomplet ; en prendre une autre copie.',
    },
  },
);
