/** What each op means, in float64, with its indices written out. See `referenceEvaluator.ts`. */
import { fillNormal, fillUniform, streamOf } from '../core/random.ts';
import {
  isScalar,
  type OperationOf,
  type OpKind,
  sampleSize,
  type Tensor,
  type TensorType,
} from '../graph/tensor.ts';
import type { Clock } from './engine.ts';

export type Numbers = ArrayLike<number>;

export interface ReferenceStep {
  /** Samples in one batch. */
  readonly batch: number;
  /** As `Feeds` of an engine; a draw that is fed is not drawn. */
  readonly feeds: Readonly<Record<string, number | Numbers>>;
  readonly variables: Readonly<Record<string, Numbers>>;
  readonly clock?: Clock;
}

interface Call<K extends OpKind> {
  readonly op: OperationOf<K>;
  readonly node: Tensor;
  readonly step: ReferenceStep;
}

type OpTable = {
  readonly [K in OpKind]: (inputs: readonly Float64Array[], call: Call<K>) => Float64Array;
};

/** The value of `node`, given the values of its inputs. */
export function evaluateOp<K extends OpKind>(
  kind: K,
  inputs: readonly Float64Array[],
  node: Tensor,
  step: ReferenceStep,
): Float64Array {
  return table[kind](inputs, { op: node.op as OperationOf<K>, node, step });
}

const samplesOf = (type: TensorType, batch: number) =>
  type.batches === 0 ? 1 : type.batches * batch;

const zerosOf = (type: TensorType, { batch }: ReferenceStep) =>
  new Float64Array(samplesOf(type, batch) * sampleSize(type));

/** Element `element` of sample `sample` of a value that may be shared, or a scalar, or both. */
function elementAt(value: Numbers, type: TensorType, sample: number, element: number): number {
  const first = type.batches === 0 ? 0 : sample * sampleSize(type);
  return value[first + (isScalar(type) ? 0 : element)];
}

function elementwise(compute: (...operands: number[]) => number) {
  return (
    inputs: readonly Float64Array[],
    { node, step }: { readonly node: Tensor; readonly step: ReferenceStep },
  ): Float64Array => {
    const size = sampleSize(node);
    return zerosOf(node, step).map((_, index) => {
      const sample = Math.floor(index / size);
      const operands = inputs.map((input, position) =>
        elementAt(input, node.inputs[position], sample, index % size),
      );
      return compute(...operands);
    });
  };
}

/** Visits every product of a 'same' convolution by its indices in x, kernel and result. */
function forEachTap(
  x: TensorType,
  kernelShape: readonly number[],
  batch: number,
  visit: (xIndex: number, kernelIndex: number, resultIndex: number) => void,
): void {
  const [h, w] = x.shape;
  const [size, , ci, co] = kernelShape;
  const margin = (size - 1) / 2;
  for (let n = 0; n < samplesOf(x, batch); n++)
    for (let row = 0; row < h; row++)
      for (let column = 0; column < w; column++)
        for (let i = 0; i < size; i++)
          for (let j = 0; j < size; j++) {
            const y = row + i - margin;
            const z = column + j - margin;
            if (y < 0 || y >= h || z < 0 || z >= w) continue;
            const pixel = ((n * h + y) * w + z) * ci;
            const result = ((n * h + row) * w + column) * co;
            for (let a = 0; a < ci; a++)
              for (let b = 0; b < co; b++)
                visit(pixel + a, ((i * size + j) * ci + a) * co + b, result + b);
          }
}

/** Visits each pixel of an image batch of twice the size, with the pixel that it is pooled into. */
function forEachPooled(
  large: TensorType,
  batch: number,
  visit: (largeIndex: number, smallIndex: number) => void,
): void {
  const [h, w, c] = large.shape;
  for (let n = 0; n < samplesOf(large, batch); n++)
    for (let y = 0; y < h; y++)
      for (let x = 0; x < w; x++)
        for (let k = 0; k < c; k++)
          visit(
            ((n * h + y) * w + x) * c + k,
            ((n * (h / 2) + (y >> 1)) * (w / 2) + (x >> 1)) * c + k,
          );
}

/** Cuts into vectors of `length`. */
function vectorsOf(values: Float64Array, length: number): Float64Array[] {
  const count = values.length / length;
  return Array.from({ length: count }, (_, i) => values.subarray(i * length, (i + 1) * length));
}

const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

/** The mean over samples of what stands at `element`, times the number of samples if `isSum`. */
function overBatch(isSum: boolean) {
  return ([x]: readonly Float64Array[], { node, step }: Call<'sumBatch' | 'meanBatch'>) => {
    const samples = vectorsOf(x, sampleSize(node));
    return zerosOf(node, step).map((_, element) => {
      const sum = samples.reduce((partial, sample) => partial + sample[element], 0);
      return isSum ? sum : sum / samples.length;
    });
  };
}

function softmaxOf(logits: Float64Array): Float64Array {
  const largest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - largest));
  const sum = total(powers);
  return powers.map((power) => power / sum);
}

const indexOfLargest = (values: Float64Array) => values.indexOf(Math.max(...values));

const squaredDistance = (a: Float64Array, b: Float64Array) =>
  a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0);

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

function generate({ name, distribution }: OperationOf<'draw'>, size: number, clock: Clock) {
  const draws = new Float32Array(size);
  const fill = distribution === 'normal' ? fillNormal : fillUniform;
  fill(draws, { seed: clock.seed, stream: streamOf(name), step: clock.step });
  return Float64Array.from(draws);
}

function fed(name: string, value: number | Numbers | undefined): Float64Array {
  if (value === undefined) throw new Error(`nothing was fed for ${name}`);
  return typeof value === 'number' ? Float64Array.of(value) : Float64Array.from(value);
}

const table: OpTable = {
  input: (_inputs, { op, step }) => fed(op.name, step.feeds[op.name]),
  variable: (_inputs, { op, step }) => fed(op.name, step.variables[op.name]),
  constant: (_inputs, { op }) => Float64Array.of(op.value),
  draw: ([probability], { op, node, step }) => {
    if (step.feeds[op.name] !== undefined) return fed(op.name, step.feeds[op.name]);
    if (!step.clock) throw new Error(`the draw ${op.name} needs a clock`);
    const draws = generate(op, zerosOf(node, step).length, step.clock);
    return op.distribution === 'bernoulli'
      ? draws.map((value) => (value < Math.fround(probability[0]) ? 1 : 0))
      : draws;
  },

  add: elementwise((a, b) => a + b),
  subtract: elementwise((a, b) => a - b),
  multiply: elementwise((a, b) => a * b),
  divide: elementwise((a, b) => a / b),
  square: elementwise((x) => x * x),
  exp: elementwise(Math.exp),
  log: elementwise(Math.log),
  sqrt: elementwise(Math.sqrt),
  sigmoid: elementwise(sigmoid),
  softplus: elementwise((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
  isPositive: elementwise((x) => (x > 0 ? 1 : 0)),
  leakyRelu: (inputs, call) => elementwise((x) => (x > 0 ? x : call.op.slope * x))(inputs, call),
  leakyReluGradient: (inputs, call) =>
    elementwise((upstream, y) => (y > 0 ? upstream : call.op.slope * upstream))(inputs, call),
  stopGradient: elementwise((x) => x),
  sampleScalar: elementwise((x) => x),

  conv2d: ([x, kernel], { node, step }) => {
    const result = zerosOf(node, step);
    const [xNode, kernelNode] = node.inputs;
    forEachTap(xNode, kernelNode.shape, step.batch, (a, k, b) => {
      result[b] += x[a] * kernel[k];
    });
    return result;
  },
  conv2dInputGradient: ([upstream, kernel], { node, step }) => {
    const result = zerosOf(node, step);
    forEachTap(node, node.inputs[1].shape, step.batch, (a, k, b) => {
      result[a] += upstream[b] * kernel[k];
    });
    return result;
  },
  conv2dKernelGradient: ([x, upstream], { node, step }) => {
    const result = zerosOf(node, step);
    forEachTap(node.inputs[0], node.shape, step.batch, (a, k, b) => {
      result[k] += x[a] * upstream[b];
    });
    return result;
  },
  addBias: ([x, bias]) => x.map((value, i) => value + bias[i % bias.length]),
  biasGradient: ([upstream], { node, step }) => {
    const result = zerosOf(node, step);
    upstream.forEach((value, i) => {
      result[i % result.length] += value;
    });
    return result;
  },
  dense: ([x, kernel], { node }) => {
    const [m] = node.shape;
    const rows = vectorsOf(x, node.inputs[0].shape[0]);
    return Float64Array.from({ length: rows.length * m }, (_, i) =>
      rows[Math.floor(i / m)].reduce((sum, value, a) => sum + value * kernel[a * m + (i % m)], 0),
    );
  },
  denseInputGradient: ([upstream, kernel], { node }) => {
    const [n] = node.shape;
    const rows = vectorsOf(upstream, node.inputs[0].shape[0]);
    const columns = vectorsOf(kernel, node.inputs[0].shape[0]);
    return Float64Array.from({ length: rows.length * n }, (_, i) =>
      rows[Math.floor(i / n)].reduce((sum, value, b) => sum + value * columns[i % n][b], 0),
    );
  },
  denseKernelGradient: ([x, upstream], { node }) => {
    const [n, m] = node.shape;
    const samples = x.length / n;
    return Float64Array.from({ length: n * m }, (_, i) => {
      let sum = 0;
      for (let s = 0; s < samples; s++) {
        sum += x[s * n + Math.floor(i / m)] * upstream[s * m + (i % m)];
      }
      return sum;
    });
  },
  pool2: ([x], { op, node, step }) => {
    const result = zerosOf(node, step);
    forEachPooled(node.inputs[0], step.batch, (large, small) => {
      result[small] += op.scale * x[large];
    });
    return result;
  },
  upsample2: ([x], { op, node, step }) => {
    const result = zerosOf(node, step);
    forEachPooled(node, step.batch, (large, small) => {
      result[large] = op.scale * x[small];
    });
    return result;
  },

  reshape: ([x]) => x,
  stack: (parts) => Float64Array.from(parts.flatMap((part) => [...part])),
  unstack: ([x], { op, node, step }) => {
    const first = op.start * step.batch * sampleSize(node);
    return x.slice(first, first + zerosOf(node, step).length);
  },
  reverseBatch: ([x], { node, step: { batch } }) => {
    const size = sampleSize(node);
    return x.map((_, index) => {
      const sample = Math.floor(index / size);
      const inBatch = sample % batch;
      return x[(sample - inBatch + (batch - 1 - inBatch)) * size + (index % size)];
    });
  },
  broadcast: elementwise((x) => x),

  sumSample: ([x], { node, step }) => {
    const samples = vectorsOf(x, x.length / zerosOf(node, step).length);
    return Float64Array.from(samples, total);
  },
  sumBatch: overBatch(true),
  meanBatch: overBatch(false),
  spreadBatch: (inputs, call) =>
    elementwise((x) => x / samplesOf(call.node, call.step.batch))(inputs, call),

  softmax: ([logits], { node }) =>
    Float64Array.from(vectorsOf(logits, node.shape[0]).flatMap((row) => [...softmaxOf(row)])),
  softmaxCrossEntropy: ([logits, targets], { node }) => {
    const [classes] = node.inputs[0].shape;
    const wanted = vectorsOf(targets, classes);
    return Float64Array.from(vectorsOf(logits, classes), (row, sample) => {
      const probabilities = softmaxOf(row);
      return -wanted[sample].reduce((sum, t, i) => sum + t * Math.log(probabilities[i]), 0);
    });
  },
  argmax: ([x], { node }) =>
    Float64Array.from(vectorsOf(x, node.inputs[0].shape[0]), indexOfLargest),
  nearestRow: ([x, rows], { node }) => {
    const [, length] = node.inputs[1].shape;
    const codes = vectorsOf(rows, length);
    return Float64Array.from(vectorsOf(x, length), (vector) =>
      indexOfLargest(Float64Array.from(codes, (code) => -squaredDistance(vector, code))),
    );
  },
  gatherRows: ([rows, indices], { node }) => {
    const codes = vectorsOf(rows, node.shape[1]);
    return Float64Array.from([...indices].flatMap((index) => [...codes[index]]));
  },
  scatterRows: ([indices, values], { node, step }) => {
    const result = zerosOf(node, step);
    const rows = vectorsOf(result, node.shape[1]);
    vectorsOf(values, node.shape[1]).forEach((vector, i) => {
      vector.forEach((value, k) => {
        rows[indices[i]][k] += value;
      });
    });
    return result;
  },
  scaleRows: ([rows, factors], { node }) =>
    rows.map((value, i) => value * factors[Math.floor(i / node.shape[1])]),
};

/** Every kind of op; complete, or this file would not compile. */
export const opKinds: ReadonlySet<string> = new Set(Object.keys(table));
