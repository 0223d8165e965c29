import { sampleScalar } from '../graph/ops/elementwise.ts';
import { meanSample } from '../graph/ops/means.ts';
import { type EncoderShape, encoder } from './encoder.ts';
import type { Network } from './layers.ts';
import type { Parameters } from './parameters.ts';

/** d: images → a guess of α for each, the mean over all that an encoder of the given shape puts out. */
export function critic(parameters: Parameters, shape: EncoderShape): Network {
  const network = encoder(parameters, 'critic', shape);
  return (image) => sampleScalar(meanSample(network(image)));
}
