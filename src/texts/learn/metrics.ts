import { defineTexts } from '../texts.ts';
import type { StopTexts } from './stopTexts.ts';

export const metricsTexts = defineTexts<StopTexts>(
  {
    title: 'Two metrics',
    lead: [
      'Mean distance asks whether the images are real: the cosine distance of each to its nearest line, averaged. Smoothness asks whether the way is even: the largest turn between two neighbours, as a share of the whole turn, less what an even walk would have. 0 is ideal in both.',
      'In the paper dropout and AAE come close in distance, {paper dropout distance} and {paper aae distance} $\\times 10^{-3}$ (Berthelot et al. 2018, table 1).',
    ],
    question:
      'Two paths of perfect lines: one turns steadily, the other jumps once. Which number tells them apart?',
    choices: ['Mean distance', 'Smoothness', 'Neither'],
    reveal: [
      'Smoothness. The distance is 0 for both. In the paper’s pair it is {paper dropout smoothness} for dropout and {paper aae smoothness} for AAE. On this page: VAE has {live vae distance} and {live vae smoothness}, ACAI {live acai distance} and {live acai smoothness}, means over many pairs.',
      '[Point at VAE](vae), then [at ACAI](acai), and compare their curves of the angle: the largest step decides. Neither number alone would do: a decoder that draws one line for everything has a fine distance and no smoothness at all, for the angle never moves. To see whether you know both curves, [draw them](draw) before they are measured.',
    ],
    note: [
      'Ask for a cheat for each metric alone. Distance: never leave the ends. Smoothness: any smear that turns.',
      'The paper’s pair and the page’s pair differ: the page trains small networks for minutes.',
      'The reconstruction error belongs beside both: a blurred autoencoder may interpolate blur.',
    ],
  },
  {
    title: 'Deux mesures',
    lead: [
      'La distance moyenne demande si les images sont réelles : la distance cosinus de chacune au trait le plus proche, en moyenne. La régularité demande si le chemin est uniforme : la plus grande rotation entre deux voisines, en part de la rotation totale, moins celle d’une marche uniforme. Pour les deux, 0 est l’idéal.',
      'Dans l’article, le dropout et l’AAE ont des distances proches : {paper dropout distance} et {paper aae distance} $\\times 10^{-3}$ (Berthelot et al. 2018, tableau 1).',
    ],
    question:
      'Deux chemins de traits parfaits : l’un tourne régulièrement, l’autre saute une fois. Quel nombre les distingue ?',
    choices: ['La distance moyenne', 'La régularité', 'Ni l’un ni l’autre'],
    reveal: [
      'La régularité. La distance vaut 0 dans les deux cas. Pour la paire de l’article, elle est de {paper dropout smoothness} pour le dropout et de {paper aae smoothness} pour l’AAE. Sur cette page : le VAE a {live vae distance} et {live vae smoothness}, ACAI {live acai distance} et {live acai smoothness}, en moyenne sur de nombreuses paires.',
      '[Choisissez le VAE](vae), puis [ACAI](acai), et comparez les courbes de l’angle : c’est le plus grand pas qui compte. Un seul nombre ne suffirait pas : un décodeur qui dessine toujours le même trait a une belle distance et aucune régularité, puisque l’angle ne bouge pas. Pour voir si vous connaissez les deux courbes, [dessinez-les](draw) avant la mesure.',
    ],
    note: [
      'Demander comment tricher avec une seule mesure. Distance : ne jamais quitter les bouts. Régularité : n’importe quelle tache qui tourne.',
      'La paire de l’article et celle de la page diffèrent : la page entraîne de petits réseaux quelques minutes.',
      'L’erreur de reconstruction va avec les deux : un auto-encodeur flou peut interpoler du flou.',
    ],
  },
);
