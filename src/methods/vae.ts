import { draw } from '../graph/leaves.ts';
import {
  add,
  exp,
  multiply,
  sigmoid,
  softplus,
  sqrt,
  square,
  subtract,
} from '../graph/ops/elementwise.ts';
import { flatten, meanBatch, reshape, sumSample } from '../graph/ops/structure.ts';
import { sampleSize, type Tensor } from '../graph/tensor.ts';
import { denseLayer } from './layers.ts';
import { type Method, meanSquaredError, own } from './method.ts';

/**
 * −E[log p(x | z)] + β KL(q(z | x) ‖ N(0, I)), z ~ q(z | x) = N(μ(x), σ²(x)); p(x | z) is Bernoulli for
 * each pixel, with images read as probabilities (x + 1) / 2. Draws z are what is mixed for a critic.
 */
export const vae: Method = ({ parameters, encoder, decoder, hyperparameter }) => {
  const posterior = (code: Tensor) => {
    const width = sampleSize(code);
    const mu = denseLayer(parameters, 'lat/mu', flatten(code), width);
    const logVariance = denseLayer(parameters, 'lat/logvar', flatten(code), width);
    const epsilon = draw('draw/eps', 'normal', [width]);
    const z = add(mu, multiply(sqrt(exp(logVariance)), epsilon));
    return { mu: reshape(mu, code.shape), logVariance, z: reshape(z, code.shape) };
  };
  const toImages = (logits: Tensor) => subtract(multiply(2, sigmoid(logits)), 1);

  return {
    encode: (x) => posterior(encoder(x)).mu,
    sample: (x) => posterior(encoder(x)).z,
    classified: encoder,
    decode: (z) => toImages(decoder(z)),
    train(x, withMixes) {
      const code = encoder(x);
      const { mu, logVariance, z } = posterior(code);
      const logits = decoder(withMixes(z));
      const images = toImages(logits);

      const likelihoods = subtract(
        multiply(own(logits), multiply(add(x, 1), 0.5)),
        softplus(own(logits)),
      );
      const loss_ll = meanBatch(sumSample(likelihoods));
      const variance = exp(logVariance);
      const divergences = subtract(add(variance, square(flatten(mu))), add(logVariance, 1));
      const loss_kl = meanBatch(multiply(0.5, sumSample(divergences)));
      const regulariser = multiply(hyperparameter('beta'), loss_kl);
      return {
        images,
        classified: code,
        reconstruction: multiply(loss_ll, -1),
        regulariser,
        termsSummed: sampleSize(x),
        losses: {
          loss_ll,
          loss_kl,
          elbo: subtract(loss_ll, regulariser),
          loss_ae: meanSquaredError(x, own(images)),
        },
        probes: {
          enc_out: code,
          mu: flatten(mu),
          logvar: logVariance,
          z,
          logits: own(logits),
          recon: own(images),
        },
      };
    },
  };
};
