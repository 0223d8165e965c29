/** Layers of a network: convolutions, biases, dense maps, pooling and upsampling. */
import type { GradientRules } from '../gradientRule.ts';
import { createTensor, describeType, requireThat, type Tensor } from '../tensor.ts';

/**
 * Stride-1 'same' convolution with zero padding. x: [h, w, ci] per sample; kernel: [k, k, ci, co],
 * k = 1 or 3 (HWIO); result [h, w, co].
 */
export function conv2d(x: Tensor, kernel: Tensor): Tensor {
  const [size, width, ci, co] = kernel.shape;
  requireThat(
    x.batches > 0 && x.shape.length === 3 && kernel.shape.length === 4 && kernel.batches === 0,
    () =>
      `conv2d: needs images and a [k, k, ci, co] kernel, got ${describeType(x)}, ${describeType(kernel)}`,
  );
  requireThat(
    size === width && (size === 1 || size === 3) && x.shape[2] === ci,
    () => `conv2d: kernel ${describeType(kernel)} does not fit ${describeType(x)} (k is 1 or 3)`,
  );
  return createTensor({ kind: 'conv2d' }, [x, kernel], [x.shape[0], x.shape[1], co], x.batches);
}

/** Gradient of conv2d by its input: upstream [h, w, co], kernel [k, k, ci, co] → [h, w, ci]. */
export function conv2dInputGradient(upstream: Tensor, kernel: Tensor): Tensor {
  const [h, w] = upstream.shape;
  return createTensor(
    { kind: 'conv2dInputGradient' },
    [upstream, kernel],
    [h, w, kernel.shape[2]],
    upstream.batches,
  );
}

/** Gradient of conv2d by its kernel, summed over the batch: x [h, w, ci], upstream [h, w, co] → `kernelShape`. */
export function conv2dKernelGradient(
  x: Tensor,
  upstream: Tensor,
  kernelShape: readonly number[],
): Tensor {
  return createTensor({ kind: 'conv2dKernelGradient' }, [x, upstream], kernelShape, 0);
}

/** x [..., c] + bias [c]. */
export function addBias(x: Tensor, bias: Tensor): Tensor {
  requireThat(
    bias.batches === 0 && bias.shape.length === 1 && x.shape.at(-1) === bias.shape[0],
    () => `addBias: bias ${describeType(bias)} does not fit ${describeType(x)}`,
  );
  return createTensor({ kind: 'addBias' }, [x, bias], x.shape, x.batches);
}

/** Gradient of addBias by its bias: upstream [..., c] summed over the batch and all axes but the last → [c]. */
export function biasGradient(upstream: Tensor): Tensor {
  return createTensor({ kind: 'biasGradient' }, [upstream], [upstream.shape.at(-1)!], 0);
}

/** x [n] times kernel [n, m] → [m], for each sample. */
export function dense(x: Tensor, kernel: Tensor): Tensor {
  requireThat(
    x.batches > 0 &&
      x.shape.length === 1 &&
      kernel.batches === 0 &&
      kernel.shape.length === 2 &&
      x.shape[0] === kernel.shape[0],
    () => `dense: kernel ${describeType(kernel)} does not fit ${describeType(x)}`,
  );
  return createTensor({ kind: 'dense' }, [x, kernel], [kernel.shape[1]], x.batches);
}

/** upstream [m], kernel [n, m] → [n]. */
export function denseInputGradient(upstream: Tensor, kernel: Tensor): Tensor {
  return createTensor(
    { kind: 'denseInputGradient' },
    [upstream, kernel],
    [kernel.shape[0]],
    upstream.batches,
  );
}

/** x [n], upstream [m], summed over the batch → [n, m]. */
export function denseKernelGradient(x: Tensor, upstream: Tensor): Tensor {
  return createTensor(
    { kind: 'denseKernelGradient' },
    [x, upstream],
    [x.shape[0], upstream.shape[0]],
    0,
  );
}

/** scale · the sum of each 2×2 block: [h, w, c] → [h/2, w/2, c]. Average pooling has scale ¼. */
export function pool2(x: Tensor, scale = 0.25): Tensor {
  const [h, w, c] = x.shape;
  requireThat(
    x.batches > 0 && x.shape.length === 3 && h % 2 === 0 && w % 2 === 0,
    () => `pool2: needs images of even height and width, got ${describeType(x)}`,
  );
  return createTensor({ kind: 'pool2', scale }, [x], [h / 2, w / 2, c], x.batches);
}

/** scale · nearest-neighbour upsampling: [h, w, c] → [2h, 2w, c]. */
export function upsample2(x: Tensor, scale = 1): Tensor {
  const [h, w, c] = x.shape;
  requireThat(
    x.batches > 0 && x.shape.length === 3,
    () => `upsample2: needs images, got ${describeType(x)}`,
  );
  return createTensor({ kind: 'upsample2', scale }, [x], [2 * h, 2 * w, c], x.batches);
}

export const layerGradients: GradientRules = {
  conv2d: (node, upstream, index) => {
    const [x, kernel] = node.inputs;
    return index === 0
      ? conv2dInputGradient(upstream, kernel)
      : conv2dKernelGradient(x, upstream, kernel.shape);
  },
  addBias: (_node, upstream, index) => (index === 0 ? upstream : biasGradient(upstream)),
  dense: (node, upstream, index) => {
    const [x, kernel] = node.inputs;
    return index === 0 ? denseInputGradient(upstream, kernel) : denseKernelGradient(x, upstream);
  },
  pool2: (node, upstream) => (node.op.kind === 'pool2' ? upsample2(upstream, node.op.scale) : null),
  upsample2: (node, upstream) =>
    node.op.kind === 'upsample2' ? pool2(upstream, node.op.scale) : null,
};
