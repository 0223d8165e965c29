import { defineTexts } from './texts.ts';

interface CheckpointTexts {
  readonly checkpoints: string;
  readonly title: string;
  readonly button: string;
  readonly save: (lane: string) => string;
  readonly open: string;
  readonly file: string;
  readonly hint: string;
  readonly drop: string;
}

/** The menu of checkpoint files, and dropping one on the page. */
export const checkpointTexts = defineTexts<CheckpointTexts>(
  {
    checkpoints: 'Checkpoints',
    title: 'Save a lane’s weights to a file, or open one',
    button: 'Save / Open',
    save: (lane) => `Save ${lane}`,
    open: 'Open a checkpoint file…',
    file: 'Checkpoint file',
    hint: 'You can also drop a checkpoint file anywhere on the page.',
    drop: 'Drop to open this checkpoint',
  },
  {
    checkpoints: 'Points de reprise',
    title: 'Enregistrer les poids d’une méthode dans un fichier, ou en ouvrir un',
    button: 'Enregistrer / Ouvrir',
    save: (lane) => `Enregistrer ${lane}`,
    open: 'Ouvrir un point de reprise…',
    file: 'Fichier de point de reprise',
    hint: 'On peut aussi déposer un tel fichier n’importe où sur la page.',
    drop: 'Déposer ici pour ouvrir ce point de reprise',
  },
);
