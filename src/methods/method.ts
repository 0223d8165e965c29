/** What a method is: how it encodes, decodes and learns. Each of the seven is one short file. */
import type { LossName } from '../core/lossCatalogue.ts';
import type { HyperparameterName } from '../core/methodCatalogue.ts';
import type { Architecture, Quirks } from '../core/runConfig.ts';
import { square, subtract } from '../graph/ops/elementwise.ts';
import { mean } from '../graph/ops/means.ts';
import { unstack } from '../graph/ops/structure.ts';
import type { Update } from '../graph/program.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Network } from './layers.ts';
import type { Parameters } from './parameters.ts';

/** What a method is built from. */
export interface Parts {
  readonly parameters: Parameters;
  readonly architecture: Architecture;
  readonly quirks: Quirks;
  /** Runtime scalars. */
  readonly hyperparameter: (name: HyperparameterName) => Tensor;
  /** f: images → latents [h, w, c]. */
  readonly encoder: Network;
  /** g: latents [h, w, c] → images, unbounded. */
  readonly decoder: Network;
}

export type Method = (parts: Parts) => Autoencoder;

export interface Autoencoder {
  /** Images → the latents that are interpolated, [h, w, c]. Draws nothing. */
  encode: Network;
  /** Latents → images: the whole way that a mixed latent goes. */
  decode: Network;
  /** Images → what the classifier sees, where that is not the latent. */
  classified?: Network;
  /** Images → latents drawn at random, where a latent is a distribution. */
  sample?: Network;
  /**
   * The forward pass of a training step. `withMixes(code, latent)` is what to decode in place of
   * `code`: the same, or with mixes of `latent` (default: `code`) stacked beneath it for a critic to
   * see. So the decoder runs once, and a method need not know whether it carries a critic.
   */
  train(x: Tensor, withMixes: WithMixes): ForwardPass;
}

export type WithMixes = (code: Tensor, latent?: Tensor) => Tensor;

export interface ForwardPass {
  /** All that was decoded: x̂, and beneath it the decoded mixes x̂_α where there are any. */
  readonly images: Tensor;
  /** What the classifier sees. */
  readonly classified: Tensor;
  /**
   * What the autoencoder minimises is ρ · reconstruction + regulariser, a critic's term aside. ρ is 1
   * but in the mixer (core/objectiveTerms.ts), which can mute this term too.
   */
  readonly reconstruction: Tensor;
  /** With the method's own weight. */
  readonly regulariser?: Tensor;
  /**
   * How many terms, such as pixels, the reconstruction sums where others take the mean (default 1). A
   * critic's term is weighed as many times, so that λ means the same for every method.
   */
  readonly termsSummed?: number;
  readonly losses: Partial<Record<LossName, Tensor>> & { readonly loss_ae: Tensor };
  /** The objective of a second player of the method's own, whose parameters are under `disc`. */
  readonly adversary?: Tensor;
  /** What a step changes beside the parameters. */
  readonly updates?: readonly Update[];
  /**
   * Inner values by the names of the golden files, for tests; a training step computes no more for
   * them. `z` is the latent that is interpolated.
   */
  readonly probes: Readonly<Record<string, Tensor>> & { readonly z: Tensor };
}

/** The batch itself of what `withMixes` may have stacked mixes beneath. */
export const own = (x: Tensor) => (x.batches > 1 ? unstack(x, 0) : x);

/** ‖a − b‖² as the mean over samples, pixels and colours. */
export const meanSquaredError = (a: Tensor, b: Tensor) => mean(square(subtract(a, b)));
