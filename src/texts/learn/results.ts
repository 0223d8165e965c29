import { defineTexts } from '../texts.ts';
import type { StopTexts } from './stopTexts.ts';

export const resultsTexts = defineTexts<StopTexts>(
  {
    title: 'The results',
    lead: [
      'Seven methods on the same lines: the same encoder, the same decoder, other things asked of the code. The paper trained each on $2^{24}$ images with five seeds, and reports mean ± standard deviation (Berthelot et al. 2018, table 1).',
      'Beside it stand this page’s own numbers. Those networks are smaller and have seen far fewer images, so compare the order rather than the values. [Train](train) to have your own.',
    ],
    question:
      'Which of the seven is, in the paper, further from true lines than a plain cross-fade of pixels?',
    choices: ['None: all beat it', 'The baseline', 'VAE'],
    reveal: [
      'The baseline: {paper baseline distance} $\\times 10^{-3}$, where fading pixels scores {crossfade distance}, measured by the same protocol. Learning a code does not by itself give anything useful between codes. ACAI has {paper acai distance}.',
      'Press a number in the table to see the strip behind it: a mean is easier to believe when one has seen what it averages. More seeds, with their spread, are on [the benchmark page](benchmark).',
    ],
    note: [
      'Let the room rank the methods first; write the order down.',
      'Press ACAI’s cell, then VQ-VAE’s.',
      'Ask which column the room would rather win. The paper’s claim is both at once.',
    ],
  },
  {
    title: 'Les résultats',
    lead: [
      'Sept méthodes sur les mêmes traits : même encodeur, même décodeur, d’autres exigences envers le code. L’article a entraîné chacune sur $2^{24}$ images avec cinq graines, et donne moyenne ± écart-type (Berthelot et al. 2018, tableau 1).',
      'À côté, les nombres de cette page. Ces réseaux-ci sont plus petits et ont vu bien moins d’images : comparez l’ordre plutôt que les valeurs. [Entraînez](train) pour avoir les vôtres.',
    ],
    question:
      'Laquelle des sept est, dans l’article, plus loin des vrais traits qu’un simple fondu de pixels ?',
    choices: ['Aucune : toutes font mieux', 'L’AE simple', 'Le VAE'],
    reveal: [
      'L’auto-encodeur simple : {paper baseline distance} $\\times 10^{-3}$, alors que le fondu obtient {crossfade distance} avec le même protocole. Apprendre un code ne donne pas, à soi seul, quelque chose d’utile entre les codes. ACAI est à {paper acai distance}.',
      'Appuyez sur un nombre du tableau pour voir la bande qui est derrière : on croit mieux une moyenne quand on a vu ce qu’elle résume. Plus de graines, avec leur dispersion : [la page des mesures](benchmark).',
    ],
    note: [
      'Faire d’abord classer les méthodes par la salle ; noter l’ordre.',
      'Appuyer sur la case d’ACAI, puis sur celle du VQ-VAE.',
      'Demander quelle colonne la salle préférerait gagner. L’article prétend aux deux à la fois.',
    ],
  },
);
