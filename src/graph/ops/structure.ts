/** Ops on shape and batch, and reductions. */
import type { GradientRules } from '../gradientRule.ts';
import { constant } from '../leaves.ts';
import {
  createTensor,
  describeType,
  isScalar,
  requireThat,
  sameShape,
  sampleSize,
  type Tensor,
  type TensorType,
} from '../tensor.ts';

/** The same elements, row-major, in another shape (of a sample, or of a shared value). */
export function reshape(x: Tensor, shape: readonly number[]): Tensor {
  requireThat(
    sampleSize(x) === sampleSize({ shape, batches: 0 }),
    () => `reshape: ${describeType(x)} has not the size of [${shape.join(', ')}]`,
  );
  return createTensor({ kind: 'reshape' }, [x], shape, x.batches);
}

export const flatten = (x: Tensor) => reshape(x, [sampleSize(x)]);

/** Lays batches one after another, so that a network runs once on all of them. */
export function stack(first: Tensor, ...rest: readonly Tensor[]): Tensor {
  const parts = [first, ...rest];
  requireThat(
    parts.every((part) => part.batches > 0 && sameShape(part.shape, first.shape)),
    () => `stack: needs batches of one shape, got ${parts.map(describeType).join(' and ')}`,
  );
  const batches = parts.reduce((sum, part) => sum + part.batches, 0);
  return createTensor({ kind: 'stack' }, parts, first.shape, batches);
}

/** `count` of the stacked batches, from batch `start` on. */
export function unstack(x: Tensor, start: number, count = 1): Tensor {
  requireThat(
    start >= 0 && count > 0 && start + count <= x.batches,
    () => `unstack: ${describeType(x)} has no batches ${start} to ${start + count - 1}`,
  );
  return createTensor({ kind: 'unstack', start }, [x], x.shape, count);
}

/** Sample i of each batch becomes sample B − 1 − i. */
export function reverseBatch(x: Tensor): Tensor {
  requireThat(x.batches > 0, () => `reverseBatch: ${describeType(x)} has no batch`);
  return createTensor({ kind: 'reverseBatch' }, [x], x.shape, x.batches);
}

/** Repeats a scalar, or a shared value, until it has the type asked for. */
export function broadcast(x: Tensor, type: TensorType): Tensor {
  if (sameShape(x.shape, type.shape) && x.batches === type.batches) return x;
  requireThat(
    (x.shape.length === 0 || sameShape(x.shape, type.shape)) &&
      (x.batches === 0 || x.batches === type.batches),
    () => `broadcast: ${describeType(x)} does not spread to ${describeType(type)}`,
  );
  return createTensor({ kind: 'broadcast' }, [x], type.shape, type.batches);
}

/** Sum over a sample's elements: one scalar per sample (or one for a shared value). */
export function sumSample(x: Tensor): Tensor {
  return createTensor({ kind: 'sumSample' }, [x], [], x.batches);
}

/** Sum over all stacked batches: a shared value. */
export function sumBatch(x: Tensor): Tensor {
  requireThat(x.batches > 0, () => `sumBatch: ${describeType(x)} has no batch`);
  return createTensor({ kind: 'sumBatch' }, [x], x.shape, 0);
}

/** sumBatch divided by the number of samples in all stacked batches. */
export function meanBatch(x: Tensor): Tensor {
  requireThat(x.batches > 0, () => `meanBatch: ${describeType(x)} has no batch`);
  return createTensor({ kind: 'meanBatch' }, [x], x.shape, 0);
}

/** A shared value divided by the number of samples and given to each: the gradient of meanBatch. */
function spreadBatch(x: Tensor, batches: number): Tensor {
  return createTensor({ kind: 'spreadBatch' }, [x], x.shape, batches);
}

/** Undoes repetition: sums a gradient over what an operand of `type` was repeated along. */
export function reduceTo(gradient: Tensor, type: TensorType): Tensor {
  const summed = isScalar(type) && !isScalar(gradient) ? sumSample(gradient) : gradient;
  return type.batches === 0 && summed.batches > 0 ? sumBatch(summed) : summed;
}

export const structureGradients: GradientRules = {
  reshape: (node, upstream) => reshape(upstream, node.inputs[0].shape),
  stack: (node, upstream, index) => {
    const start = node.inputs.slice(0, index).reduce((sum, part) => sum + part.batches, 0);
    return unstack(upstream, start, node.inputs[index].batches);
  },
  unstack: (node, upstream) => {
    if (node.op.kind !== 'unstack') return null;
    const after = node.inputs[0].batches - node.op.start - node.batches;
    const zeros = (batches: number) =>
      batches === 0 ? [] : [broadcast(constant(0), { shape: upstream.shape, batches })];
    const [first, ...rest] = [...zeros(node.op.start), upstream, ...zeros(after)];
    return stack(first, ...rest);
  },
  reverseBatch: (_node, upstream) => reverseBatch(upstream),
  broadcast: (node, upstream) => reduceTo(upstream, node.inputs[0]),
  sumSample: (node, upstream) => broadcast(upstream, node.inputs[0]),
  sumBatch: (node, upstream) => broadcast(upstream, node.inputs[0]),
  meanBatch: (node, upstream) => spreadBatch(upstream, node.inputs[0].batches),
};
