import { draw } from '../graph/leaves.ts';
import { add, multiply } from '../graph/ops/elementwise.ts';
import { type Method, meanSquaredError, own } from './method.ts';

/**
 * ‖x − g(f(x + σε))‖², ε ~ N(0, I). Latents of clean images are what is interpolated, so they are what
 * is mixed for a critic and shown to the classifier; f runs on them beside, backwards only for a critic.
 */
export const denoising: Method = ({ encoder: f, decoder: g, hyperparameter }) => ({
  encode: f,
  decode: g,
  train(x, withMixes) {
    const noise = draw('draw/noise', 'normal', x.shape);
    const noisy = add(x, multiply(hyperparameter('noise'), noise));
    const zNoisy = f(noisy);
    const z = f(x);
    const images = g(withMixes(zNoisy, z));
    const loss_ae = meanSquaredError(x, own(images));
    return {
      images,
      classified: z,
      reconstruction: loss_ae,
      losses: { loss_ae },
      probes: { z, x_noisy: noisy, z_train: zNoisy, recon_train: own(images) },
    };
  },
});
