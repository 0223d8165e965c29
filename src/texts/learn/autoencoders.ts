import { defineTexts } from '../texts.ts';
import type { StopTexts } from './stopTexts.ts';

export const autoencodersTexts = defineTexts<StopTexts>(
  {
    title: 'Autoencoders',
    lead: [
      'An encoder $f$ squeezes the image $x$ into a short code $z = f(x)$; a decoder $g$ has only that code to draw the image again. Nobody says what the code should mean: all that counts is that $g(f(x))$ comes close to $x$.',
      'Here an image has 1,024 pixels and the code 64 numbers. Look at [one end](left) of the strip and at [the other](right): there the decoder draws $x_2$ and $x_1$ from their own codes. [Turn a line](turn), and it draws that one.',
    ],
    question: 'A line on this page is decided by how many numbers, at the least?',
    choices: ['As many as it has pixels lit', 'One: its angle', '64: that is why the code has 64'],
    reveal: [
      'One. The bottleneck has room to spare, and that is the point: 64 numbers can lie in ever so many ways, and an autoencoder that rebuilds every line may still have codes of lines scattered like pins on a map. The loss asks about the pins only.',
      'The strip between [the ends](middle) shows what the decoder makes of places where no pin was. [Train](train) the lane anew to watch the pins settle first and the rest follow, or not.',
    ],
    note: [
      'Ask first what “compression” would mean here; somebody will say “the angle”.',
      'Turn a dial slowly: the reconstruction at the end follows, whatever happens between.',
      'Do not explain the middle of the strip yet: it is the next stop.',
    ],
  },
  {
    title: 'Les auto-encodeurs',
    lead: [
      'Un encodeur $f$ comprime l’image $x$ en un code court $z = f(x)$ ; un décodeur $g$ n’a que ce code pour redessiner l’image. Personne ne dit ce que le code doit signifier : il suffit que $g(f(x))$ soit proche de $x$.',
      'Ici, une image compte 1 024 pixels et le code 64 nombres. Regardez [un bout](left) de la bande, puis [l’autre](right) : le décodeur y dessine $x_2$ et $x_1$ d’après leurs propres codes. [Tournez un trait](turn), et il dessine celui-là.',
    ],
    question: 'Combien de nombres suffisent, au minimum, à décrire un trait de cette page ?',
    choices: [
      'Autant qu’il a de pixels allumés',
      'Un seul : son angle',
      '64 : c’est pourquoi le code en a 64',
    ],
    reveal: [
      'Un seul. Le goulot est donc large, et tout est là : 64 nombres peuvent se disposer de mille façons, et un auto-encodeur qui reconstruit chaque trait peut avoir éparpillé les codes comme des épingles sur une carte. La perte n’interroge que les épingles.',
      'La bande, entre [ses deux bouts](middle), montre ce que le décodeur fait des endroits sans épingle. [Entraînez](train) la méthode à nouveau : les épingles se posent d’abord, le reste suit, ou non.',
    ],
    note: [
      'Demander d’abord ce que « comprimer » voudrait dire ici ; quelqu’un dira « l’angle ».',
      'Tourner lentement un cadran : la reconstruction au bout suit, quoi qu’il se passe au milieu.',
      'Ne pas encore expliquer le milieu de la bande : c’est l’étape suivante.',
    ],
  },
);
