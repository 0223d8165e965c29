/** The variables of one model, made once each: a network that is used twice shares its tensors. */
import { variable } from '../graph/leaves.ts';
import {
  GraphError,
  type Initialiser,
  sameShape,
  type Tensor,
  type VariableSpec,
} from '../graph/tensor.ts';

export class Parameters {
  private readonly made = new Map<string, Tensor>();

  /** @throws GraphError when the name was given to a variable of another shape. */
  variable(
    name: string,
    shape: readonly number[],
    initialiser: Initialiser,
    role: VariableSpec['role'] = 'parameter',
  ): Tensor {
    const known = this.made.get(name);
    if (known && !sameShape(known.shape, shape)) {
      throw new GraphError(`${name} is used as [${known.shape}] and as [${shape}]`);
    }
    const tensor = known ?? variable(name, shape, initialiser, role);
    this.made.set(name, tensor);
    return tensor;
  }

  /** The trained ones whose names begin with one of these parts ('enc', 'critic', …), in order of first use. */
  under(...parts: readonly string[]): Tensor[] {
    return [...this.made.values()].filter(
      ({ op }) =>
        op.kind === 'variable' &&
        op.spec.role === 'parameter' &&
        parts.includes(op.name.split('/')[0]),
    );
  }
}
