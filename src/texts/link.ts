import type { LinkProblem, Range } from '../core/linkProblem.ts';
import { defineTexts } from './texts.ts';

interface LinkTexts {
  readonly inLink: (problem: string) => string;
  readonly describe: (problem: LinkProblem) => string;
}

/** What is wrong with the page's address, and what is used instead. */
export const linkTexts = defineTexts<LinkTexts>(
  { inLink: (problem) => `In the link: ${problem}`, describe: inEnglish },
  { inLink: (problem) => `Dans le lien : ${problem}`, describe: inFrench },
);

function inEnglish(problem: LinkProblem): string {
  switch (problem.kind) {
    case 'tooLong':
      return `The link is ${problem.length} characters long, and ${problem.most} is the most; the default experiment is shown.`;
    case 'notInRange':
      return `${problem.name} is ${problem.value}, not a number from ${bounds(problem.range, 'to', 'just below')}; ${problem.used} is used.`;
    case 'notWhole':
      return `${problem.name} is ${problem.value}, not a whole number from ${bounds(problem.range, 'to', 'just below')}; ${problem.used} is used.`;
    case 'noOption':
      return `${problem.name} is ${problem.value}, not one of ${problem.options.join(', ')}; ${problem.used} is used.`;
    case 'tooManyLanes':
      return `lanes has ${problem.count} entries; the first ${problem.most} are used.`;
    case 'noLane':
      return 'lanes names no method that is known; the default lanes are used.';
    case 'notOnPage':
      return `hide names ${problem.names}, which is not on the page; it is ignored.`;
    case 'tooManyPoints':
      return `points has ${problem.count} entries; the first ${problem.most} are used.`;
    case 'noPoint':
      return `points has ${problem.value}, not two numbers from −${problem.farthest} to ${problem.farthest} with a colon between; the path is left straight.`;
    case 'noMeaning':
      return `${problem.name} has no meaning; it is ignored.`;
    case 'twice':
      return `${problem.name} is there twice; the first one is used.`;
    case 'damagedCode':
      return `${problem.part} has a damaged percent code; it is read as it stands.`;
    case 'noMethod':
      return `lane ${problem.lane} is not one of ${problem.options.join(', ')}, alone or with +critic; it is left out.`;
    case 'noHyperparameter':
      return `lane ${problem.lane} has no hyperparameter ${problem.name}; it is ignored.`;
    case 'hyperparameterRange':
      return `lane ${problem.lane}: ${problem.name} is ${problem.value}, not a number from ${bounds(problem.range, 'to', 'just below')}; the preset’s value is used.`;
    case 'more':
      return `And ${problem.count} more.`;
  }
}

function inFrench(problem: LinkProblem): string {
  switch (problem.kind) {
    case 'tooLong':
      return `Le lien fait ${problem.length} caractères, et ${problem.most} est le maximum ; l’expérience par défaut est montrée.`;
    case 'notInRange':
      return `${problem.name} vaut ${problem.value}, et non un nombre de ${bounds(problem.range, 'à', 'un peu moins de')} ; ${problem.used} est utilisé.`;
    case 'notWhole':
      return `${problem.name} vaut ${problem.value}, et non un entier de ${bounds(problem.range, 'à', 'un peu moins de')} ; ${problem.used} est utilisé.`;
    case 'noOption':
      return `${problem.name} vaut ${problem.value}, et non l’un de ${problem.options.join(', ')} ; ${problem.used} est utilisé.`;
    case 'tooManyLanes':
      return `lanes compte ${problem.count} entrées ; les ${problem.most} premières sont utilisées.`;
    case 'noLane':
      return 'lanes ne nomme aucune méthode connue ; les voies par défaut sont utilisées.';
    case 'notOnPage':
      return `hide nomme ${problem.names}, qui n’est pas sur la page ; c’est ignoré.`;
    case 'tooManyPoints':
      return `points compte ${problem.count} entrées ; les ${problem.most} premières sont utilisées.`;
    case 'noPoint':
      return `points contient ${problem.value}, et non deux nombres de −${problem.farthest} à ${problem.farthest} séparés par deux-points ; le chemin reste droit.`;
    case 'noMeaning':
      return `${problem.name} n’a pas de sens ici ; c’est ignoré.`;
    case 'twice':
      return `${problem.name} y est deux fois ; le premier est utilisé.`;
    case 'damagedCode':
      return `${problem.part} contient un code pourcent abîmé ; il est lu tel quel.`;
    case 'noMethod':
      return `la voie ${problem.lane} n’est pas l’une de ${problem.options.join(', ')}, seule ou avec +critic ; elle est omise.`;
    case 'noHyperparameter':
      return `la voie ${problem.lane} n’a pas d’hyperparamètre ${problem.name} ; c’est ignoré.`;
    case 'hyperparameterRange':
      return `voie ${problem.lane} : ${problem.name} vaut ${problem.value}, et non un nombre de ${bounds(problem.range, 'à', 'un peu moins de')} ; la valeur du préréglage est utilisée.`;
    case 'more':
      return `Et ${problem.count} de plus.`;
  }
}

/** "0 to 1", or "0 to just below 6.2832". */
function bounds({ minimum, maximum, below }: Range, to: string, justBelow: string): string {
  const end = below ? `${justBelow} ${Math.round(maximum * 1e4) / 1e4}` : maximum;
  return `${minimum} ${to} ${end}`;
}
