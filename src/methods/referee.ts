/**
 * An independent referee: a fresh critic of the same shape against an autoencoder that stands still. It
 * plays the critic's game (acai.ts) alone, so that "fooled its own critic" can be told from "hard to tell".
 */
import type { RunConfig } from '../core/runConfig.ts';
import { adam } from '../graph/adam.ts';
import { scalarInput } from '../graph/leaves.ts';
import { stack } from '../graph/ops/structure.ts';
import { createProgram, type Program } from '../graph/program.ts';
import { drawAlpha, mixLatents, playCritic } from './acai.ts';
import { buildModel, imageInput, programName } from './model.ts';

/**
 * A step of the referee's. Inputs: 'x' and the scalars 'learningRate' and 'gamma'; outputs: its losses.
 * Latents are those that are interpolated (a VAE's means), and only 'critic/…' is updated, whether or not
 * the run has a critic of its own.
 */
export function buildRefereeProgram(config: RunConfig): Program {
  const { parameters, autoencoder, critic, hyperparameter } = buildModel({
    ...config,
    critic: true,
  });
  const x = imageInput(config);
  const alpha = drawAlpha();
  const z = autoencoder.encode(x);
  const images = autoencoder.decode(stack(z, mixLatents(z, alpha)));
  const { losses } = playCritic(critic!, x, images, alpha, hyperparameter('gamma'));
  const { loss_disc, loss_disc_real, objective_critic } = losses;
  return createProgram(
    `${programName(config)} referee`,
    { loss_disc, loss_disc_real, objective_critic },
    adam(objective_critic, parameters.under('critic'), scalarInput('learningRate')),
  );
}
