/** Compiled programs with variables of their own, for the tests of steps. */
import { adam } from '../../graph/adam.ts';
import { batchInput, scalarInput, variable } from '../../graph/leaves.ts';
import { add, multiply, square, subtract } from '../../graph/ops/elementwise.ts';
import { addBias, conv2d } from '../../graph/ops/layers.ts';
import { mean } from '../../graph/ops/means.ts';
import { createProgram, type Program } from '../../graph/program.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { Engine, Executable, Variables } from '../engine.ts';

/** Registers a test that is given the engine. */
export type EngineTest = (name: string, body: (engine: Engine) => Promise<void>) => void;

export const clock = { seed: 1, step: 1 };

export const zeros = { kind: 'zeros' } as const;

export interface Prepared {
  readonly executable: Executable;
  readonly variables: Variables;
}

export async function prepare(
  engine: Engine,
  program: Program,
  batch: number,
  values: Readonly<Record<string, ArrayLike<number>>> = {},
): Promise<Prepared> {
  const variables = engine.createVariables(program.variables);
  for (const [name, value] of Object.entries(values)) {
    variables.write(name, Float32Array.from(value));
  }
  return { variables, executable: await engine.compile(program, variables, { batch }) };
}

/** y = conv(x, kernel) + bias, on images of 4×4. */
export function layer(): { x: Tensor; y: Tensor; parameters: Tensor[] } {
  const x = batchInput('x', [4, 4, 1]);
  const kernel = variable('kernel', [3, 3, 1, 2], zeros);
  const bias = variable('bias', [2], zeros);
  return { x, y: addBias(conv2d(x, kernel), bias), parameters: [kernel, bias] };
}

/** Two parameters, each moved by a loss that also looks at the other. */
export function rivals(): Program {
  const a = variable('a', [4], zeros);
  const b = variable('b', [4], zeros);
  const product = multiply(multiply(batchInput('x', [4]), a), b);
  return createProgram('rivals', { product }, [
    ...adam(mean(square(subtract(product, 1))), [a], scalarInput('rate a')),
    ...adam(mean(square(add(product, 2))), [b], scalarInput('rate b')),
  ]);
}
