/** Means, composed of sums. */
import { sampleSize, type Tensor } from '../tensor.ts';
import { multiply } from './elementwise.ts';
import { meanBatch, sumSample } from './structure.ts';

/** Mean over a sample's elements: one scalar per sample. */
export const meanSample = (x: Tensor) => multiply(sumSample(x), 1 / sampleSize(x));

/** Mean over samples and elements: a shared scalar. */
export const mean = (x: Tensor) => meanBatch(meanSample(x));
