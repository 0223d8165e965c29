import type { EmbedView } from '../core/experiment.ts';
import { defineTexts } from './texts.ts';

interface ShareTexts {
  readonly link: string;
  readonly copyLink: string;
  readonly linkHint: string;
  readonly embed: string;
  readonly embedView: string;
  readonly embedViews: Readonly<Record<EmbedView, string>>;
  readonly copyEmbed: string;
  readonly embedCopied: string;
  /** Of an embedded page, for a screen reader. */
  readonly frameTitle: string;
  readonly openWhole: string;
  readonly openWholeTitle: string;
  readonly strips: string;
  readonly whichStrips: string;
  readonly allRows: string;
  readonly copyPicture: string;
  readonly copyPictureTitle: string;
  readonly png: (what: string) => string;
  readonly svg: (what: string) => string;
  readonly noStrips: string;
  readonly plot: string;
  readonly whichPlot: string;
  readonly plots: Readonly<
    Record<'distance' | 'smoothness' | 'losses' | 'critic' | 'angle' | 'map', string>
  >;
  readonly noPlots: string;
  readonly data: string;
  readonly alongPath: string;
  readonly alongPathTitle: string;
  readonly overTraining: string;
  readonly overTrainingTitle: string;
  readonly session: string;
  readonly sessionHint: string;
  readonly notes: string;
  readonly notesHint: string;
  readonly half: string;
  readonly halfTitle: string;
  readonly saveSession: string;
  readonly openSession: string;
  readonly sessionFile: string;
  readonly sheetTitle: string;
  readonly noteHead: string;
  readonly caption: (facts: {
    readonly preset: string;
    readonly seed: number;
    /** Of the least and the most trained lane; one where they are alike. */
    readonly samples: readonly string[];
    readonly from: string;
    readonly to: string;
    readonly path: string;
  }) => string;
  readonly textRefused: (text: string) => string;
  readonly pictureCopied: string;
  readonly pictureRefused: (name: string) => string;
  readonly failed: (reason: string) => string;
}

/** What the Share menu offers, and an embedded page. */
export const shareTexts = defineTexts<ShareTexts>(
  {
    link: 'Link',
    copyLink: 'Copy link',
    linkHint: 'Opens this same experiment, without what was trained.',
    embed: 'Embed',
    embedView: 'Part to embed',
    embedViews: {
      grid: 'strips and α',
      plots: 'critic and angle',
      map: 'latent map',
      samples: 'random samples',
      film: 'film',
      metrics: 'metrics',
    },
    copyEmbed: 'Copy iframe',
    embedCopied: 'The iframe’s code is copied: paste it into a web page.',
    frameTitle: 'Betwixt: what lies between two images',
    openWhole: 'Open in Betwixt ↗',
    openWholeTitle: 'The same experiment on the whole page, in a new tab',
    strips: 'Strips',
    whichStrips: 'Which strips',
    allRows: 'all rows',
    copyPicture: 'Copy',
    copyPictureTitle: 'Copy the strips as a picture (PNG)',
    png: (what) => `${what} as PNG`,
    svg: (what) => `${what} as SVG`,
    noStrips: 'Nothing has been decoded yet.',
    plot: 'Plot',
    whichPlot: 'Which plot',
    plots: {
      distance: 'Mean distance ×10⁻³ over samples',
      smoothness: 'Smoothness over samples',
      losses: 'Losses over samples',
      critic: 'What the critic guesses, over α',
      angle: 'Angle along the path',
      map: 'Latent map',
    },
    noPlots: 'No plot is on screen.',
    data: 'Data (CSV)',
    alongPath: 'Along the path',
    alongPathTitle: 'Angle, distance and the critic’s guess for every image of every strip',
    overTraining: 'Over training',
    overTrainingTitle: 'Losses and evaluations of every lane, over samples',
    session: 'Session file',
    sessionHint: 'Settings, weights and notes in one file. Drop it on the page to open it again.',
    notes: 'Notes',
    notesHint: 'What to remember of this session',
    half: 'small: weights in half precision',
    halfTitle: 'A sixth of the size. To look at: training starts anew from the seed.',
    saveSession: 'Save session',
    openSession: 'Open…',
    sessionFile: 'Session file to open',
    sheetTitle: 'Between x₂ and x₁',
    noteHead: 'distance ×10⁻³ · smoothness',
    caption: ({ preset, seed, samples, from, to, path }) =>
      `Betwixt · ${preset}, seed ${seed}, ${samples.join(' to ')} samples · x₂ ${from}, x₁ ${to}, ${path} path`,
    textRefused: (text) => `The browser did not allow copying. Here it is: ${text}`,
    pictureCopied: 'The picture is copied.',
    pictureRefused: (name) => `The browser did not allow copying: ${name} is saved instead.`,
    failed: (reason) => `That did not work: ${reason}.`,
  },
  {
    link: 'Lien',
    copyLink: 'Copier le lien',
    linkHint: 'Il ouvre cette même expérience, sans ce qui a été appris.',
    embed: 'Intégrer',
    embedView: 'Partie à intégrer',
    embedViews: {
      grid: 'bandes et α',
      plots: 'critique et angle',
      map: 'carte latente',
      samples: 'images au hasard',
      film: 'film',
      metrics: 'mesures',
    },
    copyEmbed: 'Copier l’iframe',
    embedCopied: 'Le code de l’iframe est copié : le coller dans une page web.',
    frameTitle: 'Betwixt : ce qu’il y a entre deux images',
    openWhole: 'Ouvrir dans Betwixt ↗',
    openWholeTitle: 'La même expérience sur la page entière, dans un nouvel onglet',
    strips: 'Bandes',
    whichStrips: 'Quelles bandes',
    allRows: 'toutes les rangées',
    copyPicture: 'Copier',
    copyPictureTitle: 'Copier les bandes en image (PNG)',
    png: (what) => `${what} en PNG`,
    svg: (what) => `${what} en SVG`,
    noStrips: 'Rien n’a encore été décodé.',
    plot: 'Courbe',
    whichPlot: 'Quelle courbe',
    plots: {
      distance: 'Distance moyenne ×10⁻³ selon les exemples',
      smoothness: 'Régularité selon les exemples',
      losses: 'Pertes selon les exemples',
      critic: 'Ce que devine le critique, selon α',
      angle: 'Angle le long du chemin',
      map: 'Carte latente',
    },
    noPlots: 'Aucune courbe à l’écran.',
    data: 'Données (CSV)',
    alongPath: 'Le long du chemin',
    alongPathTitle: 'Angle, distance et avis du critique pour chaque image de chaque bande',
    overTraining: 'Au fil de l’entraînement',
    overTrainingTitle: 'Pertes et évaluations de chaque voie, selon les exemples',
    session: 'Fichier de session',
    sessionHint:
      'Réglages, poids et notes dans un seul fichier. Le déposer sur la page pour le rouvrir.',
    notes: 'Notes',
    notesHint: 'Ce qu’il faut retenir de cette session',
    half: 'léger : poids en demi-précision',
    halfTitle: 'Un sixième de la taille. Pour regarder : l’entraînement repart de la graine.',
    saveSession: 'Enregistrer la session',
    openSession: 'Ouvrir…',
    sessionFile: 'Fichier de session à ouvrir',
    sheetTitle: 'Entre x₂ et x₁',
    noteHead: 'distance ×10⁻³ · régularité',
    caption: ({ preset, seed, samples, from, to, path }) =>
      `Betwixt · ${preset}, graine ${seed}, ${samples.join(' à ')} exemples · x₂ ${from}, x₁ ${to}, chemin ${path}`,
    textRefused: (text) => `Le navigateur n’a pas permis la copie. Voici : ${text}`,
    pictureCopied: 'L’image est copiée.',
    pictureRefused: (name) =>
      `Le navigateur n’a pas permis la copie : ${name} est enregistré à la place.`,
    failed: (reason) => `Cela n’a pas marché : ${reason}.`,
  },
);
