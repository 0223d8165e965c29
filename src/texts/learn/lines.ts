import { defineTexts } from '../texts.ts';
import type { StopTexts } from './stopTexts.ts';

export const linesTexts = defineTexts<StopTexts>(
  {
    title: 'Lines, where the answer is known',
    lead: [
      'Faces and digits have no official “half way”. So the paper makes a world in which there is one: grey images of 32×32 pixels with a single line from the centre. The only thing that varies is its angle $\\Lambda$, so the one right way from line to line is to turn it.',
      'For each decoded image the page finds the nearest of 10,000 true lines. That gives two numbers: how far away that line is, and [which angle it has](quarter).',
    ],
    question: 'Two lines point in opposite directions. Which way should the ideal turn?',
    choices: ['Clockwise', 'Anticlockwise', 'Either: both ways are equally short'],
    reveal: [
      'Either. [Set them 180° apart](opposite): the page says so beside the dials, and draws one of the two as the ideal. A method that takes the other way is no worse. [A little less](nearly), and the shorter arc is decided again.',
      'Such knife edges are rare among random pairs, and both metrics average over many pairs. It is still good to know that even in a toy world the truth has a seam.',
    ],
    note: [
      'Let somebody from the room turn the dials.',
      'Point out that the network never sees an angle: lines are found afterwards, by search.',
      'Bridge to the next stop: nearest line → distance; its angle → smoothness.',
    ],
  },
  {
    title: 'Des traits, où la réponse est connue',
    lead: [
      'Visages et chiffres n’ont pas de « milieu » officiel. L’article fabrique donc un monde où il y en a un : des images grises de 32×32 pixels avec un seul trait partant du centre. Seul son angle $\\Lambda$ varie ; la bonne façon d’aller d’un trait à l’autre est donc de le tourner.',
      'Pour chaque image décodée, la page cherche le plus proche de 10 000 vrais traits. Il en sort deux nombres : à quelle distance il se trouve, et [quel est son angle](quarter).',
    ],
    question: 'Deux traits pointent en sens opposés. De quel côté l’idéal doit-il tourner ?',
    choices: [
      'Dans le sens des aiguilles d’une montre',
      'Dans l’autre sens',
      'L’un ou l’autre : les deux arcs sont égaux',
    ],
    reveal: [
      'L’un ou l’autre. [Mettez-les à 180°](opposite) : la page le signale près des cadrans, et dessine l’un des deux comme idéal. Une méthode qui prend l’autre côté n’est pas moins bonne. [Un peu moins](nearly), et l’arc le plus court est de nouveau décidé.',
      'De tels cas limites sont rares parmi des paires tirées au hasard, et les deux mesures sont des moyennes sur beaucoup de paires. Mais, même dans un monde jouet, la vérité a une couture.',
    ],
    note: [
      'Laisser quelqu’un de la salle tourner les cadrans.',
      'Faire remarquer que le réseau ne voit jamais d’angle : les traits sont retrouvés après coup, par recherche.',
      'Transition : trait le plus proche → distance ; son angle → régularité.',
    ],
  },
);
