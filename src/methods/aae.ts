import { draw } from '../graph/leaves.ts';
import {
  add,
  isPositive,
  leakyRelu,
  multiply,
  sampleScalar,
  softplus,
  subtract,
} from '../graph/ops/elementwise.ts';
import { flatten, meanBatch, reshape, stack, unstack } from '../graph/ops/structure.ts';
import type { Tensor } from '../graph/tensor.ts';
import { denseLayer, slope } from './layers.ts';
import { type Method, meanSquaredError, own } from './method.ts';

/** Widths of the adversary's hidden layers. */
export const adversaryWidths = [100, 100] as const;

/** −log σ(logit): the cross-entropy of a sample taken for real, meaned over the batch. */
const takenForReal = (logits: Tensor) => meanBatch(subtract(softplus(logits), logits));
/** −log (1 − σ(logit)) */
const takenForFake = (logits: Tensor) => meanBatch(softplus(logits));

/**
 * ‖x − g(f(x))‖² − w log D(f(x)), against an adversary D that minimises −log D(n) − log(1 − D(f(x))),
 * n ~ N(0, I).
 */
export const aae: Method = ({ parameters, encoder: f, decoder: g, hyperparameter }) => {
  const adversary = (latent: Tensor) => {
    const hidden = adversaryWidths.reduce(
      (x, width, layer) => leakyRelu(denseLayer(parameters, `disc/dense${layer}`, x, width), slope),
      flatten(latent),
    );
    const logits = denseLayer(parameters, `disc/dense${adversaryWidths.length}`, hidden, 1);
    return sampleScalar(reshape(logits, []));
  };

  return {
    encode: f,
    decode: g,
    train(x, withMixes) {
      const z = f(x);
      const images = g(withMixes(z));
      const logits = adversary(stack(z, draw('draw/prior', 'normal', z.shape)));
      const onLatent = unstack(logits, 0);
      const onPrior = unstack(logits, 1);

      const loss_ae = meanSquaredError(x, own(images));
      const loss_ae_latent = takenForReal(onLatent);
      const loss_adv_latent = takenForFake(onLatent);
      const loss_adv_prior = takenForReal(onPrior);
      const right = subtract(add(isPositive(onPrior), 1), isPositive(onLatent));
      return {
        images,
        classified: z,
        reconstruction: loss_ae,
        regulariser: multiply(hyperparameter('priorWeight'), loss_ae_latent),
        adversary: add(loss_adv_prior, loss_adv_latent),
        losses: {
          loss_ae,
          loss_ae_latent,
          loss_adv_latent,
          loss_adv_prior,
          adversary_accuracy: multiply(0.5, meanBatch(right)),
        },
        probes: { z, recon: own(images), logit_latent: onLatent, logit_prior: onPrior },
      };
    },
  };
};
