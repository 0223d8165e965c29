import { defineTexts } from './texts.ts';

/** The paper's table beside ours, the runs that are trained here, and what is exported. */
export const benchmarkTexts = defineTexts(
  {
    title: 'The lines benchmark',
    intro: 'Lower is better in both metrics, 0 is ideal. Every number stands with its budget.',
    loading: 'Loading the results …',
    fault: (reason: string) =>
      `The published results cannot be shown: ${reason}. Runs that you train here are shown all the same.`,
    caption: 'Our results beside the paper’s',
    method: 'Method',
    meanDistance: 'Mean distance ×10⁻³',
    smoothness: 'Smoothness',
    distanceExplained: 'How far decoded images are from true lines.',
    smoothnessExplained: 'How uneven the turn is; one sudden jump is 0.93.',
    ours: 'ours',
    paper: 'paper',
    budget: 'Budget',
    verdicts: { agrees: 'agrees', better: 'better', differs: 'differs' },
    noVerdict: 'no value in the paper',
    seeds: (count: number) => (count === 1 ? '1 seed' : `${count} seeds`),
    seed: (seed: number) => `seed ${seed}`,
    samples: (samples: string) => `${samples} samples`,
    budgetOf: (samples: string, seeds: string) => `${samples} · ${seeds}`,
    shipped: 'shipped',
    here: 'here',
    shippedExplained: 'Trained before by npm run sweep, and shipped with the page',
    hereExplained: 'Trained on this machine, in this browser',
    noNumber: 'no number',
    undefinedScore: 'undefined',
    undefinedExplained:
      'With at least one seed no path has a score: the angle does not move along it. Train longer.',
    diverged: (seeds: string) => `failed: seed ${seeds}`,
    crossfade: 'Pixel cross-fade',
    rule: 'How the verdict is made',
    ruleText: (paperSeeds: number) =>
      `Two intervals, mean ± 2·s/√n over n seeds, ours and the paper’s (${paperSeeds} seeds). They overlap: “agrees”. Otherwise “better” where ours is lower, else “differs”. With one or two seeds, s is the paper’s where ours is smaller or unknown. Budgets are not part of the rule: ours may be a 64th of the paper’s.`,
    openStrips: (row: string, metric: string, value: string) =>
      `${metric} of ${row}: ${value}. Show its strips`,
    curves: 'Over training',
    curvesNote:
      'across: samples seen · band: ± standard deviation over seeds · dashed: the paper’s final value',
    noCurves: 'No curves yet.',
    paperOf: (row: string) => `paper ${row}`,
    after: (value: string, samples: string) => `${value} after ${samples} samples`,
    selectRow: (row: string) => `Emphasise ${row} in the curves`,
    exportCsv: 'CSV',
    exportLatex: 'LaTeX',
    exportPng: 'PNG',
    exports: 'Export',
    exportTitle: {
      csv: 'All digits',
      latex: 'For a paper, with booktabs',
      png: 'Table and curves',
    },
    stripsOf: (row: string) => `Strips of ${row}`,
    stripsAbout: (seed: number, samples: string, origin: string) =>
      `Seed ${seed}, ${samples} samples, ${origin}. Above: the ideal interpolation; below: what this checkpoint decodes from x₂ to x₁.`,
    trainedOn: (engine: string, commits: string) =>
      `Trained on ${engine}${commits && `, commit ${commits}`}.`,
    halfPrecision: 'The file is in half precision.',
    stripLabel: (degrees2: string, degrees1: string) => `${degrees2} → ${degrees1}`,
    stripOf: (row: string, degrees2: string, degrees1: string, numbers: string) =>
      `Strip of ${row} from ${degrees2} to ${degrees1}: ${numbers}`,
    numbers: (distance: string, smoothness: string) =>
      `mean distance ${distance}, smoothness ${smoothness}`,
    otherPairs: 'Other lines',
    checkpoint: 'Checkpoint',
    close: 'Close',
    decoding: 'Decoding …',
    stripsFailed: (reason: string) => `The strips cannot be shown: ${reason}`,
    noCheckpoint:
      'No checkpoint of this row ships with the page. Train it here, and its strips can be shown.',
    noWeights: 'its weights are no longer kept',
    runHere: 'Run it yourself',
    runNote: (cores: number) =>
      cores === 1
        ? 'In the background, one run at a time; go on with the explorer meanwhile.'
        : `In the background, on up to ${cores} cores; go on with the explorer meanwhile.`,
    measured:
      'Measured at each quarter of the budget, or every 65,536 samples, and at the end, on the paper’s 256 interpolations.',
    allMethods: 'all seven',
    withCritic: 'with a critic',
    alwaysCritic: 'ACAI always has its critic',
    seedsField: 'seeds',
    seedsHint: 'A list or a range: 1,4 or 1-3',
    presetField: 'preset',
    budgetField: 'budget',
    start: (count: number) => (count === 1 ? 'Train 1 run' : `Train ${count} runs`),
    seedFaults: {
      empty: 'Name a seed, such as 1 or 1-3.',
      form: (part: string) => `“${part}” is no seed and no range such as 1-3.`,
      backwards: (part: string) => `${part} runs backwards.`,
      large: (most: number) => `Seeds are at most ${most}.`,
      many: (most: number) => `At most ${most} runs at a time.`,
    },
    queue: 'Runs under way',
    waiting: 'waiting for a free core',
    starting: 'starting',
    measuring: 'measuring',
    progress: (samples: string, budget: string) => `${samples} of ${budget}`,
    timeLeft: (time: string) => `${time} left`,
    seconds: (count: number) => `${count} s`,
    minutes: (count: number) => `${count} min`,
    hours: (count: string) => `${count} h`,
    cancel: (run: string) => `Cancel ${run}`,
    ended: 'Trained here',
    failure: (reason: string) => `failed: ${reason}`,
    runFailed: (run: string, reason: string) =>
      `${run} could not be trained to its end: ${reason}. The Benchmark page lists it.`,
    forget: (run: string) => `Forget ${run}`,
    endedNone: 'Nothing yet. What you train is kept in this browser.',
    alreadyThere: (count: number) =>
      count === 1
        ? 'One of these runs is there already: the same config gives the same numbers.'
        : `${count} of these runs are there already: the same config gives the same numbers.`,
    notKept:
      'This browser keeps nothing for the next visit: what you train here lasts until the page is closed.',
    httpFault: (status: number) => `results/lines.json did not load, HTTP ${status}`,
    networkFault: 'results/lines.json did not load',
  },
  {
    title: 'Le banc d’essai des lignes',
    intro:
      'Plus c’est bas, mieux c’est, pour les deux mesures ; 0 est idéal. Chaque nombre est donné avec son budget.',
    loading: 'Chargement des résultats …',
    fault: (reason: string) =>
      `Les résultats publiés ne peuvent pas être affichés : ${reason}. Ce que vous entraînez ici l’est malgré tout.`,
    caption: 'Nos résultats à côté de ceux de l’article',
    method: 'Méthode',
    meanDistance: 'Distance moyenne ×10⁻³',
    smoothness: 'Régularité',
    distanceExplained: 'L’écart entre les images décodées et de vraies lignes.',
    smoothnessExplained: 'L’irrégularité de la rotation ; un seul saut donne 0,93.',
    ours: 'nous',
    paper: 'article',
    budget: 'Budget',
    verdicts: { agrees: 'concorde', better: 'meilleur', differs: 'diffère' },
    noVerdict: 'pas dans l’article',
    seeds: (count: number) => (count === 1 ? '1 graine' : `${count} graines`),
    seed: (seed: number) => `graine ${seed}`,
    samples: (samples: string) => `${samples} exemples`,
    budgetOf: (samples: string, seeds: string) => `${samples} · ${seeds}`,
    shipped: 'livré',
    here: 'ici',
    shippedExplained: 'Entraîné auparavant par npm run sweep, et livré avec la page',
    hereExplained: 'Entraîné sur cette machine, dans ce navigateur',
    noNumber: 'pas de nombre',
    undefinedScore: 'non définie',
    undefinedExplained:
      'Avec au moins une graine, aucun chemin n’a de score : l’angle n’y bouge pas. Entraînez plus longtemps.',
    diverged: (seeds: string) => `échec : graine ${seeds}`,
    crossfade: 'Fondu de pixels',
    rule: 'Comment le verdict est rendu',
    ruleText: (paperSeeds: number) =>
      `Deux intervalles, moyenne ± 2·s/√n sur n graines : le nôtre et celui de l’article (${paperSeeds} graines). S’ils se recouvrent : « concorde ». Sinon « meilleur » si le nôtre est plus bas, et « diffère » s’il est plus haut. Avec une ou deux graines, s est celui de l’article si le nôtre est plus petit ou inconnu. Les budgets n’entrent pas dans la règle : le nôtre peut être un 64e de celui de l’article.`,
    openStrips: (row: string, metric: string, value: string) =>
      `${metric} de ${row} : ${value}. Montrer ses bandes`,
    curves: 'Au fil de l’entraînement',
    curvesNote:
      'en abscisse : exemples vus · bande : ± écart type sur les graines · tirets : valeur finale de l’article',
    noCurves: 'Pas encore de courbes.',
    paperOf: (row: string) => `article ${row}`,
    after: (value: string, samples: string) => `${value} après ${samples} exemples`,
    selectRow: (row: string) => `Mettre ${row} en avant dans les courbes`,
    exportCsv: 'CSV',
    exportLatex: 'LaTeX',
    exportPng: 'PNG',
    exports: 'Exporter',
    exportTitle: {
      csv: 'Tous les chiffres',
      latex: 'Pour un article, avec booktabs',
      png: 'Tableau et courbes',
    },
    stripsOf: (row: string) => `Bandes de ${row}`,
    stripsAbout: (seed: number, samples: string, origin: string) =>
      `Graine ${seed}, ${samples} exemples, ${origin}. En haut : l’interpolation idéale ; en bas : ce que ce point de contrôle décode de x₂ à x₁.`,
    trainedOn: (engine: string, commits: string) =>
      `Entraîné sur ${engine}${commits && `, commit ${commits}`}.`,
    halfPrecision: 'Le fichier est en demi-précision.',
    stripLabel: (degrees2: string, degrees1: string) => `${degrees2} → ${degrees1}`,
    stripOf: (row: string, degrees2: string, degrees1: string, numbers: string) =>
      `Bande de ${row} de ${degrees2} à ${degrees1} : ${numbers}`,
    numbers: (distance: string, smoothness: string) =>
      `distance moyenne ${distance}, régularité ${smoothness}`,
    otherPairs: 'D’autres lignes',
    checkpoint: 'Point de contrôle',
    close: 'Fermer',
    decoding: 'Décodage …',
    stripsFailed: (reason: string) => `Les bandes ne peuvent pas être affichées : ${reason}`,
    noCheckpoint:
      'Aucun point de contrôle de cette ligne n’est livré avec la page. Entraînez-la ici pour voir ses bandes.',
    noWeights: 'ses poids ne sont plus conservés',
    runHere: 'Lancez l’expérience',
    runNote: (cores: number) =>
      cores === 1
        ? 'En arrière-plan, un entraînement à la fois ; continuez à explorer pendant ce temps.'
        : `En arrière-plan, sur ${cores} cœurs au plus ; continuez à explorer pendant ce temps.`,
    measured:
      'Mesuré à chaque quart du budget, ou tous les 65 536 exemples, et à la fin, sur les 256 interpolations de l’article.',
    allMethods: 'les sept',
    withCritic: 'avec un critique',
    alwaysCritic: 'ACAI a toujours son critique',
    seedsField: 'graines',
    seedsHint: 'Une liste ou un intervalle : 1,4 ou 1-3',
    presetField: 'préréglage',
    budgetField: 'budget',
    start: (count: number) =>
      count === 1 ? 'Lancer 1 entraînement' : `Lancer ${count} entraînements`,
    seedFaults: {
      empty: 'Indiquez une graine, par exemple 1 ou 1-3.',
      form: (part: string) => `« ${part} » n’est ni une graine ni un intervalle comme 1-3.`,
      backwards: (part: string) => `${part} est à l’envers.`,
      large: (most: number) => `Les graines vont jusqu’à ${most}.`,
      many: (most: number) => `Au plus ${most} entraînements à la fois.`,
    },
    queue: 'Entraînements en cours',
    waiting: 'attend un cœur libre',
    starting: 'démarre',
    measuring: 'mesure en cours',
    progress: (samples: string, budget: string) => `${samples} sur ${budget}`,
    timeLeft: (time: string) => `encore ${time}`,
    seconds: (count: number) => `${count} s`,
    minutes: (count: number) => `${count} min`,
    hours: (count: string) => `${count} h`,
    cancel: (run: string) => `Annuler ${run}`,
    ended: 'Entraînés ici',
    failure: (reason: string) => `échec : ${reason}`,
    runFailed: (run: string, reason: string) =>
      `${run} n’a pas pu être entraîné jusqu’au bout : ${reason}. La page Mesures le garde dans sa liste.`,
    forget: (run: string) => `Oublier ${run}`,
    endedNone: 'Encore rien. Ce que vous entraînez est conservé dans ce navigateur.',
    alreadyThere: (count: number) =>
      count === 1
        ? 'Un de ces entraînements est déjà là : la même configuration donne les mêmes nombres.'
        : `${count} de ces entraînements sont déjà là : la même configuration donne les mêmes nombres.`,
    notKept:
      'Ce navigateur ne conserve rien pour la prochaine visite : ce que vous entraînez ici dure jusqu’à la fermeture de la page.',
    httpFault: (status: number) => `results/lines.json n’a pas pu être chargé, HTTP ${status}`,
    networkFault: 'results/lines.json n’a pas pu être chargé',
  },
);
