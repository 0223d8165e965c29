/**
 * ACAI is the baseline with a critic, and the critic's game is here: any method can play it.
 * Source: Berthelot et al. 2018, equations 1 and 2.
 */
import { draw } from '../graph/leaves.ts';
import { add, multiply, square, stopGradient, subtract } from '../graph/ops/elementwise.ts';
import { meanBatch, reverseBatch, stack, unstack } from '../graph/ops/structure.ts';
import type { Tensor } from '../graph/tensor.ts';
import { baseline } from './baseline.ts';
import type { Network } from './layers.ts';

export const acai = baseline;

/** α of each sample, uniform on [0, ½). */
export const drawAlpha = () => multiply(0.5, draw('draw/twiceAlpha', 'uniform', []));

/** z_α = α z₁ + (1 − α) z₂; z₂ are the latents of the batch in reverse. */
export const mixLatents = (z: Tensor, alpha: Tensor) =>
  add(multiply(alpha, z), multiply(subtract(1, alpha), reverseBatch(z)));

/**
 * The critic d minimises ‖d(x̂_α) − α‖² + ‖d(γx + (1 − γ)x̂)‖²; the autoencoder adds λ‖d(x̂_α)‖² to its
 * objective. `images` is [x̂ ; x̂_α]. d runs once, on [x̂_α ; the blends].
 */
export function playCritic(d: Network, x: Tensor, images: Tensor, alpha: Tensor, gamma: Tensor) {
  const reconstructions = unstack(images, 0);
  const mixes = unstack(images, 1);
  const blends = stopGradient(add(reconstructions, multiply(gamma, subtract(x, reconstructions))));
  const guesses = d(stack(mixes, blends));
  const onMixes = unstack(guesses, 0);
  const onBlends = unstack(guesses, 1);
  const loss_disc = meanBatch(square(subtract(onMixes, alpha)));
  const loss_disc_real = meanBatch(square(onBlends));
  const loss_ae_disc = meanBatch(square(onMixes));
  const objective_critic = add(loss_disc, loss_disc_real);
  return {
    losses: { loss_disc, loss_disc_real, loss_ae_disc, objective_critic },
    probes: { recon_mix: mixes, blend: blends, critic_mix: onMixes, critic_blend: onBlends },
  };
}
