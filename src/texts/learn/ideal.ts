import { defineTexts } from '../texts.ts';
import type { StopTexts } from './stopTexts.ts';

export const idealTexts = defineTexts<StopTexts>(
  {
    title: 'The ideal interpolation',
    lead: [
      'What should lie between? The paper asks for two things. Every image on the way should look real, as if it came from the data; and the way should be smooth, each image a little different from the one before, so that one end turns into the other by degrees.',
      'The row “Ideal” has both: the line [turns evenly](swing) along the shorter arc.',
    ],
    question: 'Can a path be made of perfect lines only, and still be a bad interpolation?',
    choices: [
      'No: if every image is real, all is well',
      'Yes: it may wait and then jump',
      'Yes: it may be too dark',
    ],
    reveal: [
      'Yes. Show $x_2$ for half the way and $x_1$ for the rest: every image is perfect, and nothing lies between. The curve that has appeared on the page plots the angle along the path: the ideal is a [straight slope](quarter), a jump is a step. VQ-VAE, whose codes snap to a dictionary, likes steps.',
      'The cross-fade fails the other way round: each step is small, but the images in the middle are no lines. Realistic and smooth are two demands, and one does not give the other.',
    ],
    note: [
      'Draw the step and the slope in the air before you reveal.',
      'Point at the cross-fade: smooth to the eye, and yet not one valid image in the middle.',
      'Both demands come back as the two metrics, three stops on.',
    ],
  },
  {
    title: 'L’interpolation idéale',
    lead: [
      'Que devrait-il y avoir entre deux images ? L’article demande deux choses. Chaque image du chemin doit sembler réelle, comme tirée des données ; et le chemin doit être régulier, chaque image un peu différente de la précédente, pour qu’un bout devienne l’autre par degrés.',
      'La rangée « Idéal » a les deux : le trait [tourne uniformément](swing) par l’arc le plus court.',
    ],
    question:
      'Un chemin fait uniquement de traits parfaits peut-il être une mauvaise interpolation ?',
    choices: [
      'Non : si chaque image est réelle, tout va bien',
      'Oui : il peut attendre, puis sauter',
      'Oui : il peut être trop sombre',
    ],
    reveal: [
      'Oui. Montrez $x_2$ la moitié du temps et $x_1$ le reste : chaque image est parfaite, et il n’y a rien entre elles. La courbe qui vient d’apparaître donne l’angle le long du chemin : l’idéal est une [pente droite](quarter), un saut est une marche. Le VQ-VAE, dont les codes se calent sur un dictionnaire, aime les marches.',
      'Le fondu échoue dans l’autre sens : chaque pas est petit, mais au milieu il n’y a pas de trait. Réaliste et régulier sont deux exigences, et l’une ne donne pas l’autre.',
    ],
    note: [
      'Dessiner en l’air la marche et la pente avant de dévoiler.',
      'Montrer le fondu : doux pour l’œil, et pourtant aucune image valable au milieu.',
      'Les deux exigences reviennent trois étapes plus loin : ce sont les deux mesures.',
    ],
  },
);
