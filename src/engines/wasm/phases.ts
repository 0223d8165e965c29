/**
 * When a node is computed. `before`: shared values that depend on no sample, once a step. `micro`:
 * everything batched, once a micro-batch, and with it the sums over the batch, which accumulate over
 * micro-batches. `after`: shared values that depend on such sums. `leaf`: nothing to compute.
 */
import type { OpKind, Tensor } from '../../graph/tensor.ts';
import { EngineError } from '../engine.ts';

export type Phase = 'leaf' | 'before' | 'micro' | 'after';

const sumsOverBatch = new Set<OpKind>([
  'conv2dKernelGradient',
  'biasGradient',
  'denseKernelGradient',
  'sumBatch',
  'meanBatch',
  'scatterRows',
]);

/** Whether the node's kernel adds to what its buffer holds, once for each micro-batch. */
export function accumulates(node: Tensor): boolean {
  return sumsOverBatch.has(node.op.kind);
}

/** @throws EngineError when something batched depends on a sum over the batch. */
export function assignPhases(nodes: readonly Tensor[]): Map<Tensor, Phase> {
  const phases = new Map<Tensor, Phase>();
  const late = new Set<Tensor>();
  for (const node of nodes) {
    const lateInput = node.inputs.some((input) => late.has(input));
    if (node.batches > 0 || (accumulates(node) && node.inputs.some((i) => i.batches > 0))) {
      if (lateInput) {
        throw new EngineError(
          `wasm: ${node.op.kind} of single samples depends on a sum over the batch; ` +
            'a batch runs in micro-batches, so compute such a value from shared ones only',
        );
      }
      phases.set(node, 'micro');
      if (node.batches === 0) late.add(node);
    } else if (node.inputs.length === 0) phases.set(node, 'leaf');
    else {
      phases.set(node, lateInput ? 'after' : 'before');
      if (lateInput) late.add(node);
    }
  }
  return phases;
}
