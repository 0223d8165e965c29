/** Classification and vector quantisation. */
import type { GradientRules } from '../gradientRule.ts';
import { createTensor, describeType, requireThat, sameShape, type Tensor } from '../tensor.ts';
import { multiply, subtract } from './elementwise.ts';
import { sumSample } from './structure.ts';

/** Softmax of logits [c]. */
export function softmax(logits: Tensor): Tensor {
  requireThat(
    logits.shape.length === 1,
    () => `softmax: needs vectors, got ${describeType(logits)}`,
  );
  return createTensor({ kind: 'softmax' }, [logits], logits.shape, logits.batches);
}

/** −Σ target · log softmax(logits) for each sample; logits and targets [c] → scalar. */
export function softmaxCrossEntropy(logits: Tensor, targets: Tensor): Tensor {
  requireThat(
    logits.shape.length === 1 &&
      sameShape(logits.shape, targets.shape) &&
      logits.batches === targets.batches,
    () => `softmaxCrossEntropy: ${describeType(logits)} and ${describeType(targets)} do not match`,
  );
  return createTensor({ kind: 'softmaxCrossEntropy' }, [logits, targets], [], logits.batches);
}

/** Index of the largest element of [c], the lowest on ties, as a number; has no gradient. */
export function argmax(x: Tensor): Tensor {
  requireThat(x.shape.length === 1, () => `argmax: needs vectors, got ${describeType(x)}`);
  return createTensor({ kind: 'argmax' }, [x], [], x.batches);
}

/**
 * For each vector of x [n, l] the index of the nearest row of table [v, l] in squared Euclidean
 * distance, the lowest on ties → [n]; has no gradient.
 */
export function nearestRow(x: Tensor, table: Tensor): Tensor {
  requireThat(
    x.shape.length === 2 &&
      x.batches > 0 &&
      table.batches === 0 &&
      table.shape.length === 2 &&
      x.shape[1] === table.shape[1],
    () => `nearestRow: ${describeType(x)} and table ${describeType(table)} do not match`,
  );
  return createTensor({ kind: 'nearestRow' }, [x, table], [x.shape[0]], x.batches);
}

/** Rows of table [v, l] at indices [n] → [n, l]; has no gradient. */
export function gatherRows(table: Tensor, indices: Tensor): Tensor {
  requireThat(
    table.batches === 0 &&
      table.shape.length === 2 &&
      indices.batches > 0 &&
      indices.shape.length === 1,
    () => `gatherRows: ${describeType(table)} and indices ${describeType(indices)} do not match`,
  );
  return createTensor(
    { kind: 'gatherRows' },
    [table, indices],
    [indices.shape[0], table.shape[1]],
    indices.batches,
  );
}

/**
 * Adds each value [n, l] into the row that its index [n] names, over the whole batch → shared
 * [rows, l]; has no gradient.
 */
export function scatterRows(indices: Tensor, values: Tensor, rows: number): Tensor {
  requireThat(
    values.shape.length === 2 &&
      sameShape(indices.shape, [values.shape[0]]) &&
      values.batches > 0 &&
      values.batches === indices.batches,
    () => `scatterRows: ${describeType(values)} and indices ${describeType(indices)} do not match`,
  );
  return createTensor({ kind: 'scatterRows' }, [indices, values], [rows, values.shape[1]], 0);
}

/** Row i of a shared table [v, l] times factor i of [v] → shared [v, l]; has no gradient rule. */
export function scaleRows(table: Tensor, factors: Tensor): Tensor {
  requireThat(
    table.batches === 0 &&
      table.shape.length === 2 &&
      factors.batches === 0 &&
      sameShape(factors.shape, [table.shape[0]]),
    () =>
      `scaleRows: ${describeType(factors)} has no factor for each row of ${describeType(table)}`,
  );
  return createTensor({ kind: 'scaleRows' }, [table, factors], table.shape, 0);
}

export const discreteGradients: GradientRules = {
  softmax: (node, upstream) => {
    const weighted = multiply(upstream, node);
    return subtract(weighted, multiply(node, sumSample(weighted)));
  },
  // The targets sum to 1, or to 0 for a sample without a label (golden/README.md, section 1).
  softmaxCrossEntropy: (node, upstream, index) => {
    if (index === 1) return null;
    const [logits, targets] = node.inputs;
    const share = multiply(softmax(logits), sumSample(targets));
    return multiply(subtract(share, targets), upstream);
  },
  argmax: () => null,
  nearestRow: () => null,
  gatherRows: () => null,
  scatterRows: () => null,
};
