/**
 * Reverse-mode differentiation: the gradient of a loss is more graph.
 *
 * Beside the usual upstream there may be a per-sample coefficient, split off where the chain passes
 * a `sampleScalar` (a critic's guess d). All rules are linear in the upstream, so below d the unit
 * chain ∂d/∂· is the same for every loss on d, and `createProgram` merges the copies; a coefficient
 * is multiplied in where samples are summed. ACAI's critic thus needs one backward pass for the two
 * losses that look at it.
 */

import type { GradientRules } from './gradientRule.ts';
import { constant } from './leaves.ts';
import { discreteGradients } from './ops/discrete.ts';
import { add, elementwiseGradients, multiply } from './ops/elementwise.ts';
import { layerGradients } from './ops/layers.ts';
import { broadcast, structureGradients } from './ops/structure.ts';
import { describeType, GraphError, isScalar, requireThat, type Tensor } from './tensor.ts';

const rules: GradientRules = {
  ...elementwiseGradients,
  ...layerGradients,
  ...structureGradients,
  ...discreteGradients,
};

interface Upstream {
  readonly delta: Tensor;
  readonly coefficient: Tensor | null;
}

/** Ops that move whole samples: a per-sample coefficient moves with them. */
const movesSamples = new Set(['stack', 'unstack', 'reverseBatch']);

/**
 * Gradients of a shared scalar `loss` by each of `targets`, in their order; a target that the loss
 * does not depend on gets zeros.
 * @throws GraphError when the loss is not a shared scalar, or an op on the way has no gradient rule.
 */
export function gradients(loss: Tensor, targets: readonly Tensor[]): Tensor[] {
  requireThat(
    isScalar(loss) && loss.batches === 0,
    () => `gradients: the loss must be one shared scalar, got ${describeType(loss)}`,
  );
  const path = nodesBetween(targets, loss);
  const arrived = new Map<Tensor, Upstream[]>([
    [loss, [{ delta: constant(1), coefficient: null }]],
  ]);
  const result = new Map<Tensor, Tensor>();
  const wanted = new Set(targets);

  for (const node of path) {
    const upstream = combine(arrived.get(node) ?? []);
    if (!upstream) continue;
    if (wanted.has(node)) result.set(node, multiplyOut(upstream));
    propagate(node, upstream, (input, part) => {
      if (!path.has(input)) return;
      const parts = arrived.get(input);
      if (parts) parts.push(part);
      else arrived.set(input, [part]);
    });
  }
  return targets.map((target) => result.get(target) ?? broadcast(constant(0), target));
}

/** The nodes that lie on a way from a target to the loss, from the loss down. */
function nodesBetween(targets: readonly Tensor[], loss: Tensor): Set<Tensor> {
  const reaches = new Map<Tensor, boolean>(targets.map((target) => [target, true]));
  const path = new Set<Tensor>();
  const ordered = ancestors(loss);
  for (const node of ordered) {
    if (node.op.kind === 'stopGradient' && !reaches.has(node)) reaches.set(node, false);
    else if (!reaches.has(node))
      reaches.set(
        node,
        node.inputs.some((input) => reaches.get(input)),
      );
  }
  for (const node of ordered.reverse()) if (reaches.get(node)) path.add(node);
  return path;
}

/** All nodes that `roots` depend on, and the roots, each after its inputs. */
export function ancestors(...roots: readonly Tensor[]): Tensor[] {
  const seen = new Set<Tensor>();
  const pending = [...roots];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    pending.push(...node.inputs);
  }
  return [...seen].sort((a, b) => a.id - b.id);
}

function propagate(
  node: Tensor,
  upstream: Upstream,
  deliver: (input: Tensor, part: Upstream) => void,
): void {
  if (node.inputs.length === 0) return;
  const rule = rules[node.op.kind];
  if (!rule) throw new GraphError(`gradients: ${node.op.kind} has no gradient rule`);
  const through =
    node.op.kind === 'sampleScalar'
      ? { delta: broadcast(constant(1), node), coefficient: multiplyOut(upstream) }
      : upstream;
  node.inputs.forEach((input, index) => {
    const { delta, coefficient } = through;
    if (!coefficient || input.batches === 0) {
      const gradient = rule(node, multiplyOut(through), index);
      if (gradient) deliver(input, { delta: gradient, coefficient: null });
      return;
    }
    const gradient = rule(node, delta, index);
    if (!gradient) return;
    const moved = movesSamples.has(node.op.kind) ? rule(node, coefficient, index) : coefficient;
    deliver(input, { delta: gradient, coefficient: moved });
  });
}

function combine(parts: readonly Upstream[]): Upstream | null {
  if (parts.length <= 1) return parts[0] ?? null;
  const [first, ...rest] = parts;
  if (rest.every((part) => part.coefficient === first.coefficient)) {
    return {
      delta: rest.reduce((sum, part) => add(sum, part.delta), first.delta),
      coefficient: first.coefficient,
    };
  }
  return { delta: parts.map(multiplyOut).reduce((sum, part) => add(sum, part)), coefficient: null };
}

function multiplyOut({ delta, coefficient }: Upstream): Tensor {
  return coefficient ? multiply(delta, coefficient) : delta;
}
