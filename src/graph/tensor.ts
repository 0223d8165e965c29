/**
 * The language that models are written in: nodes of a static-shape graph.
 *
 * A tensor's type separates the batch from the rest. `shape` is the shape of ONE sample (or of the
 * whole value, when there is no batch), and `batches` says how many batches lie stacked along the
 * leading axis: 0 for a value shared by all samples (parameters, hyperparameters, losses), 1 for
 * ordinary activations, 2 for two batches run through a network together. So a graph never names the
 * batch size: an engine fixes it when it compiles, and may cut a batch into micro-batches.
 */
export interface TensorType {
  readonly shape: readonly number[];
  readonly batches: number;
}

export interface Tensor extends TensorType {
  /** Unique in the process, increasing: inputs of a node have lower ids than the node. */
  readonly id: number;
  readonly op: Operation;
  readonly inputs: readonly Tensor[];
}

/** Every op that an engine has to execute, discriminated by `kind`, with its static attributes. */
export type Operation =
  // leaves
  | { readonly kind: 'input'; readonly name: string }
  | { readonly kind: 'variable'; readonly name: string; readonly spec: VariableSpec }
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'draw'; readonly name: string; readonly distribution: Distribution }
  // elementwise; operands are of equal shape or scalars, see `ops/elementwise.ts`
  | { readonly kind: 'add' | 'subtract' | 'multiply' | 'divide' }
  | { readonly kind: 'square' | 'exp' | 'log' | 'sqrt' | 'sigmoid' | 'softplus' | 'isPositive' }
  | { readonly kind: 'leakyRelu'; readonly slope: number }
  | { readonly kind: 'leakyReluGradient'; readonly slope: number }
  | { readonly kind: 'stopGradient' | 'sampleScalar' }
  // layers
  | { readonly kind: 'conv2d' | 'conv2dInputGradient' | 'conv2dKernelGradient' }
  | { readonly kind: 'addBias' | 'biasGradient' }
  | { readonly kind: 'dense' | 'denseInputGradient' | 'denseKernelGradient' }
  | { readonly kind: 'pool2' | 'upsample2'; readonly scale: number }
  // batch and shape
  | { readonly kind: 'reshape' | 'stack' | 'reverseBatch' | 'broadcast' }
  | { readonly kind: 'unstack'; readonly start: number }
  // reductions
  | { readonly kind: 'sumSample' | 'sumBatch' | 'meanBatch' | 'spreadBatch' }
  // classification and quantisation
  | { readonly kind: 'softmax' | 'softmaxCrossEntropy' | 'argmax' | 'nearestRow' | 'gatherRows' }
  | { readonly kind: 'scatterRows' | 'scaleRows' };

export type OpKind = Operation['kind'];

/** The member of Operation that has a kind, with its attributes: types an engine's table of ops. */
export type OperationOf<K extends OpKind> = Operation extends infer O
  ? O extends Operation
    ? K extends O['kind']
      ? O
      : never
    : never
  : never;

/** Uniform on [0, 1), standard normal, or 1 with the probability given by the op's only input, else 0. */
export type Distribution = 'uniform' | 'normal' | 'bernoulli';

/** How a variable starts. `copy` starts as another variable's initial value. */
export type Initialiser =
  | { readonly kind: 'zeros' }
  | { readonly kind: 'ones' }
  | { readonly kind: 'normal'; readonly standardDeviation: number }
  | { readonly kind: 'uniform'; readonly limit: number }
  | { readonly kind: 'copy'; readonly of: string };

export interface VariableSpec {
  readonly name: string;
  readonly shape: readonly number[];
  /** `parameter`: trained by gradients. `moment`: optimiser state. `state`: everything else that persists. */
  readonly role: 'parameter' | 'moment' | 'state';
  readonly initialiser: Initialiser;
}

export class GraphError extends Error {
  override name = 'GraphError';
}

let nextId = 0;

export function createTensor(
  op: Operation,
  inputs: readonly Tensor[],
  shape: readonly number[],
  batches: number,
): Tensor {
  return { id: nextId++, op, inputs, shape, batches };
}

/** Elements of one sample (or of the whole value when there is no batch). */
export function sampleSize(type: TensorType): number {
  return type.shape.reduce((product, extent) => product * extent, 1);
}

export function isScalar(type: TensorType): boolean {
  return type.shape.length === 0;
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((extent, axis) => extent === b[axis]);
}

export function describeType(type: TensorType): string {
  const shape = `[${type.shape.join(', ')}]`;
  return type.batches === 0 ? shape : `${type.batches} × batch of ${shape}`;
}

export function requireThat(condition: boolean, message: () => string): asserts condition {
  if (!condition) throw new GraphError(message());
}
