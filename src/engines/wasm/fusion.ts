/** Which nodes one kernel call computes together. */
import { finalReads, type Program } from '../../graph/program.ts';
import type { OpKind, Tensor } from '../../graph/tensor.ts';

export interface Step {
  /** The node whose value the step makes. */
  readonly node: Tensor;
  /** The node whose op the kernel executes; what follows is done to its result in registers. */
  readonly core: Tensor;
  readonly bias?: Tensor;
  /** Of the leakyReLU that follows, or of the gradient of one where there is a `gate`. */
  readonly slope?: number;
  /** The output of a leakyReLU, by whose sign the result is scaled. */
  readonly gate?: Tensor;
  /** Whether the result is summed over blocks of 2×2 pixels before. */
  readonly pooled?: boolean;
}

/** Inputs of all nodes that a step computes, without its own intermediate results. */
export function readsOf(step: Step): Tensor[] {
  const reads = [...step.core.inputs];
  if (step.bias) reads.push(step.bias);
  if (step.gate) reads.push(step.gate);
  return reads;
}

/**
 * Steps in the order of the program's nodes, leaves left out. `canPool`: whether the kernel of a
 * conv2dInputGradient can sum blocks of its result.
 */
export function fuse(
  program: Program,
  canPool: (inputGradient: Tensor) => boolean = () => false,
): Step[] {
  const uses = countUses(program);
  const absorbed = new Set<Tensor>();
  const absorb = (node: Tensor, ...kinds: OpKind[]) =>
    kinds.includes(node.op.kind) && uses.get(node) === 1;
  const steps: Step[] = [];
  for (const node of program.nodes.toReversed()) {
    if (absorbed.has(node) || node.inputs.length === 0) continue;
    const step = match(node, absorb, canPool);
    for (let inner = node; inner !== step.core; ) {
      inner = inner.inputs[0];
      absorbed.add(inner);
    }
    steps.push(step);
  }
  return steps.reverse();
}

type CanAbsorb = (node: Tensor, ...kinds: OpKind[]) => boolean;

function match(node: Tensor, canAbsorb: CanAbsorb, canPool: (node: Tensor) => boolean): Step {
  const [inner, second] = node.inputs;
  const sumsGradient = ({ op, inputs: [x] }: Tensor) =>
    op.kind === 'pool2' && op.scale === 1 && canAbsorb(x, 'conv2dInputGradient') && canPool(x);
  switch (node.op.kind) {
    case 'leakyRelu': {
      const { slope } = node.op;
      if (canAbsorb(inner, 'conv2d')) return { node, core: inner, slope };
      if (!canAbsorb(inner, 'addBias')) return { node, core: node };
      const [below, bias] = inner.inputs;
      return canAbsorb(below, 'conv2d')
        ? { node, core: below, bias, slope }
        : { node, core: inner, slope };
    }
    case 'addBias':
      return canAbsorb(inner, 'conv2d')
        ? { node, core: inner, bias: second }
        : { node, core: node };
    case 'leakyReluGradient': {
      if (!canAbsorb(inner, 'conv2dInputGradient', 'pool2', 'upsample2')) break;
      if (second.batches !== inner.batches) break;
      const pooled = sumsGradient(inner);
      const core = pooled ? inner.inputs[0] : inner;
      return { node, core, pooled, slope: node.op.slope, gate: second };
    }
    case 'pool2':
      if (sumsGradient(node)) return { node, core: inner, pooled: true };
      break;
  }
  return { node, core: node };
}

/** How often each node is read: by nodes, outputs and updates. */
export function countUses(program: Program): Map<Tensor, number> {
  const uses = new Map<Tensor, number>();
  const use = (node: Tensor) => uses.set(node, (uses.get(node) ?? 0) + 1);
  for (const node of program.nodes) node.inputs.forEach(use);
  finalReads(program).forEach(use);
  return uses;
}
