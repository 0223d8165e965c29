import { defineTexts } from '../texts.ts';
import type { StopTexts } from './stopTexts.ts';

export const downstreamTexts = defineTexts<StopTexts>(
  {
    title: 'Downstream: is the code good for anything?',
    lead: [
      'Smooth strips please the eye. Do they also mean that the code is laid out well? The paper puts it to the test: a classifier of a single layer reads the class from the code, which it may not change, by nothing but a linear map. The easier the classes come apart, the better it does.',
      'A second test does without labels: k-means with ten clusters on the whitened codes, each cluster matched with the class it suits best.',
    ],
    question:
      'House numbers, codes of 256 numbers: the linear classifier gets {probe svhn256 baseline} % right on the baseline’s. And on ACAI’s?',
    choices: ['About the same', 'Twice as many', 'More than three times as many'],
    reveal: [
      '{probe svhn256 acai} % (Berthelot et al. 2018, table 2). The table that has appeared holds the rest; on CIFAR-10 with 256 numbers denoising is ahead, so it is no law. Why shaping the places between should help the codes themselves, the paper leaves as an observation.',
      'The page trains the same linear reader beside every lane, on the angle’s sector. [Train](train) and its accuracy on the last batch appears in the last column.',
    ],
    note: [
      'Three quarters of the room will guess too low.',
      'Point at the column of MNIST: there everything is good, and the differences are small.',
      'The gradient of the classifier is cut off: it must not help the code.',
    ],
  },
  {
    title: 'En aval : à quoi sert le code ?',
    lead: [
      'Des bandes régulières plaisent à l’œil. Le code est-il pour autant bien disposé ? L’article le met à l’épreuve : un classifieur d’une seule couche lit la classe dans le code, sans pouvoir le changer, par une simple application linéaire. Plus les classes se séparent facilement, mieux il s’en tire.',
      'Une seconde épreuve se passe d’étiquettes : les k-moyennes, dix groupes sur les codes blanchis, chaque groupe apparié à la classe qui lui convient le mieux.',
    ],
    question:
      'Numéros de maison, codes de 256 nombres : sur ceux de l’AE simple, le classifieur linéaire en reconnaît {probe svhn256 baseline} %. Et sur ceux d’ACAI ?',
    choices: ['À peu près autant', 'Deux fois plus', 'Plus de trois fois plus'],
    reveal: [
      '{probe svhn256 acai} % (Berthelot et al. 2018, tableau 2). Le tableau qui vient d’apparaître donne le reste ; sur CIFAR-10 avec 256 nombres, le débruitage est devant : ce n’est pas une loi. Pourquoi façonner l’entre-deux aiderait-il les codes eux-mêmes ? L’article en reste au constat.',
      'La page entraîne le même lecteur linéaire à côté de chaque méthode, sur le secteur de l’angle. [Entraînez](train), et son exactitude sur le dernier lot apparaît dans la dernière colonne.',
    ],
    note: [
      'Les trois quarts de la salle viseront trop bas.',
      'Montrer la colonne MNIST : tout y est bon, et les écarts sont petits.',
      'Le gradient du classifieur est coupé : il ne doit pas aider le code.',
    ],
  },
);
