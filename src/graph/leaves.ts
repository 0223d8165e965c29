/** Leaves of a graph: what a step is given (inputs, draws), what it keeps (variables), and constants. */
import {
  createTensor,
  type Distribution,
  describeType,
  type Initialiser,
  isScalar,
  requireThat,
  type Tensor,
  type VariableSpec,
} from './tensor.ts';

/** A batch of samples fed at each step; fed as [batch, ...shape]. */
export function batchInput(name: string, shape: readonly number[]): Tensor {
  return createTensor({ kind: 'input', name }, [], shape, 1);
}

/** A runtime scalar: a hyperparameter that may change at any step without recompiling. */
export function scalarInput(name: string): Tensor {
  return createTensor({ kind: 'input', name }, [], [], 0);
}

export function constant(value: number): Tensor {
  return createTensor({ kind: 'constant', value }, [], [], 0);
}

export function variable(
  name: string,
  shape: readonly number[],
  initialiser: Initialiser,
  role: VariableSpec['role'] = 'parameter',
): Tensor {
  return createTensor(
    { kind: 'variable', name, spec: { name, shape, role, initialiser } },
    [],
    shape,
    0,
  );
}

/**
 * A random draw per sample, [batch, ...shape], from the stream `name`: a pure function of the run's
 * seed, the stream, the step and the element's index (see `core/random.ts`). Compiled with
 * `draws: 'given'`, it is an input of that name instead, so that a step is a pure function.
 */
export function draw(
  name: string,
  distribution: Distribution,
  shape: readonly number[],
  probability?: Tensor,
): Tensor {
  if (distribution !== 'bernoulli') {
    return createTensor({ kind: 'draw', name, distribution }, [], shape, 1);
  }
  requireThat(
    probability?.batches === 0 && isScalar(probability),
    () =>
      `draw ${name}: a Bernoulli draw needs one shared probability, got ${probability ? describeType(probability) : 'none'}`,
  );
  return createTensor({ kind: 'draw', name, distribution }, [probability], shape, 1);
}
