/** Which nodes one convolution kernel computes together. */
import type { Program } from '../../graph/program.ts';
import { isScalar, type Tensor } from '../../graph/tensor.ts';
import { origin, type Uses } from './uses.ts';

/** A convolution, or its gradient by its input, with what is done to its result in registers. */
export interface ConvolutionStep {
  readonly kind: 'convolution';
  readonly core: Tensor;
  readonly bias: Tensor | null;
  /** The result is made four times as large, or summed over 2×2 blocks, before the rest. */
  readonly resize: { readonly kind: 'pool2' | 'upsample2'; readonly scale: number } | null;
  /** Of a leakyReLU, or of the gradient of one where there is a gate. */
  readonly slope: number | null;
  /** The output of a leakyReLU, by whose sign the result is scaled. */
  readonly gate: Tensor | null;
  /** The last node of the chain, and whether its value is needed in memory. */
  readonly result: Tensor;
  readonly isRead: boolean;
  /** A pooling of the result, written as well. */
  readonly pooled: Tensor | null;
}

/** The gradient of a convolution by its kernel and, where there is one, by its bias. */
export interface KernelGradientStep {
  readonly kind: 'kernelGradient';
  readonly kernelGradient: Tensor;
  readonly biasGradient: Tensor | null;
  readonly x: Tensor;
  readonly upstream: Tensor;
  /** A scalar of each sample that the upstream is multiplied by. */
  readonly factor: Tensor | null;
}

export interface ConvolutionSteps {
  /** By the node after which the step can run: the last of those that it computes. */
  readonly steps: ReadonlyMap<Tensor, ConvolutionStep | KernelGradientStep>;
  /** Nodes whose values exist in registers only, or are written by another node's step. */
  readonly absorbed: ReadonlySet<Tensor>;
}

export function findConvolutionSteps(program: Program, uses: Uses): ConvolutionSteps {
  const steps = new Map<Tensor, ConvolutionStep | KernelGradientStep>();
  const absorbed = new Set<Tensor>();
  const claimed = new Set<Tensor>();
  for (const node of program.nodes) {
    switch (node.op.kind) {
      case 'conv2d':
      case 'conv2dInputGradient': {
        const { step, inner } = chainFrom(node, uses);
        for (const made of inner) absorbed.add(made);
        if (step.pooled) absorbed.add(step.pooled);
        steps.set(step.result, step);
        break;
      }
      case 'conv2dKernelGradient': {
        const step = gradientFrom(node, uses, claimed);
        if (step.biasGradient) {
          claimed.add(step.biasGradient);
          absorbed.add(step.biasGradient);
        }
        steps.set(node, step);
      }
    }
  }
  return { steps, absorbed };
}

/** The only reader of a value that nothing else looks at. */
function onlyReader(node: Tensor, uses: Uses): Tensor | null {
  const readers = uses.readers(node);
  return readers.length === 1 && uses.watchers(node) === 0 ? readers[0] : null;
}

function chainFrom(core: Tensor, uses: Uses): { step: ConvolutionStep; inner: Tensor[] } {
  const inner: Tensor[] = [];
  let result = core;
  /** Moves on to the only reader, where it is of that kind and reads the chain as its first input. */
  const follow = (kind: Tensor['op']['kind']): Tensor | null => {
    const next = onlyReader(result, uses);
    // An alias in between would have another shape.
    if (next?.op.kind !== kind || next.inputs[0] !== result) return null;
    inner.push(result);
    result = next;
    return next;
  };
  const forward = core.op.kind === 'conv2d';
  const bias = forward ? (follow('addBias')?.inputs[1] ?? null) : null;
  const resize = forward ? null : resizing(follow('pool2') ?? follow('upsample2'));
  let slope: number | null = null;
  let gate: Tensor | null = null;
  if (forward) {
    const activation = follow('leakyRelu');
    if (activation?.op.kind === 'leakyRelu') slope = activation.op.slope;
  } else if (onlyReader(result, uses)?.inputs[1]?.batches === result.batches) {
    const masked = follow('leakyReluGradient');
    if (masked?.op.kind === 'leakyReluGradient')
      [slope, gate] = [masked.op.slope, masked.inputs[1]];
  }
  const pooled = forward
    ? (uses.readers(result).find(({ op, inputs }) => op.kind === 'pool2' && inputs[0] === result) ??
      null)
    : null;
  const isRead = !pooled || uses.readers(result).length > 1 || uses.watchers(result) > 0;
  return {
    step: { kind: 'convolution', core, bias, resize, slope, gate, result, isRead, pooled },
    inner,
  };
}

function resizing(node: Tensor | null): ConvolutionStep['resize'] {
  const op = node?.op;
  return op?.kind === 'pool2' || op?.kind === 'upsample2' ? op : null;
}

function gradientFrom(
  kernelGradient: Tensor,
  uses: Uses,
  claimed: ReadonlySet<Tensor>,
): KernelGradientStep {
  const [x, given] = kernelGradient.inputs;
  const biasGradient =
    uses
      .readers(origin(given))
      .find(({ op, inputs }) => op.kind === 'biasGradient' && inputs[0] === given) ?? null;
  const { upstream, factor } = splitFactor(given);
  return {
    kind: 'kernelGradient',
    kernelGradient,
    biasGradient: biasGradient && !claimed.has(biasGradient) ? biasGradient : null,
    x,
    upstream,
    factor,
  };
}

/** An upstream times one scalar per sample is read as it is and multiplied in registers. */
function splitFactor(given: Tensor): { upstream: Tensor; factor: Tensor | null } {
  if (given.op.kind === 'multiply') {
    const [left, right] = given.inputs;
    const isFactor = (factor: Tensor, other: Tensor) =>
      isScalar(factor) && factor.batches > 0 && other.batches === factor.batches;
    if (isFactor(right, left)) return { upstream: left, factor: right };
    if (isFactor(left, right)) return { upstream: right, factor: left };
  }
  return { upstream: given, factor: null };
}
