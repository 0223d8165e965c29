import { defineTexts } from '../texts.ts';
import type { StopTexts } from './stopTexts.ts';

export const interpolationTexts = defineTexts<StopTexts>(
  {
    title: 'Interpolation',
    lead: [
      'Two ways to go from one image to another. The first mixes what we see, pixel by pixel: $\\alpha x_1 + (1-\\alpha)x_2$. The second mixes what the encoder made of it, and decodes the mix: $\\hat{x}_\\alpha = g(\\alpha z_1 + (1-\\alpha)z_2)$.',
      'Both agree at the ends. [Let α swing](swing) to see the way, [swap the end points](swap) to see it backwards.',
    ],
    question: 'Half way, what does an autoencoder draw that was only ever asked to rebuild lines?',
    choices: [
      'Two faint lines, as the cross-fade does',
      'One clear line, half way round',
      'It depends: nobody asked it for anything there',
    ],
    reveal: [
      'It depends. [At α = ½](half) the cross-fade is two faint lines, always. The decoder draws whatever its weights happen to make of a code that no training image had: sometimes a line, sometimes two, sometimes a smudge. [Other end points](other) may well give another answer.',
      'That is what makes interpolation a test: it asks for the places between, which the reconstruction error never visits.',
    ],
    note: [
      'Have the room vote before anything moves; the vote usually splits.',
      'Shuffle the end points two or three times: the middle changes its character.',
      'Word to plant: “off the data”. The codes between are off the data, and the loss is silent there.',
    ],
  },
  {
    title: 'L’interpolation',
    lead: [
      'Deux façons d’aller d’une image à l’autre. La première mélange ce que l’on voit, pixel par pixel : $\\alpha x_1 + (1-\\alpha)x_2$. La seconde mélange ce que l’encodeur en a fait, puis décode le mélange : $\\hat{x}_\\alpha = g(\\alpha z_1 + (1-\\alpha)z_2)$.',
      'Aux extrémités, toutes deux s’accordent. [Laissez α osciller](swing) pour voir le chemin, [échangez les extrémités](swap) pour le voir à l’envers.',
    ],
    question:
      'À mi-chemin, que dessine un auto-encodeur à qui l’on n’a demandé que de reconstruire ?',
    choices: [
      'Deux traits pâles, comme le fondu',
      'Un trait net, tourné à moitié',
      'Cela dépend : on ne lui a rien demandé là',
    ],
    reveal: [
      'Cela dépend. [À α = ½](half), le fondu donne toujours deux traits pâles. Le décodeur, lui, dessine ce que ses poids font, par hasard, d’un code qu’aucune image d’entraînement n’avait : parfois un trait, parfois deux, parfois une tache. [D’autres extrémités](other) donneront peut-être une autre réponse.',
      'C’est ce qui fait de l’interpolation une épreuve : elle interroge l’entre-deux, où l’erreur de reconstruction ne va jamais.',
    ],
    note: [
      'Faire voter la salle avant que rien ne bouge ; les voix se partagent presque toujours.',
      'Tirer d’autres extrémités deux ou trois fois : le milieu change de caractère.',
      'Une idée à semer : « hors des données ». Là, la perte se tait.',
    ],
  },
);
