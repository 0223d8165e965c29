/** Layers with their parameters, initialised as in the authors' code (golden/README.md, "Network"). */
import { addBias, conv2d, dense } from '../graph/ops/layers.ts';
import { sampleSize, type Tensor } from '../graph/tensor.ts';
import type { Parameters } from './parameters.ts';

/** From images to images, or whatever a network maps; batches may be stacked. */
export type Network = (x: Tensor) => Tensor;

/** Of leakyReLU; the initialisers depend on it. */
export const slope = 0.2;

/** size×size convolution with bias. Kernels start as N(0, 1 / ((1 + slope²) · fan-in)): He et al. 2015, without its factor 2. */
export function convolution(
  parameters: Parameters,
  name: string,
  x: Tensor,
  channels: number,
  size: 1 | 3,
): Tensor {
  const shape = [size, size, x.shape[2], channels];
  const fanIn = size * size * x.shape[2];
  const kernel = parameters.variable(`${name}/kernel`, shape, {
    kind: 'normal',
    standardDeviation: 1 / Math.sqrt((1 + slope ** 2) * fanIn),
  });
  const bias = parameters.variable(`${name}/bias`, [channels], { kind: 'zeros' });
  return addBias(conv2d(x, kernel), bias);
}

/** Dense map with bias of a vector x. Kernels start uniform within ±√(6 / (in + out)): Glorot & Bengio 2010. */
export function denseLayer(parameters: Parameters, name: string, x: Tensor, width: number): Tensor {
  const fanIn = sampleSize(x);
  const kernel = parameters.variable(`${name}/kernel`, [fanIn, width], {
    kind: 'uniform',
    limit: Math.sqrt(6 / (fanIn + width)),
  });
  const bias = parameters.variable(`${name}/bias`, [width], { kind: 'zeros' });
  return addBias(dense(x, kernel), bias);
}
