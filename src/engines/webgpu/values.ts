/** Which values of a program lie in memory, and which are computed where they are read. */
import type { Program } from '../../graph/program.ts';
import { type OpKind, sampleSize, type Tensor } from '../../graph/tensor.ts';
import type { ConvolutionSteps } from './convolutionSteps.ts';
import { samplesOf } from './elements.ts';
import { origin, type Uses } from './uses.ts';

/** Ops whose element is a loop over other elements: never computed where they are read. */
const looping = new Set<OpKind>([
  'biasGradient',
  'dense',
  'denseInputGradient',
  'denseKernelGradient',
  'sumSample',
  'sumBatch',
  'meanBatch',
  'softmax',
  'softmaxCrossEntropy',
  'argmax',
  'nearestRow',
  'scatterRows',
]);

/** Ops that read each element once, if they loop at all. */
const readsOnce = new Set<OpKind>(['sumSample', 'sumBatch', 'meanBatch', 'biasGradient']);

/** Roughly, beside a load or an addition. */
const costs: Partial<Record<OpKind, number>> = {
  draw: 40,
  exp: 4,
  log: 4,
  sigmoid: 6,
  softplus: 8,
};

/** A value that costs no more is computed again by each reader. */
const cheap = 4;
/** Longer chains are cut. */
const longest = 64;
/** Buffers that one chain may read, besides the fixed ones. */
const mostBuffers = 3;

interface Chain {
  /** Of one element, where it is not in memory. */
  readonly cost: number;
  readonly buffers: ReadonlySet<Tensor>;
}

export interface Values {
  /** Nodes whose values are in memory, leaves aside. */
  readonly held: ReadonlySet<Tensor>;
  /** What the elements of a node are computed from, as far as it is in memory; leaves included. */
  sourcesOf(node: Tensor): readonly Tensor[];
  /** Operations of one element. */
  costOf(node: Tensor): number;
}

export interface ValueQuestion {
  readonly program: Program;
  readonly uses: Uses;
  readonly convolutions: ConvolutionSteps;
  readonly batch: number;
  /** Inputs, variables and draws that are fed. */
  isLeaf(node: Tensor): boolean;
  /** Values that outputs and updates want in memory. */
  readonly wanted: readonly Tensor[];
}

export function decideValues(question: ValueQuestion): Values {
  const { program, uses, convolutions, batch, isLeaf } = question;
  const { steps, absorbed } = convolutions;
  const forced = findForced(question);
  const held = new Set<Tensor>();
  const chains = new Map<Tensor, Chain>();
  const leafChain: Chain = { cost: 1, buffers: new Set() };

  const total = (node: Tensor) => samplesOf(node, batch) * sampleSize(node);
  /** How often an element of `node` is read, all readers together. */
  const readings = (node: Tensor) =>
    uses
      .readers(node)
      .reduce(
        (sum, reader) =>
          sum + (readsOnce.has(reader.op.kind) ? 1 : Math.max(1, total(reader) / total(node))),
        0,
      );

  function chainOf(node: Tensor): Chain {
    const made = origin(node);
    if (isLeaf(made)) return leafChain;
    if (made.op.kind === 'constant' && !held.has(made)) return { cost: 0, buffers: new Set() };
    return held.has(made) ? { cost: 1, buffers: new Set([made]) } : (chains.get(made) ?? leafChain);
  }

  function combine(node: Tensor): Chain {
    const inputs = node.inputs.map(chainOf);
    const buffers = new Set(inputs.flatMap((chain) => [...chain.buffers]));
    const loads = node.op.kind === 'pool2' ? 4 : 1;
    const own = costs[node.op.kind] ?? 1;
    return { cost: own + loads * inputs.reduce((sum, { cost }) => sum + cost, 0), buffers };
  }

  for (const node of program.nodes) {
    if (origin(node) !== node || isLeaf(node)) continue;
    const step = steps.get(node);
    if (step?.kind === 'convolution') {
      if (step.isRead) held.add(node);
      if (step.pooled) held.add(step.pooled);
      continue;
    }
    if (step) {
      held.add(node);
      if (step.biasGradient) held.add(step.biasGradient);
      continue;
    }
    if (absorbed.has(node)) continue;
    if (combine(node).buffers.size > mostBuffers) {
      for (const input of node.inputs.map(origin)) {
        if (!held.has(input) && chainOf(input).buffers.size > 1) held.add(input);
      }
    }
    const chain = combine(node);
    chains.set(node, chain);
    const repeated = readings(node) > 1 && chain.cost > cheap;
    if (forced.has(node) || looping.has(node.op.kind) || repeated || chain.cost > longest) {
      held.add(node);
    }
  }

  function sourcesOf(node: Tensor): Tensor[] {
    const found = new Set<Tensor>();
    const visit = (input: Tensor): void => {
      const made = origin(input);
      if (held.has(made) || isLeaf(made)) found.add(made);
      else made.inputs.forEach(visit);
    };
    node.inputs.forEach(visit);
    return [...found];
  }

  return {
    held,
    sourcesOf,
    costOf: (node) => chains.get(node)?.cost ?? 1,
  };
}

/** Values that a kernel reads more than once, or that someone looks at after the step. */
function findForced({ program, convolutions, isLeaf, wanted }: ValueQuestion): Set<Tensor> {
  const forced = new Set<Tensor>();
  const force = (node: Tensor | null): void => {
    if (!node) return;
    const made = origin(node);
    if (isLeaf(made)) return;
    // Part of a value that is in memory anyway is read where it is.
    if (made.op.kind === 'unstack') {
      const whole = origin(made.inputs[0]);
      if (isLeaf(whole) || looping.has(whole.op.kind) || convolutions.steps.has(whole)) return;
    }
    forced.add(made);
  };
  wanted.forEach(force);
  for (const step of convolutions.steps.values()) {
    if (step.kind === 'convolution') [...step.core.inputs, step.bias, step.gate].forEach(force);
    else [step.x, step.upstream, step.factor].forEach(force);
  }
  for (const { op, inputs } of program.nodes) {
    if (looping.has(op.kind) && !readsOnce.has(op.kind)) inputs.forEach(force);
    if (op.kind === 'gatherRows') force(inputs[1]);
  }
  return forced;
}
