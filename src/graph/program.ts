/**
 * A Program is what one step does: from inputs, draws and variables to outputs and updates, all
 * computed from the values before the step. Updates are applied together at its end, so several
 * optimisers in one step see the same parameters.
 */
import { ancestors } from './gradients.ts';
import {
  describeType,
  GraphError,
  isScalar,
  requireThat,
  sameShape,
  type Tensor,
  type VariableSpec,
} from './tensor.ts';

/**
 * Adam in TensorFlow 1's form: with t the 1-based step of this optimiser,
 * m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w − lr·√(1 − β₂ᵗ)/(1 − β₁ᵗ) · m/(√v + ε).
 * ε is not bias-corrected (Kingma & Ba 2015, the form before section 2.1's last paragraph).
 */
export interface AdamUpdate {
  readonly kind: 'adam';
  readonly parameter: Tensor;
  readonly gradient: Tensor;
  readonly firstMoment: Tensor;
  readonly secondMoment: Tensor;
  /** A shared scalar that depends on no sample, such as a runtime scalar. */
  readonly learningRate: Tensor;
}

export interface AssignUpdate {
  readonly kind: 'assign';
  readonly variable: Tensor;
  readonly value: Tensor;
}

export type Update = AdamUpdate | AssignUpdate;

export const adamConstants = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

export interface Program {
  readonly name: string;
  /** Every node that the step needs, each after its inputs, equal nodes merged. */
  readonly nodes: readonly Tensor[];
  readonly inputs: readonly Tensor[];
  readonly draws: readonly Tensor[];
  readonly variables: readonly VariableSpec[];
  readonly outputs: Readonly<Record<string, Tensor>>;
  readonly updates: readonly Update[];
}

/**
 * Collects, checks and merges the nodes behind `outputs` and `updates`.
 * @throws GraphError when one name stands for two different inputs, draws or variables, or an update
 *   does not have its variable's shape.
 */
export function createProgram(
  name: string,
  outputs: Readonly<Record<string, Tensor>>,
  updates: readonly Update[] = [],
): Program {
  updates.forEach(checkUpdate);
  const roots = [...Object.values(outputs), ...updates.flatMap(updateTensors)];
  const { nodes, merged } = mergeEqualNodes(ancestors(...roots));
  checkNames(nodes);
  const follow = (tensor: Tensor) => merged.get(tensor)!;
  return {
    name,
    nodes,
    inputs: nodes.filter((node) => node.op.kind === 'input'),
    draws: nodes.filter((node) => node.op.kind === 'draw'),
    variables: nodes.flatMap((node) => (node.op.kind === 'variable' ? [node.op.spec] : [])),
    outputs: Object.fromEntries(Object.entries(outputs).map(([key, node]) => [key, follow(node)])),
    updates: updates.map((update) => mapUpdate(update, follow)),
  };
}

/** All tensors that an update reads or changes. */
export function updateTensors(update: Update): Tensor[] {
  return update.kind === 'assign'
    ? [update.variable, update.value]
    : [
        update.parameter,
        update.gradient,
        update.firstMoment,
        update.secondMoment,
        update.learningRate,
      ];
}

function mapUpdate(update: Update, follow: (tensor: Tensor) => Tensor): Update {
  return update.kind === 'assign'
    ? { kind: 'assign', variable: follow(update.variable), value: follow(update.value) }
    : {
        kind: 'adam',
        parameter: follow(update.parameter),
        gradient: follow(update.gradient),
        firstMoment: follow(update.firstMoment),
        secondMoment: follow(update.secondMoment),
        learningRate: follow(update.learningRate),
      };
}

function checkUpdate(update: Update): void {
  const target = update.kind === 'assign' ? update.variable : update.parameter;
  const value = update.kind === 'assign' ? update.value : update.gradient;
  requireThat(
    target.op.kind === 'variable' && value.batches === 0 && sameShape(target.shape, value.shape),
    () => `update: ${describeType(value)} does not fit variable ${describeType(target)}`,
  );
  if (update.kind === 'adam') {
    requireThat(
      isScalar(update.learningRate) && update.learningRate.batches === 0,
      () => `update: a learning rate is one scalar, got ${describeType(update.learningRate)}`,
    );
  }
}

function mergeEqualNodes(ordered: readonly Tensor[]): {
  nodes: Tensor[];
  merged: Map<Tensor, Tensor>;
} {
  const merged = new Map<Tensor, Tensor>();
  const byKey = new Map<string, Tensor>();
  for (const node of ordered) {
    const inputs = node.inputs.map((input) => merged.get(input)!);
    const key = `${JSON.stringify(node.op)}|${node.shape}|${node.batches}|${inputs.map(({ id }) => id)}`;
    const equal = byKey.get(key);
    const own = equal ?? { ...node, inputs };
    if (!equal) byKey.set(key, own);
    merged.set(node, own);
  }
  return { nodes: [...byKey.values()], merged };
}

function checkNames(nodes: readonly Tensor[]): void {
  const seen = new Map<string, Tensor>();
  for (const node of nodes) {
    if (!('name' in node.op)) continue;
    const key = `${node.op.kind} ${node.op.name}`;
    if (seen.has(key)) throw new GraphError(`${key} is declared twice, with different types`);
    seen.set(key, node);
  }
}
