/**
 * An experiment as the hash of a URL, for sharing:
 *   #lanes=acai,vae+critic~beta:2~lambda:0.3&seed=3&alpha=0.5&x1=1.05&x2=2.44
 * Lanes and seed are always there, the rest where it differs from the default. Angles are in radians,
 * to four decimals (a sixth of a reference line's step). Ids of lanes are not kept.
 */
import { fullTurn, wrapAngle } from './angles.ts';
import { type ControlName, controlNames } from './controls.ts';
import { boundPoint, farthestPoint, maximumPathPoints, type PathPoint } from './drawnPath.ts';
import {
  defaultExperiment,
  type EmbedView,
  type Experiment,
  embedViews,
  engineWishes,
  games,
  type Lane,
  type Language,
  languages,
  maximumLanes,
  pages,
  sides,
  themes,
  widestAlpha,
} from './experiment.ts';
import type { LinkProblem, Range } from './linkProblem.ts';
import {
  type HyperparameterName,
  hyperparametersOf,
  methodCatalogue,
  methodNames,
} from './methodCatalogue.ts';
import { pathNames } from './paths.ts';
import { presetConfig } from './presets.ts';
import {
  datasetNames,
  maximumBudget,
  maximumSeed,
  type PresetName,
  presetNames,
} from './runConfig.ts';
import { type StopName, stopNames } from './stops.ts';

/** With ten lanes, all their hyperparameters and a drawn path a hash has about 1,000. */
const longestHash = 2000;
const mostProblems = 8;

export interface DecodedExperiment {
  readonly experiment: Experiment;
  /** For each part that was malformed: which, what was wrong, what is used instead. */
  readonly problems: LinkProblem[];
}

/** The hash, with its '#'. `language`: of a page whose hash names none; the browser's. */
export function encodeExperiment(
  experiment: Experiment,
  language: Language = defaultExperiment.language,
): string {
  const { lanes, seed, preset, endpoints } = experiment;
  const fallback = { ...defaultExperiment, budget: presetBudget(preset) };
  const parts = [`lanes=${lanes.map(encodeLane).join(',') || 'none'}`, `seed=${seed}`];
  const add = (name: string, value: string | number, standard: string | number) => {
    if (value !== standard) parts.push(`${name}=${value}`);
  };
  add('dataset', experiment.dataset, fallback.dataset);
  add('preset', preset, fallback.preset);
  add('budget', experiment.budget, fallback.budget);
  add('x1', roundAngle(endpoints.angle1), fallback.endpoints.angle1);
  add('x2', roundAngle(endpoints.angle2), fallback.endpoints.angle2);
  add('alpha', round(experiment.alpha), fallback.alpha);
  add('beyond', experiment.beyond ? 'yes' : 'no', 'no');
  add('path', experiment.path, fallback.path);
  add('points', experiment.points.map(encodePoint).join(','), '');
  add('side', experiment.side, fallback.side);
  add('engine', experiment.engine, fallback.engine);
  add('theme', experiment.theme, fallback.theme);
  add('lang', experiment.language, language);
  add('page', experiment.page, fallback.page);
  add('game', experiment.game, fallback.game);
  add('stop', experiment.stop ?? '', '');
  add('present', experiment.present ? 'yes' : 'no', 'no');
  add('embed', experiment.embed ?? '', '');
  add('hide', experiment.hide.join(','), '');
  return `#${parts.join('&')}`;
}

function encodeLane({ method, critic, hyperparameters }: Lane): string {
  const name = critic && !methodCatalogue[method].adversarial ? `${method}+critic` : method;
  const settings = hyperparametersOf(method, critic).flatMap((entry) => {
    const value = hyperparameters[entry.name];
    return value === undefined ? [] : [`${entry.name}:${value}`];
  });
  return [name, ...settings].join('~');
}

function encodePoint(point: PathPoint): string {
  const { along, across } = boundPoint(point);
  return `${along}:${across}`;
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

function roundAngle(angle: number): number {
  const rounded = round(wrapAngle(angle));
  return rounded < fullTurn ? rounded : 0;
}

function presetBudget(preset: PresetName): number {
  return presetConfig(preset, 'baseline').budget;
}

/**
 * Reads a hash, with or without its '#'. Never throws: what is malformed falls back to its default and
 * is named in `problems`. `language` as in `encodeExperiment`.
 */
export function decodeExperiment(
  hash: string,
  language: Language = defaultExperiment.language,
): DecodedExperiment {
  const text = hash.startsWith('#') ? hash.slice(1) : hash;
  if (text.length > longestHash) {
    const problem = { kind: 'tooLong', length: text.length, most: longestHash } as const;
    return { experiment: { ...defaultExperiment, language }, problems: [problem] };
  }
  const reader = createReader(text);
  const { endpoints: ends, ...standard } = defaultExperiment;
  const preset = reader.choice('preset', presetNames, standard.preset);
  const angleLimit = { minimum: 0, maximum: fullTurn, below: true };
  const beyond = reader.choice('beyond', ['no', 'yes'], 'no') === 'yes';
  const alphaLimit = beyond ? widestAlpha : { minimum: 0, maximum: 1 };
  const stop = reader.choice<StopName | 'none'>('stop', stopNames, 'none');
  const embed = reader.choice<EmbedView | 'none'>('embed', embedViews, 'none');
  const experiment: Experiment = {
    dataset: reader.choice('dataset', datasetNames, standard.dataset),
    preset,
    seed: reader.whole('seed', 0, maximumSeed, standard.seed),
    budget: reader.whole('budget', 1, maximumBudget, presetBudget(preset)),
    engine: reader.choice('engine', engineWishes, standard.engine),
    endpoints: {
      angle1: reader.number('x1', angleLimit, ends.angle1),
      angle2: reader.number('x2', angleLimit, ends.angle2),
    },
    alpha: reader.number('alpha', alphaLimit, standard.alpha),
    beyond,
    path: reader.choice('path', pathNames, standard.path),
    points: reader.points(),
    side: reader.choice('side', sides, standard.side),
    theme: reader.choice('theme', themes, standard.theme),
    language: reader.choice('lang', languages, language),
    page: reader.choice('page', pages, standard.page),
    game: reader.choice('game', games, standard.game),
    stop: stop === 'none' ? null : stop,
    present: reader.choice('present', ['no', 'yes'], 'no') === 'yes',
    embed: embed === 'none' ? null : embed,
    hide: reader.hidden(),
    lanes: reader.lanes(standard.lanes),
  };
  return { experiment, problems: reader.finish() };
}

function createReader(text: string) {
  const problems: LinkProblem[] = [];
  const parts = splitParts(text, problems);

  /** The value of a part, once; undefined when it is not there. */
  function take(name: string): string | undefined {
    const value = parts.get(name);
    parts.delete(name);
    return value;
  }

  function number(name: string, range: Range, standard: number): number {
    const value = take(name);
    if (value === undefined) return standard;
    const parsed = parseNumber(value);
    if (isWithin(parsed, range)) return parsed;
    problems.push({ kind: 'notInRange', name, value: quote(value), range, used: standard });
    return standard;
  }

  function whole(name: string, minimum: number, maximum: number, standard: number): number {
    const value = take(name);
    if (value === undefined) return standard;
    const parsed = parseNumber(value);
    if (Number.isInteger(parsed) && parsed >= minimum && parsed <= maximum) return parsed;
    const range = { minimum, maximum };
    problems.push({ kind: 'notWhole', name, value: quote(value), range, used: standard });
    return standard;
  }

  function choice<Option extends string>(
    name: string,
    options: readonly Option[],
    standard: Option,
  ): Option {
    const value = take(name);
    if (value === undefined) return standard;
    const found = options.find((option) => option === value);
    if (found) return found;
    problems.push({ kind: 'noOption', name, value: quote(value), options, used: standard });
    return standard;
  }

  function lanes(standard: readonly Lane[]): readonly Lane[] {
    const value = take('lanes');
    if (value === undefined) return standard;
    if (value === 'none') return [];
    const texts = value.split(',');
    if (texts.length > maximumLanes) {
      problems.push({ kind: 'tooManyLanes', count: texts.length, most: maximumLanes });
    }
    const found = texts.slice(0, maximumLanes).flatMap((lane) => decodeLane(lane, problems) ?? []);
    if (found.length > 0) return found.map((lane, i) => ({ id: laneId(i), ...lane }));
    problems.push({ kind: 'noLane' });
    return standard;
  }

  function points(): readonly PathPoint[] {
    const texts = (take('points') ?? '').split(',').filter((text) => text !== '');
    if (texts.length > maximumPathPoints) {
      problems.push({ kind: 'tooManyPoints', count: texts.length, most: maximumPathPoints });
    }
    const found = texts.slice(0, maximumPathPoints).map(decodePoint);
    const wrong = found.indexOf(null);
    if (wrong < 0) return found.flatMap((point) => point ?? []);
    problems.push({ kind: 'noPoint', value: quote(texts[wrong]), farthest: farthestPoint });
    return [];
  }

  function hidden(): readonly ControlName[] {
    const names = (take('hide') ?? '').split(',').filter((name) => name !== '');
    const unknown = names.filter((name) => !controlNames.some((known) => known === name));
    if (unknown.length > 0) {
      problems.push({ kind: 'notOnPage', names: quote(unknown.join(',')) });
    }
    return controlNames.filter((name) => names.includes(name));
  }

  function finish(): LinkProblem[] {
    for (const name of parts.keys()) problems.push({ kind: 'noMeaning', name: quote(name) });
    const shown = problems.slice(0, mostProblems);
    const count = problems.length - shown.length;
    return count > 0 ? [...shown, { kind: 'more', count }] : shown;
  }

  return { number, whole, choice, lanes, points, hidden, finish };
}

/** 'a', 'b', …: as the page names lanes. */
function laneId(index: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + index);
}

function splitParts(text: string, problems: LinkProblem[]): Map<string, string> {
  const parts = new Map<string, string>();
  for (const part of text.split('&')) {
    if (part === '') continue;
    const [name, value] = splitAt(decodeText(part, problems), '=');
    if (parts.has(name)) problems.push({ kind: 'twice', name: quote(name) });
    else parts.set(name, value);
  }
  return parts;
}

/** Undoes the percent encoding that mail and chat programs add. */
function decodeText(part: string, problems: LinkProblem[]): string {
  try {
    return decodeURIComponent(part);
  } catch {
    problems.push({ kind: 'damagedCode', part: quote(part) });
    return part;
  }
}

function decodeLane(text: string, problems: LinkProblem[]): Omit<Lane, 'id'> | null {
  const [name, ...settings] = text.split('~');
  // A plus that was taken for a space on the way is as good.
  const [methodText, ...carried] = name.split(/[+ ]/);
  const method = methodNames.find((known) => known === methodText);
  const carries = carried.length === 1 && carried[0] === 'critic';
  if (!method || (carried.length > 0 && !carries)) {
    problems.push({ kind: 'noMethod', lane: quote(name), options: methodNames });
    return null;
  }
  const critic = carries || methodCatalogue[method].adversarial;
  const hyperparameters: Partial<Record<HyperparameterName, number>> = {};
  for (const setting of settings) {
    const [key, value] = splitAt(setting, ':');
    const spec = hyperparametersOf(method, critic).find((entry) => entry.name === key);
    if (!spec) {
      problems.push({ kind: 'noHyperparameter', lane: name, name: quote(key) });
      continue;
    }
    const parsed = parseNumber(value);
    if (!isWithin(parsed, spec)) {
      const { minimum, maximum } = spec;
      const range = { minimum, maximum };
      problems.push({
        kind: 'hyperparameterRange',
        lane: name,
        name: spec.name,
        value: quote(value),
        range,
      });
    } else hyperparameters[spec.name] = parsed;
  }
  return { method, critic, hyperparameters };
}

/** Null where it is not two numbers, or one is too large. */
function decodePoint(text: string): PathPoint | null {
  const [along, across] = splitAt(text, ':').map(parseNumber);
  const limit = { minimum: -farthestPoint, maximum: farthestPoint };
  return isWithin(along, limit) && isWithin(across, limit) ? boundPoint({ along, across }) : null;
}

function splitAt(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** NaN for anything but a plain decimal number: no hexadecimals, no blanks. */
function parseNumber(text: string): number {
  return /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) + 0 : Number.NaN;
}

function isWithin(value: number, { minimum, maximum, below }: Range): boolean {
  return value >= minimum && (below ? value < maximum : value <= maximum);
}

/** What a link says is shown to people: short, and with control characters visible. */
function quote(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
