import { defineTexts } from '../texts.ts';
import type { StopTexts } from './stopTexts.ts';

export const realityTexts = defineTexts<StopTexts>(
  {
    title: 'Real data, no truth',
    lead: [
      'The paper goes on to handwritten digits, house numbers and faces. There, nobody can say which image is half way from a 3 to a 7, or from one face to another. Its strips are printed for the reader to judge.',
      'This page draws lines, but it can play the game: suppose you did not know that these are lines. Which numbers on the page could you still work out?',
    ],
    question: 'Without the truth, what is left to measure?',
    choices: [
      'Mean distance, with enough images',
      'Reconstruction error, and what a critic says',
      'Nothing at all',
    ],
    reveal: [
      'The page has just taken away what needs the truth: the ideal row, both metrics, the angle. Left are the error at the ends, the critic’s guess, and your eyes. [Let α swing](swing) and judge the strips as if they were faces.',
      'The critic then matters twice over, for it is the only one that looks between. Remember whose critic it is: it grew up with this very autoencoder, and was fooled by it in training. A fresh one might not be.',
    ],
    note: [
      'Ask the room to rank the strips by eye before you bring the truth back (“Explore freely”).',
      'Nearest training image is no way out: with few images, a copy would win.',
      'A stranger as referee: a critic trained afterwards, on the frozen autoencoder.',
    ],
  },
  {
    title: 'Des données réelles, sans vérité',
    lead: [
      'L’article passe ensuite aux chiffres manuscrits, aux numéros de maison et aux visages. Là, nul ne peut dire quelle image est à mi-chemin d’un 3 et d’un 7, ou de deux visages. Ses bandes sont imprimées, et le lecteur juge.',
      'Cette page dessine des traits, mais elle peut jouer le jeu : supposez que vous ignoriez que ce sont des traits. Quels nombres de la page pourriez-vous encore calculer ?',
    ],
    question: 'Sans la vérité, que reste-t-il à mesurer ?',
    choices: [
      'La distance moyenne, avec assez d’images',
      'L’erreur de reconstruction, et ce que dit un critique',
      'Rien du tout',
    ],
    reveal: [
      'La page vient de retirer ce qui exige la vérité : la rangée idéale, les deux mesures, l’angle. Restent l’erreur aux extrémités, la réponse du critique, et vos yeux. [Laissez α osciller](swing) et jugez les bandes comme si c’étaient des visages.',
      'Le critique compte alors doublement : lui seul regarde l’entre-deux. Mais rappelez-vous de qui il est le critique : il a grandi avec cet auto-encodeur, qui l’a trompé à l’entraînement. Un nouveau venu ne le serait peut-être pas.',
    ],
    note: [
      'Faire classer les bandes à l’œil avant de rendre la vérité (« Explorer librement »).',
      'L’image d’entraînement la plus proche n’est pas une issue : avec peu d’images, une copie gagnerait.',
      'Un étranger pour arbitre : un critique entraîné après coup, l’auto-encodeur étant figé.',
    ],
  },
);
