/** How much arithmetic a step is: the multiply-adds of its convolutions and matrix products. */
import type { Program } from './program.ts';
import { sampleSize, type Tensor } from './tensor.ts';

/**
 * Multiply-adds of one sample of a batch, over all its convolutions (both gradients too), dense
 * layers and code look-ups. A tap outside the image counts, as is usual; elementwise work does not.
 */
export function multiplyAddsPerSample(program: Program): number {
  return program.nodes.reduce((sum, node) => sum + multiplyAdds(node), 0);
}

/** Floating-point operations of one step: two for each multiply-add. */
export function countFlops(program: Program, batch: number): number {
  return 2 * batch * multiplyAddsPerSample(program);
}

function multiplyAdds({ op, inputs, shape, batches }: Tensor): number {
  const [first, second] = inputs;
  switch (op.kind) {
    case 'conv2d':
      return batches * sampleSize(first) * perInputElement(second.shape);
    case 'conv2dInputGradient':
      return batches * sampleSize({ shape, batches }) * perInputElement(second.shape);
    case 'conv2dKernelGradient':
      return first.batches * sampleSize(first) * perInputElement(shape);
    case 'dense':
    case 'denseInputGradient':
      return batches * sampleSize(second);
    case 'denseKernelGradient':
      return first.batches * sampleSize({ shape, batches });
    case 'nearestRow':
      return batches * sampleSize(first) * second.shape[0];
    default:
      return 0;
  }
}

/** Each element of a convolution's input meets k · k · co weights. */
function perInputElement([height, width, , outputChannels]: readonly number[]): number {
  return height * width * outputChannels;
}
