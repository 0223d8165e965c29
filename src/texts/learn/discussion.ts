import { defineTexts } from '../texts.ts';
import type { StopTexts } from './stopTexts.ts';

export const discussionTexts = defineTexts<StopTexts>(
  {
    title: 'Discussion',
    lead: [
      'The critic is not ACAI’s own: it can watch over any autoencoder. Here it watches over a VAE, whose prior promises something that ACAI does not: draw a code from $\\mathcal N(0, I)$, decode it, and a new image should come out.',
      'Paths between codes of real images are one thing; codes drawn out of the blue are another. The critic only ever sees the former.',
    ],
    question: 'Does a critic on the paths also help a VAE to draw better random samples?',
    choices: [
      'Yes: it cleans up the space between',
      'No: random codes are not on paths',
      'I would have to try',
    ],
    reveal: [
      'The paper leaves it open, so the last answer is safe and the first two are bets. Compare the two lanes: [train both](train), then move $\\beta$ and $\\lambda$ in the explorer and look at their random samples there.',
      'More to argue about. What would “half way” mean for words, for molecules, for music: is a straight line in code space still the right path? What when the data have a hole, so that an honest path must jump? And what fails here: [λ too large](strong) and the ends blur, for a blurred end fools the critic as well.',
    ],
    note: [
      'Have everybody bet before training starts; training takes minutes, so talk meanwhile.',
      'Not images: ask what the decoder of a sentence should do at α = ½.',
      'More complicated data: lines have one factor. With several, the even path is no longer unique.',
      'Close with “Explore freely”.',
    ],
  },
  {
    title: 'Discussion',
    lead: [
      'Le critique n’appartient pas à ACAI : il peut surveiller n’importe quel auto-encodeur. Ici, il surveille un VAE, dont l’a priori promet ce qu’ACAI ne promet pas : tirez un code selon $\\mathcal N(0, I)$, décodez-le, et une image nouvelle devrait sortir.',
      'Les chemins entre codes d’images réelles sont une chose ; des codes tirés du néant en sont une autre. Le critique ne voit que les premiers.',
    ],
    question:
      'Un critique sur les chemins aide-t-il aussi un VAE à tirer de meilleurs échantillons ?',
    choices: [
      'Oui : il met de l’ordre entre les codes',
      'Non : des codes au hasard ne sont pas sur un chemin',
      'Il faudrait essayer',
    ],
    reveal: [
      'L’article laisse la question ouverte : la dernière réponse est sûre, les deux premières sont des paris. Comparez les deux méthodes : [entraînez-les](train), puis déplacez $\\beta$ et $\\lambda$ dans l’explorateur et regardez-y leurs échantillons.',
      'D’autres sujets de dispute. Que serait « à mi-chemin » pour des mots, des molécules, de la musique : la ligne droite y est-elle encore le bon chemin ? Et quand les données ont un trou, si bien qu’un chemin honnête doit sauter ? Et ce qui échoue ici : avec [λ trop grand](strong), les extrémités se brouillent, car une extrémité floue trompe aussi le critique.',
    ],
    note: [
      'Faire parier chacun avant l’entraînement ; il dure quelques minutes : en parler pendant ce temps.',
      'Pas des images : que devrait faire, à α = ½, le décodeur d’une phrase ?',
      'Des données plus complexes : les traits n’ont qu’un facteur. Avec plusieurs, le chemin uniforme n’est plus unique.',
      'Terminer par « Explorer librement ».',
    ],
  },
);
