/** The single-layer classifier that is trained beside an autoencoder and shows what its latent separates. */
import { argmax, softmaxCrossEntropy } from '../graph/ops/discrete.ts';
import { isPositive, square, stopGradient, subtract } from '../graph/ops/elementwise.ts';
import { flatten, meanBatch } from '../graph/ops/structure.ts';
import type { Tensor } from '../graph/tensor.ts';
import { denseLayer } from './layers.ts';
import type { Parameters } from './parameters.ts';

export const classCount = 10;

/** Logits [10] of latents of any shape; no gradient goes back into the latents. */
export function classify(parameters: Parameters, latent: Tensor): Tensor {
  return denseLayer(parameters, 'clf', stopGradient(flatten(latent)), classCount);
}

/** Mean cross-entropy against one-hot labels [10]. */
export const crossEntropy = (logits: Tensor, labels: Tensor) =>
  meanBatch(softmaxCrossEntropy(logits, labels));

/** Share of samples whose largest logit is the label's; classes are whole numbers, so equal ones differ by 0. */
export const accuracy = (logits: Tensor, labels: Tensor) =>
  subtract(1, meanBatch(isPositive(square(subtract(argmax(logits), argmax(labels))))));
