/**
 * What a Program means: a plain interpreter in float64, one loop an op, written for reading and not
 * for speed. Engines are held against it, and the gradient rules against central differences in it.
 */
import { adamConstants, type Program, type Update } from '../graph/program.ts';
import type { Tensor } from '../graph/tensor.ts';
import { evaluateOp, type ReferenceStep } from './referenceOps.ts';

export interface ReferenceResult {
  /** [batches · batch, ...shape] row-major. */
  readonly outputs: Record<string, Float64Array>;
  /** After the updates. */
  readonly variables: Record<string, Float64Array>;
}

/** Runs one step and returns what it makes; `step` is left as it is. */
export function evaluateProgram(program: Program, step: ReferenceStep): ReferenceResult {
  const values = new Map<Tensor, Float64Array>();
  const now = (node: Tensor) => values.get(node)!;
  for (const node of program.nodes) {
    values.set(node, evaluateOp(node.op.kind, node.inputs.map(now), node, step));
  }
  const variables = Object.fromEntries(
    Object.entries(step.variables).map(([name, held]) => [name, Float64Array.from(held)]),
  );
  for (const update of program.updates) apply(update, now, variables, step.clock?.step ?? 1);
  const outputs = Object.fromEntries(
    Object.entries(program.outputs).map(([name, node]) => [name, now(node)]),
  );
  return { outputs, variables };
}

function apply(
  update: Update,
  now: (node: Tensor) => Float64Array,
  variables: Record<string, Float64Array>,
  step: number,
): void {
  const held = (node: Tensor) => variables[nameOf(node)];
  if (update.kind === 'assign') {
    held(update.variable).set(now(update.value));
    return;
  }
  const { beta1, beta2, epsilon } = adamConstants;
  const parameter = held(update.parameter);
  const m = held(update.firstMoment);
  const v = held(update.secondMoment);
  const gradient = now(update.gradient);
  const rate = (now(update.learningRate)[0] * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
  for (let i = 0; i < parameter.length; i++) {
    m[i] = beta1 * m[i] + (1 - beta1) * gradient[i];
    v[i] = beta2 * v[i] + (1 - beta2) * gradient[i] ** 2;
    parameter[i] -= (rate * m[i]) / (Math.sqrt(v[i]) + epsilon);
  }
}

function nameOf({ op }: Tensor): string {
  return 'name' in op ? op.name : op.kind;
}
