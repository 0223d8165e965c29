/** Initial values of variables: a pure function of the seed and the variable's name. */
import { fillNormal, fillUniform, streamOf } from '../core/random.ts';
import { GraphError, sampleSize, type VariableSpec } from '../graph/tensor.ts';

/**
 * The value that variable `name` of `specs` starts with, row-major, fresh. Random ones are drawn with
 * step 0, which no training step has, from the stream of the variable's name.
 * @throws GraphError when a `copy` names no variable, or one of another size.
 */
export function initialValue(
  name: string,
  specs: readonly VariableSpec[],
  seed: number,
): Float32Array<ArrayBuffer> {
  const spec = specs.find((candidate) => candidate.name === name);
  if (!spec) throw new GraphError(`initialise: there is no variable '${name}'`);
  const { initialiser } = spec;
  const size = sampleSize({ shape: spec.shape, batches: 0 });
  if (initialiser.kind === 'copy') {
    const values = initialValue(initialiser.of, specs, seed);
    if (values.length === size) return values;
    throw new GraphError(`initialise: '${name}' copies '${initialiser.of}', of another size`);
  }
  const values = new Float32Array(size);
  const key = { seed, stream: streamOf(name), step: 0 };
  switch (initialiser.kind) {
    case 'zeros':
      break;
    case 'ones':
      values.fill(1);
      break;
    case 'normal':
      fillNormal(values, key);
      for (let i = 0; i < size; i++) values[i] *= initialiser.standardDeviation;
      break;
    case 'uniform':
      fillUniform(values, key);
      for (let i = 0; i < size; i++) values[i] = (2 * values[i] - 1) * initialiser.limit;
      break;
  }
  return values;
}
