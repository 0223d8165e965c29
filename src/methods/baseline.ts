import { type Method, meanSquaredError, own } from './method.ts';

/** ‖x − g(f(x))‖² */
export const baseline: Method = ({ encoder: f, decoder: g }) => ({
  encode: f,
  decode: g,
  train(x, withMixes) {
    const z = f(x);
    const images = g(withMixes(z));
    const loss_ae = meanSquaredError(x, own(images));
    return {
      images,
      classified: z,
      reconstruction: loss_ae,
      losses: { loss_ae },
      probes: { z, recon: own(images) },
    };
  },
});
