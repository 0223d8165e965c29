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
  type Operation,
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
 * @throws GraphError when one name stands for two different inputs, draws or variables, an update does
 *   not have its variable's shape, or two updates change one variable.
 */
export function createProgram(
  name: string,
  outputs: Readonly<Record<string, Tensor>>,
  updates: readonly Update[] = [],
): Program {
  updates.forEach(checkUpdate);
  checkTargets(updates);
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

/** What is read when all nodes are computed: each output and what each update takes, as often as it does. */
export function finalReads({ outputs, updates }: Pick<Program, 'outputs' | 'updates'>): Tensor[] {
  const taken = updates.flatMap((update) =>
    update.kind === 'assign' ? [update.value] : [update.gradient, update.learningRate],
  );
  return [...Object.values(outputs), ...taken];
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

/** What an update changes. */
export function updatedVariables(update: Update): Tensor[] {
  return update.kind === 'assign'
    ? [update.variable]
    : [update.parameter, update.firstMoment, update.secondMoment];
}

function checkTargets(updates: readonly Update[]): void {
  const seen = new Set<string>();
  for (const { op } of updates.flatMap(updatedVariables)) {
    const name = op.kind === 'variable' ? op.name : op.kind;
    requireThat(!seen.has(name), () => `update: ${name} is changed by two updates of one step`);
    seen.add(name);
  }
}

function checkUpdate(update: Update): void {
  const value = update.kind === 'assign' ? update.value : update.gradient;
  for (const target of updatedVariables(update)) {
    requireThat(
      target.op.kind === 'variable',
      () => `update: ${describeLeaf(target)} is not a variable and cannot be changed`,
    );
    requireThat(
      value.batches === 0 && sameShape(target.shape, value.shape),
      () => `update: ${describeType(value)} does not fit ${describeLeaf(target)}`,
    );
  }
  if (update.kind === 'assign') return;
  const { learningRate } = update;
  requireThat(
    isScalar(learningRate) && ancestors(learningRate).every(({ batches }) => batches === 0),
    () =>
      `update: a learning rate is one scalar that no sample decides, got ${describeType(learningRate)}`,
  );
}

function describeLeaf(node: Tensor): string {
  const { op } = node;
  const type = describeType(node);
  switch (op.kind) {
    case 'variable':
      return `variable ${op.name} ${type} (${op.spec.role}, ${JSON.stringify(op.spec.initialiser)})`;
    case 'draw':
      return `${op.distribution} draw ${op.name} ${type}`;
    case 'input':
      return `input ${op.name} ${type}`;
    default:
      return `${op.kind} ${type}`;
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
    const key = `${describeOperation(node.op)}|${node.shape}|${node.batches}|${inputs.map(({ id }) => id)}`;
    const equal = byKey.get(key);
    const own = equal ?? { ...node, inputs };
    if (!equal) byKey.set(key, own);
    merged.set(node, own);
  }
  return { nodes: [...byKey.values()], merged };
}

/** JSON has neither −0 nor NaN nor infinities. */
function describeOperation(op: Operation): string {
  return op.kind === 'constant' && !(Math.abs(op.value) > 0 && Number.isFinite(op.value))
    ? `constant ${Object.is(op.value, -0) ? '-0' : op.value}`
    : JSON.stringify(op);
}

/** Inputs and draws share their names' space, as draws may be fed. */
function checkNames(nodes: readonly Tensor[]): void {
  const seen = new Map<string, Tensor>();
  for (const node of nodes) {
    if (!('name' in node.op)) continue;
    const key = `${node.op.kind === 'variable' ? 'variable' : 'fed'} ${node.op.name}`;
    const other = seen.get(key);
    if (other) {
      throw new GraphError(
        `one name stands for two things: ${describeLeaf(other)} and ${describeLeaf(node)}`,
      );
    }
    seen.set(key, node);
  }
}
