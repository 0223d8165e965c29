import { defineTexts } from '../texts.ts';
import type { StopTexts } from './stopTexts.ts';

export const acaiTexts = defineTexts<StopTexts>(
  {
    title: 'ACAI: a critic that guesses α',
    lead: [
      'Nobody can say what the mix should look like, but a second network can try to tell that it is a mix. The critic $d$ sees a decoded mix $\\hat{x}_\\alpha$ and guesses $\\alpha$; the autoencoder wants it to say 0, as if the image were not mixed at all. Since swapping the two ends changes nothing, $\\alpha$ is drawn from $[0, \\tfrac12]$ only.',
      'Two players, in slow motion: let [the autoencoder alone](autoencoder) learn, and it learns to fool the critic as it stands; let [the critic alone](critic) learn, and it looks for what gives a mix away. $\\lambda$ says how much being fooled counts, $\\gamma$ how real the images are on which the critic must learn to say 0.',
    ],
    question: 'Walk α from 0 to 1. What does a critic say that is never fooled?',
    choices: [
      'α itself: a diagonal from 0 to 1',
      'A tent: up to ½, and down again',
      '0 all the way',
    ],
    reveal: [
      'The tent, $\\min(\\alpha, 1-\\alpha)$: it says how far the mix is from the nearer end. It is drawn in grey; the solid line is what this lane’s critic says, now {live acai guess} at your α. [At α = ½](half) a critic that sees through everything says ½.',
      'A flat line near 0 means: fooled. But by what? The autoencoder may have got good, or the critic may be weak. Let [the critic alone](critic) learn a while, and see whether it finds something. Could you do better? [Be the critic](play).',
    ],
    note: [
      'Choose “autoencoder” and slow motion: within a minute the λ term falls and the solid line with it. Then “critic”: it climbs back slowly, if at all. Which is the easier task?',
      'Hover over the λ term of the equation: what it drives lights up on the page.',
      'Likely question: why γ? Without blends the critic would only ever see decoded images as “0” by accident; the blend of a real image and its reconstruction is closer to the data.',
      'Set λ to 0: the critic still learns, and nobody listens.',
    ],
  },
  {
    title: 'ACAI : un critique devine α',
    lead: [
      'Nul ne peut dire à quoi le mélange doit ressembler, mais un second réseau peut essayer de voir que c’en est un. Le critique $d$ regarde un mélange décodé $\\hat{x}_\\alpha$ et devine $\\alpha$ ; l’auto-encodeur veut qu’il dise 0, comme si rien n’était mélangé. Échanger les deux bouts ne change rien : $\\alpha$ est donc tiré dans $[0, \\tfrac12]$.',
      'Deux joueurs, au ralenti : laissez [l’auto-encodeur seul](autoencoder) apprendre, et il apprend à tromper le critique tel qu’il est ; laissez apprendre [le critique seul](critic), et il cherche ce qui trahit un mélange. $\\lambda$ dit combien cela compte, $\\gamma$ combien sont réelles les images devant lesquelles le critique doit dire 0.',
    ],
    question: 'Menez α de 0 à 1. Que dit un critique que rien ne trompe ?',
    choices: [
      'α lui-même : une diagonale de 0 à 1',
      'Une tente : jusqu’à ½, puis de retour',
      '0 tout du long',
    ],
    reveal: [
      'La tente, $\\min(\\alpha, 1-\\alpha)$ : la distance au bout le plus proche. Elle est dessinée en gris ; le trait plein est ce que dit le critique de cette page, à présent {live acai guess} pour votre α. [À α = ½](half), un critique qui perce tout à jour dit ½.',
      'Une ligne plate près de 0 signifie : trompé. Mais par quoi ? L’auto-encodeur est peut-être devenu bon, ou le critique est faible. Laissez [le critique seul](critic) apprendre un moment, et voyez s’il trouve quelque chose. Feriez-vous mieux ? [Jouez le critique](play).',
    ],
    note: [
      'Choisir « auto-encodeur » et le ralenti : en une minute le terme en λ baisse, et le trait plein avec lui. Puis « critique » : il remonte lentement, ou pas du tout. Quelle tâche est la plus facile ?',
      'Survoler le terme en λ de l’équation : ce qu’il entraîne s’allume sur la page.',
      'Question probable : pourquoi γ ? Le mélange d’une image réelle et de sa reconstruction reste près des données : c’est devant lui que le critique doit dire 0.',
      'Mettre λ à 0 : le critique apprend encore, et personne ne l’écoute.',
    ],
  },
);
