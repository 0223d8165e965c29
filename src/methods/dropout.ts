import { draw } from '../graph/leaves.ts';
import { divide, multiply } from '../graph/ops/elementwise.ts';
import { reshape } from '../graph/ops/structure.ts';
import { sampleSize } from '../graph/tensor.ts';
import { type Method, meanSquaredError, own } from './method.ts';

/**
 * ‖x − g(m ⊙ f(x) / p)‖², m Bernoulli(p) for each element of the latent. Whole latents are what is
 * interpolated, so they are what is mixed for a critic and shown to the classifier.
 */
export const dropout: Method = ({ encoder: f, decoder: g, hyperparameter }) => ({
  encode: f,
  decode: g,
  train(x, withMixes) {
    const keep = hyperparameter('keep');
    const z = f(x);
    const mask = draw('draw/dropout_mask', 'bernoulli', [sampleSize(z)], keep);
    const dropped = multiply(divide(z, keep), reshape(mask, z.shape));
    const images = g(withMixes(dropped, z));
    const loss_ae = meanSquaredError(x, own(images));
    return {
      images,
      classified: z,
      reconstruction: loss_ae,
      losses: { loss_ae },
      probes: { z, z_train: dropped, recon_train: own(images) },
    };
  },
});
