/** Everything that decides what a run computes. It travels in checkpoints, URLs and between workers. */
import type { HyperparameterName, MethodName } from './methodCatalogue.ts';

export const datasetNames = ['lines'] as const;

export type DatasetName = (typeof datasetNames)[number];

export const presetNames = ['quick', 'paper'] as const;

export type PresetName = (typeof presetNames)[number];

/** The largest seed: 32 bits. */
export const maximumSeed = 2 ** 32 - 1;

/** Sixteen times the paper's training; more is surely a mistake. */
export const maximumBudget = 2 ** 28;

/** Shapes of the networks. Images are [size, size, colours], latents [size/2^scales, same, latentChannels]. */
export interface Architecture {
  readonly size: number;
  readonly colours: number;
  /** Halvings between image and latent. */
  readonly scales: number;
  /** Channels of the first convolution; doubled at each scale. */
  readonly depth: number;
  readonly latentChannels: number;
  /** As `depth`, for the critic. */
  readonly criticDepth: number;
  /** VQ-VAE: log₂ of the number of codes. */
  readonly codebookBits: number;
}

/** Of one latent. */
export function latentShape(architecture: Architecture): [h: number, w: number, c: number] {
  const extent = architecture.size / 2 ** architecture.scales;
  return [extent, extent, architecture.latentChannels];
}

export interface Schedule {
  /** Samples in a batch. */
  readonly batch: number;
  /** Adam's, for every optimiser of the step. */
  readonly learningRate: number;
  /**
   * The rate falls to `share` of itself between `from` (the beginning, where it is not given) and `samples`
   * samples, along half a cosine; null keeps it.
   */
  readonly decay: {
    readonly share: number;
    readonly from?: number | undefined;
    readonly samples: number;
  } | null;
  /**
   * The weight of an adversary's term (a critic's λ, the AAE's w) grows linearly from 0 to its value
   * between these sample counts; null has it whole at once.
   */
  readonly adversaryRamp: { readonly from: number; readonly to: number } | null;
  /**
   * Where it is given, that weight is `times` itself at the ramp's end and falls to itself at `samples` samples,
   * along half a cosine: paths are set early, while images are still coarse (docs/results/ablation.md).
   */
  readonly adversaryExcess?: { readonly times: number; readonly samples: number } | undefined;
}

/** Where the authors' code differs from what is sound; all false by default (see docs/quirks.md). */
export interface Quirks {
  /** VQ-VAE: codebook counts start at 0 while sums start at the codes. */
  readonly codebookStart: boolean;
}

export interface RunConfig {
  readonly dataset: DatasetName;
  readonly preset: PresetName;
  readonly method: MethodName;
  /** Whether the lane carries a critic; always true for acai. */
  readonly critic: boolean;
  readonly architecture: Architecture;
  /** Exactly those that `hyperparametersOf(method, critic)` lists. */
  readonly hyperparameters: Readonly<Partial<Record<HyperparameterName, number>>>;
  readonly schedule: Schedule;
  readonly quirks: Quirks;
  /** Unsigned, 32 bits. */
  readonly seed: number;
  /** Samples to see before the run ends; rounded up to whole batches. */
  readonly budget: number;
}
