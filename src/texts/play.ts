import type { Judge } from '../core/criticGame.ts';
import type { Game } from '../core/experiment.ts';
import { defineTexts } from './texts.ts';

interface PlayTexts {
  readonly games: string;
  readonly names: Readonly<Record<Game, string>>;
  readonly noLane: string;
  readonly waiting: string;
  readonly critic: CriticTexts;
  readonly draw: DrawTexts;
}

export interface CriticTexts {
  readonly intro: string;
  readonly rules: string;
  readonly methods: string;
  readonly withoutWeights: (lane: string) => string;
  readonly perLane: string;
  readonly number: string;
  readonly numberTitle: string;
  readonly room: string;
  readonly roomTitle: string;
  /** How long the game will be. */
  readonly length: (rounds: number) => string;
  readonly start: string;
  readonly dealing: string;
  readonly keys: string;
  readonly mix: (round: number) => string;
  readonly round: (round: number, rounds: number) => string;
  readonly question: string;
  readonly ends: { readonly none: string; readonly half: string };
  readonly slider: string;
  readonly value: (alpha: string) => string;
  readonly guess: string;
  readonly add: string;
  readonly drop: string;
  readonly soFar: (guesses: string) => string;
  readonly nobody: string;
  readonly reveal: string;
  readonly next: string;
  readonly toScores: string;
  readonly leave: string;
  readonly truth: string;
  readonly by: (lane: string) => string;
  readonly judges: Readonly<Record<Judge, string>>;
  /** Several people's mean. */
  readonly meanOf: (count: number) => string;
  readonly noCritic: string;
  readonly constant: string;
  readonly scores: string;
  readonly scoresNote: string;
  readonly method: string;
  readonly misses: string;
  readonly missesNote: string;
  readonly missesOf: (lane: string, audience: string, networks: string) => string;
  readonly all: string;
  readonly fooledMost: (judge: string, lane: string, error: string) => string;
  readonly better: (judge: string, error: string, other: string, otherError: string) => string;
  readonly beaten: (error: string, constant: string) => string;
  readonly beats: (error: string, constant: string) => string;
  readonly again: string;
  readonly another: string;
  readonly copy: string;
  readonly copied: string;
  readonly notCopied: string;
  readonly csv: string;
  readonly csvTitle: string;
  readonly reportHead: (number: number, rounds: number) => string;
  readonly spokenTruth: (truth: string, lane: string, audience: string) => string;
}

export interface DrawTexts {
  readonly intro: string;
  readonly lane: string;
  readonly quantities: Readonly<
    Record<'distance' | 'angle', { readonly title: string; readonly plot: string }>
  >;
  readonly point: (alpha: string, point: number, points: number, value: string) => string;
  readonly nothing: string;
  readonly degrees: (value: string) => string;
  readonly thousandths: (value: string) => string;
  readonly keys: string;
  readonly reveal: string;
  readonly measuring: string;
  readonly drawFirst: string;
  readonly again: string;
  readonly next: string;
  readonly legend: {
    readonly yours: string;
    readonly measured: (lane: string) => string;
    readonly ideal: string;
    readonly crossfade: string;
  };
  readonly score: string;
  readonly error: Readonly<Record<'distance' | 'angle', (value: string) => string>>;
  readonly idealError: (value: string) => string;
  readonly notDrawn: string;
  readonly average: (pairs: number, distance: string, angle: string) => string;
  readonly strip: (lane: string) => string;
  readonly idealStrip: string;
}

/** Two games: guess α as a critic does, and draw a curve before it is measured. */
export const playTexts = defineTexts<PlayTexts>(
  {
    games: 'Games',
    names: { critic: 'Be the critic', draw: 'Draw your prediction' },
    noLane: 'There is no method on the page: add one in the explorer.',
    waiting: 'The weights come in a moment.',
    critic: {
      intro: 'How well can you tell that an image is a mix?',
      rules:
        'Each round shows one decoded mix of two hidden lines, by a hidden method. Guess α, how much of another line is mixed in: 0 is nothing, ½ is half and half. A critic is shown no more.',
      methods: 'Methods',
      withoutWeights: (lane) => `${lane} has no weights yet`,
      perLane: 'Rounds of each',
      number: 'Game',
      numberTitle: 'The same number deals the same rounds again',
      room: 'A room guesses',
      roomTitle: 'Takes several guesses a round, until the truth is shown',
      length: (rounds) => `${rounds} ${rounds === 1 ? 'round' : 'rounds'}`,
      start: 'Start',
      dealing: 'The mixes are decoded …',
      keys: 'Keys: 0 to 5 for 0 to ½, ← → by .05, Enter to guess and to go on, R to show the truth.',
      mix: (round) => `The mix of round ${round}`,
      round: (round, rounds) => `Round ${round} of ${rounds}`,
      question: 'How much is it mixed?',
      ends: { none: '0, not mixed', half: '½, half and half' },
      slider: 'Your guess of α',
      value: (alpha) => `α ${alpha}`,
      guess: 'Guess',
      add: 'Add this guess',
      drop: 'Take back',
      soFar: (guesses) => `Guesses so far: ${guesses}`,
      nobody: 'Nobody has guessed yet.',
      reveal: 'Show the truth',
      next: 'Next round',
      toScores: 'To the scores',
      leave: 'End this game',
      truth: 'Truth',
      by: (lane) => `decoded by ${lane}`,
      judges: { audience: 'You', critic: 'Its critic', referee: 'Referee' },
      meanOf: (count) => `mean of ${count}`,
      noCritic: 'This method has no critic.',
      constant: 'Always ¼',
      scores: 'Scores',
      scoresNote:
        'Mean squared error of the guesses, ×10⁻³: lower is sharper. All methods were shown at the same α. Always saying ¼ needs no look at the image.',
      method: 'Method',
      misses: 'How far off',
      missesNote: 'Guess − α from −½ to ½: you above the line, the networks below.',
      missesOf: (lane, audience, networks) =>
        `Guesses minus α for ${lane}, in eleven bins from −½ to ½. You: ${audience}. Networks: ${networks}`,
      all: 'All methods',
      fooledMost: (judge, lane, error) => `${judge}: fooled most by ${lane} (${error}).`,
      better: (judge, error, other, otherError) =>
        `Where both guessed: ${judge} ${error}, ${other} ${otherError}.`,
      beaten: (error, constant) =>
        `You would have done better to say ¼ every time: ${error} against ${constant}.`,
      beats: (error, constant) => `You saw something: ${error} against ${constant} for always ¼.`,
      again: 'The same game again',
      another: 'Another game',
      copy: 'Copy as text',
      copied: 'The scores are copied.',
      notCopied: 'The browser did not allow copying.',
      csv: 'CSV',
      csvTitle: 'Every guess as a line',
      reportHead: (number, rounds) => `Be the critic, game ${number}, ${rounds} rounds`,
      spokenTruth: (truth, lane, audience) =>
        `The truth is ${truth}, decoded by ${lane}. You said ${audience}.`,
    },
    draw: {
      intro:
        'Draw what you expect along the straight path, left to right, in one plot or in both. Then see what is measured.',
      lane: 'Method',
      quantities: {
        distance: {
          title: 'Distance to the nearest line, ×10⁻³',
          plot: 'Your prediction of the distance',
        },
        angle: {
          title: 'Angle of the nearest line',
          plot: 'Your prediction of the angle',
        },
      },
      point: (alpha, point, points, value) => `α ${alpha}, point ${point} of ${points}: ${value}`,
      nothing: 'nothing drawn',
      degrees: (value) => `${value}°`,
      thousandths: (value) => `${value} thousandths`,
      keys: 'Keys: ← → choose a point, ↑ ↓ move it, Delete erases it, Enter reveals.',
      reveal: 'Reveal',
      measuring: 'It is measured …',
      drawFirst: 'Draw in a plot first.',
      again: 'Draw again',
      next: 'Next pair',
      legend: {
        yours: 'your prediction',
        measured: (lane) => `measured: ${lane}`,
        ideal: 'ideal',
        crossfade: 'pixel cross-fade',
      },
      score: 'How far off',
      error: {
        distance: (value) => `Distance: ${value} ×10⁻³ off, on average`,
        angle: (value) => `Angle: ${value} off, on average`,
      },
      idealError: (value) => `the ideal as a guess: ${value}`,
      notDrawn: 'not drawn',
      average: (pairs, distance, angle) =>
        `Over ${pairs} ${pairs === 1 ? 'reveal' : 'reveals'}: distance ${distance}, angle ${angle}`,
      strip: (lane) => `What ${lane} decodes along the path`,
      idealStrip: 'The ideal interpolation',
    },
  },
  {
    games: 'Jeux',
    names: { critic: 'Jouez le critique', draw: 'Dessinez votre prédiction' },
    noLane: 'Aucune méthode sur la page : ajoutez-en une dans l’explorateur.',
    waiting: 'Les poids arrivent dans un instant.',
    critic: {
      intro: 'Voyez-vous qu’une image est un mélange ?',
      rules:
        'Chaque manche montre un mélange décodé de deux traits cachés, par une méthode cachée. Devinez α, la part d’un autre trait dans le mélange : 0, rien ; ½, moitié-moitié. Un critique n’en voit pas plus.',
      methods: 'Méthodes',
      withoutWeights: (lane) => `${lane} n’a pas encore de poids`,
      perLane: 'Manches par méthode',
      number: 'Partie',
      numberTitle: 'Le même numéro redonne les mêmes manches',
      room: 'Une salle devine',
      roomTitle: 'Plusieurs réponses par manche, jusqu’à ce que la vérité soit montrée',
      length: (rounds) => `${rounds} ${rounds === 1 ? 'manche' : 'manches'}`,
      start: 'Commencer',
      dealing: 'Les mélanges sont décodés…',
      keys: 'Touches : 0 à 5 pour 0 à ½, ← → par 0,05, Entrée pour répondre et continuer, R pour montrer la vérité.',
      mix: (round) => `Le mélange de la manche ${round}`,
      round: (round, rounds) => `Manche ${round} sur ${rounds}`,
      question: 'À quel point est-ce mélangé ?',
      ends: { none: '0, pas mélangé', half: '½, moitié-moitié' },
      slider: 'Votre réponse pour α',
      value: (alpha) => `α vaut ${alpha}`,
      guess: 'Répondre',
      add: 'Ajouter cette réponse',
      drop: 'Retirer',
      soFar: (guesses) => `Réponses jusqu’ici : ${guesses}`,
      nobody: 'Personne n’a encore répondu.',
      reveal: 'Montrer la vérité',
      next: 'Manche suivante',
      toScores: 'Aux résultats',
      leave: 'Finir cette partie',
      truth: 'Vérité',
      by: (lane) => `décodé par ${lane}`,
      judges: { audience: 'Vous', critic: 'Son critique', referee: 'Arbitre' },
      meanOf: (count) => `moyenne de ${count}`,
      noCritic: 'Cette méthode n’a pas de critique.',
      constant: 'Toujours ¼',
      scores: 'Résultats',
      scoresNote:
        'Erreur quadratique moyenne des réponses, ×10⁻³ : moins, c’est mieux vu. Toutes les méthodes ont été montrées aux mêmes α. Dire toujours ¼ se fait sans regarder l’image.',
      method: 'Méthode',
      misses: 'Écarts',
      missesNote: 'Réponse − α, de −½ à ½ : vous au-dessus de la ligne, les réseaux au-dessous.',
      missesOf: (lane, audience, networks) =>
        `Réponses moins α pour ${lane}, en onze classes de −½ à ½. Vous : ${audience}. Réseaux : ${networks}`,
      all: 'Toutes les méthodes',
      fooledMost: (judge, lane, error) => `${judge} : surtout trompé par ${lane} (${error}).`,
      better: (judge, error, other, otherError) =>
        `Là où les deux ont répondu : ${judge} ${error}, ${other} ${otherError}.`,
      beaten: (error, constant) =>
        `Dire ¼ à chaque fois aurait été meilleur : ${error} contre ${constant}.`,
      beats: (error, constant) =>
        `Vous avez vu quelque chose : ${error} contre ${constant} pour toujours ¼.`,
      again: 'Rejouer la même partie',
      another: 'Une autre partie',
      copy: 'Copier en texte',
      copied: 'Les résultats sont copiés.',
      notCopied: 'Le navigateur n’a pas permis de copier.',
      csv: 'CSV',
      csvTitle: 'Une ligne par réponse',
      reportHead: (number, rounds) => `Jouez le critique, partie ${number}, ${rounds} manches`,
      spokenTruth: (truth, lane, audience) =>
        `La vérité est ${truth}, décodé par ${lane}. Vous avez dit ${audience}.`,
    },
    draw: {
      intro:
        'Dessinez ce que vous attendez le long du chemin droit, de gauche à droite, dans un tracé ou dans les deux. Puis voyez ce qui est mesuré.',
      lane: 'Méthode',
      quantities: {
        distance: {
          title: 'Distance au trait le plus proche, ×10⁻³',
          plot: 'Votre prédiction de la distance',
        },
        angle: {
          title: 'Angle du trait le plus proche',
          plot: 'Votre prédiction de l’angle',
        },
      },
      point: (alpha, point, points, value) => `α ${alpha}, point ${point} sur ${points} : ${value}`,
      nothing: 'rien de dessiné',
      degrees: (value) => `${value}°`,
      thousandths: (value) => `${value} millièmes`,
      keys: 'Touches : ← → choisissent un point, ↑ ↓ le déplacent, Suppr l’efface, Entrée dévoile.',
      reveal: 'Dévoiler',
      measuring: 'Mesure en cours…',
      drawFirst: 'Dessinez d’abord dans un tracé.',
      again: 'Redessiner',
      next: 'Paire suivante',
      legend: {
        yours: 'votre prédiction',
        measured: (lane) => `mesuré : ${lane}`,
        ideal: 'idéal',
        crossfade: 'fondu des pixels',
      },
      score: 'Écart',
      error: {
        distance: (value) => `Distance : écart de ${value} ×10⁻³ en moyenne`,
        angle: (value) => `Angle : écart de ${value} en moyenne`,
      },
      idealError: (value) => `l’idéal comme réponse : ${value}`,
      notDrawn: 'pas dessiné',
      average: (pairs, distance, angle) =>
        `Sur ${pairs} ${pairs === 1 ? 'paire' : 'paires'} : distance ${distance}, angle ${angle}`,
      strip: (lane) => `Ce que ${lane} décode le long du chemin`,
      idealStrip: 'L’interpolation idéale',
    },
  },
);
