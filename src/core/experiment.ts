/** What is on the page, as the user chose it: it travels in the URL and decides every run. */
import type { ControlName } from './controls.ts';
import type { PathPoint } from './drawnPath.ts';
import { type HyperparameterName, type MethodName, methodCatalogue } from './methodCatalogue.ts';
import type { PathName } from './paths.ts';
import { presetConfig } from './presets.ts';
import type { DatasetName, PresetName, RunConfig } from './runConfig.ts';
import type { StopName } from './stops.ts';

export type { PathName };

export const engineWishes = [
  'auto',
  'wasm',
  'wasm-relaxed',
  'webgpu',
  'tfjs-webgpu',
  'tfjs-wasm',
  'tfjs-cpu',
] as const;

export type EngineWish = (typeof engineWishes)[number];

export const themes = ['auto', 'light', 'dark', 'projector'] as const;

export type Theme = (typeof themes)[number];

export const languages = ['en', 'fr'] as const;

export type Language = (typeof languages)[number];

/** The first that the page speaks of those that the user prefers, such as 'fr-CH'; else English. */
export function preferredLanguage(preferences: readonly string[]): Language {
  const bases = preferences.map((preference) => preference.toLowerCase().split('-')[0]);
  return bases.flatMap((base) => languages.find((known) => known === base) ?? [])[0] ?? 'en';
}

export const pages = ['explore', 'learn', 'play', 'benchmark'] as const;

export type Page = (typeof pages)[number];

/** Of the Play page: guess α as a critic does, or draw what will be measured. */
export const games = ['critic', 'draw'] as const;

export type Game = (typeof games)[number];

/**
 * What stands to the right of the grid: the critic's and the angles' plots, a latent map, random samples, or a film
 * of the training.
 */
export const sides = ['plots', 'map', 'samples', 'film'] as const;

export type Side = (typeof sides)[number];

/** What a page within another one shows: the strips with α, one of the sides, or the metrics over training. */
export const embedViews = ['grid', ...sides, 'metrics'] as const;

export type EmbedView = (typeof embedViews)[number];

/** α where extrapolation is on: a column and a half beyond each end of a strip. */
export const widestAlpha = { minimum: -0.25, maximum: 1.25 } as const;

export const maximumLanes = 10;

/** One method with its hyperparameters, a row on screen. */
export interface Lane {
  /** Unique on the page, stable while the lane exists: 'a', 'b', … */
  readonly id: string;
  readonly method: MethodName;
  readonly critic: boolean;
  /** Those that the user set; the preset gives the rest. */
  readonly hyperparameters: Readonly<Partial<Record<HyperparameterName, number>>>;
}

export interface Endpoints {
  /** Angle of x₁, on the right, α = 1; radians in [0, 2π). */
  readonly angle1: number;
  /** Angle of x₂, on the left, α = 0. */
  readonly angle2: number;
}

export interface Experiment {
  readonly dataset: DatasetName;
  readonly preset: PresetName;
  readonly seed: number;
  /** Samples that each run sees. */
  readonly budget: number;
  readonly engine: EngineWish;
  readonly endpoints: Endpoints;
  /** On [0, 1]; with `beyond`, within `widestAlpha`. */
  readonly alpha: number;
  /** Whether α may leave [0, 1]. */
  readonly beyond: boolean;
  readonly path: PathName;
  /** Control points of the path drawn by hand; kept while another path is followed. */
  readonly points: readonly PathPoint[];
  readonly side: Side;
  readonly theme: Theme;
  readonly language: Language;
  readonly page: Page;
  readonly game: Game;
  /** Where the Learn page stands, and where the explorer leads back to; null before the first visit. */
  readonly stop: StopName | null;
  /** The Learn page large, for a room. */
  readonly present: boolean;
  /** The part that is shown without any bars, for a page within another one; null shows all. */
  readonly embed: EmbedView | null;
  readonly hide: readonly ControlName[];
  readonly lanes: readonly Lane[];
}

export const defaultExperiment: Experiment = {
  dataset: 'lines',
  preset: 'quick',
  seed: 1,
  budget: 262_144,
  engine: 'auto',
  endpoints: { angle1: 1.05, angle2: 2.44 },
  alpha: 0.5,
  beyond: false,
  path: 'straight',
  points: [],
  side: 'plots',
  theme: 'auto',
  language: 'en',
  page: 'explore',
  game: 'critic',
  stop: null,
  present: false,
  embed: null,
  hide: [],
  lanes: [
    { id: 'a', method: 'acai', critic: true, hyperparameters: {} },
    { id: 'b', method: 'baseline', critic: false, hyperparameters: {} },
    { id: 'c', method: 'vae', critic: false, hyperparameters: {} },
    { id: 'd', method: 'aae', critic: false, hyperparameters: {} },
  ],
};

/** "VAE + critic" where a method carries a critic that it does not have by itself. */
export function laneLabel(lane: Pick<Lane, 'method' | 'critic'>): string {
  const entry = methodCatalogue[lane.method];
  return lane.critic && !entry.adversarial ? `${entry.label} + critic` : entry.label;
}

/** The run that a lane starts under this experiment. */
export function laneRunConfig(experiment: Experiment, lane: Lane): RunConfig {
  const config = presetConfig(experiment.preset, lane.method, {
    seed: experiment.seed,
    critic: lane.critic,
  });
  return {
    ...config,
    budget: experiment.budget,
    hyperparameters: { ...config.hyperparameters, ...lane.hyperparameters },
  };
}
