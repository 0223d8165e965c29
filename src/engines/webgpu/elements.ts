/**
 * What every op means, as WGSL for one element: of sample `n` the element `e`, both unsigned
 * expressions. Values that are not in memory are computed where they are read, so a chain of ops
 * becomes one kernel. Ops with a fast kernel of their own have it elsewhere.
 */
import { streamOf } from '../../core/random.ts';
import {
  isScalar,
  type OperationOf,
  type OpKind,
  sampleSize,
  type Tensor,
  type TensorType,
} from '../../graph/tensor.ts';
import { EngineError } from '../engine.ts';
import { type Access, literal, type Shader } from './shader.ts';
import type { HelperName } from './shaderHelpers.ts';

/** Where the elements of a kernel come from. */
export interface Sources {
  readonly shader: Shader;
  readonly batch: number;
  /** The elements of a value in memory, in order; null for one that is computed where it is read. */
  read(node: Tensor): Access | null;
  /** Seed and step of the run, as unsigned expressions. */
  clock(): { readonly seed: string; readonly step: string };
}

export function samplesOf({ batches }: TensorType, batch: number): number {
  return batches === 0 ? 1 : batches * batch;
}

/** Statements in a block, and names of what they computed. */
export class Scope {
  readonly lines: string[] = [];
  readonly sources: Sources;
  private readonly known = new Map<string, string>();
  private readonly outer: Scope | null;

  constructor(sources: Sources, outer: Scope | null = null) {
    this.sources = sources;
    this.outer = outer;
  }

  get batch(): number {
    return this.sources.batch;
  }

  /** Names a value that does not change; the same expression has the same name. */
  let(expression: string): string {
    if (/^\w+$/.test(expression)) return expression;
    const held = this.find(expression);
    if (held) return held;
    const name = this.sources.shader.name('v');
    this.lines.push(`let ${name} = ${expression};`);
    this.known.set(expression, name);
    return name;
  }

  /** Declares a variable. */
  var(start: string): string {
    const name = this.sources.shader.name('a');
    this.lines.push(`var ${name} = ${start};`);
    return name;
  }

  add(line: string): void {
    this.lines.push(line);
  }

  /** Runs `body` for each index below `count`. */
  loop(count: number, body: (inner: Scope, index: string) => void): void {
    const index = this.sources.shader.name('i');
    const inner = new Scope(this.sources, this);
    body(inner, index);
    this.lines.push(
      `for (var ${index} = 0u; ${index} < ${count}u; ${index}++) {`,
      ...inner.lines,
      '}',
    );
  }

  /** Σ over `count` terms. */
  sum(count: number, term: (inner: Scope, index: string) => string): string {
    const total = this.var('0.0f');
    this.loop(count, (inner, index) => inner.add(`${total} += ${term(inner, index)};`));
    return total;
  }

  branch(condition: string, body: (inner: Scope) => void): void {
    const inner = new Scope(this.sources, this);
    body(inner);
    this.lines.push(`if (${condition}) {`, ...inner.lines, '}');
  }

  /** Element `e` of sample `n`, read or computed. */
  value(node: Tensor, n: string, e: string): string {
    const key = `#${node.id} ${n} ${e}`;
    const held = this.find(key);
    if (held) return held;
    const access = this.sources.read(node);
    const name = this.let(
      access ? access(this.address(node, n, e)) : compute(node.op.kind, node, this, n, e),
    );
    this.known.set(key, name);
    return name;
  }

  /** An operand of an op with elements (n, e): its only element where it is a scalar. */
  operand(node: Tensor, n: string, e: string): string {
    return this.value(node, node.batches === 0 ? '0u' : n, isScalar(node) ? '0u' : e);
  }

  /** Index of an element in memory. */
  address(type: TensorType, n: string, e: string): string {
    const size = sampleSize(type);
    if (type.batches === 0) return e;
    return size === 1 ? n : this.let(`${n} * ${size}u + ${e}`);
  }

  private find(key: string): string | undefined {
    return this.known.get(key) ?? this.outer?.find(key);
  }
}

interface Call<K extends OpKind> {
  readonly op: OperationOf<K>;
  readonly node: Tensor;
  readonly inputs: readonly Tensor[];
  readonly scope: Scope;
  readonly n: string;
  readonly e: string;
}

type Rules = { readonly [K in OpKind]: (call: Call<K>) => string };

/** The expression of an element, after the statements that it needs. */
export function compute<K extends OpKind>(
  kind: K,
  node: Tensor,
  scope: Scope,
  n: string,
  e: string,
): string {
  // A node's op is the member of Operation that its kind names; TypeScript cannot follow that.
  return rules[kind]({ op: node.op as OperationOf<K>, node, inputs: node.inputs, scope, n, e });
}

function elementwise(write: (...operands: string[]) => string) {
  return ({ inputs, scope, n, e }: Omit<Call<OpKind>, 'op'>) =>
    write(...inputs.map((input) => scope.operand(input, n, e)));
}

/** By a function of the shader's. */
function helped(helper: HelperName) {
  return (call: Omit<Call<OpKind>, 'op'>) =>
    elementwise((x) => `${call.scope.sources.shader.use(helper)}(${x})`)(call);
}

function missing({ op }: { readonly op: { readonly kind: string } }): never {
  throw new EngineError(`webgpu: ${op.kind} is computed by no element rule`);
}

/** Index of the first largest of `count` values, as a float. */
function indexOfLargest(
  scope: Scope,
  count: number,
  valueAt: (inner: Scope, index: string) => string,
): string {
  const best = scope.var('-3.4e38f');
  const index = scope.var('0u');
  scope.loop(count, (inner, i) => {
    const value = inner.let(valueAt(inner, i));
    inner.add(`if (${value} > ${best}) { ${best} = ${value}; ${index} = ${i}; }`);
  });
  return `f32(${index})`;
}

/** The largest logit of a sample, and Σ exp(logit − largest). */
function softmaxParts(scope: Scope, logits: Tensor, n: string): [largest: string, sum: string] {
  const [classes] = logits.shape;
  const largest = scope.var('-3.4e38f');
  scope.loop(classes, (inner, i) => {
    inner.add(`${largest} = max(${largest}, ${inner.value(logits, n, i)});`);
  });
  const fixed = scope.let(`${largest} + 0.0f`);
  const exp = scope.sources.shader.use('exactExp');
  const sum = scope.sum(classes, (inner, i) => `${exp}(${inner.value(logits, n, i)} - ${fixed})`);
  return [fixed, sum];
}

const overBatch =
  (mean: boolean) =>
  ({ inputs: [x], scope, e }: Omit<Call<OpKind>, 'op'>) => {
    const samples = samplesOf(x, scope.batch);
    const sum = scope.sum(samples, (inner, n) => inner.value(x, n, e));
    return mean ? `${sum} * ${literal(1 / samples)}` : sum;
  };

/** [pixel row, pixel column, channel] of element `e` of an image. */
function splitPixel(scope: Scope, [, width, channels]: readonly number[], e: string) {
  const pixel = scope.let(`${e} / ${channels}u`);
  return [
    scope.let(`${pixel} / ${width}u`),
    scope.let(`${pixel} % ${width}u`),
    scope.let(`${e} % ${channels}u`),
  ];
}

const rules: Rules = {
  input: missing,
  variable: missing,
  constant: ({ op }) => literal(op.value),
  draw: ({ op, node, inputs, scope, n, e }) => {
    const { shader, clock } = scope.sources;
    const { seed, step } = clock();
    const generate = shader.use(op.distribution === 'normal' ? 'normalDraw' : 'uniformDraw');
    const key = `vec2u(${scope.let(seed)}, ${streamOf(op.name)}u)`;
    const drawn = `${generate}(${key}, ${scope.let(step)}, ${scope.address(node, n, e)})`;
    return op.distribution === 'bernoulli'
      ? `select(0.0f, 1.0f, ${drawn} < ${scope.value(inputs[0], '0u', '0u')})`
      : drawn;
  },

  add: elementwise((a, b) => `${a} + ${b}`),
  subtract: elementwise((a, b) => `${a} - ${b}`),
  multiply: elementwise((a, b) => `${a} * ${b}`),
  divide: elementwise((a, b) => `${a} / ${b}`),
  square: elementwise((x) => `${x} * ${x}`),
  exp: helped('exactExp'),
  log: helped('exactLog'),
  sqrt: elementwise((x) => `sqrt(${x})`),
  sigmoid: helped('sigmoid'),
  softplus: helped('softplus'),
  isPositive: elementwise((x) => `select(0.0f, 1.0f, ${x} > 0.0f)`),
  leakyRelu: (call) =>
    elementwise((x) => `select(${x} * ${literal(call.op.slope)}, ${x}, ${x} > 0.0f)`)(call),
  leakyReluGradient: (call) =>
    elementwise((x, y) => `select(${x} * ${literal(call.op.slope)}, ${x}, ${y} > 0.0f)`)(call),
  stopGradient: elementwise((x) => x),
  sampleScalar: elementwise((x) => x),

  conv2d: missing,
  conv2dInputGradient: missing,
  conv2dKernelGradient: missing,
  addBias: ({ inputs: [x, bias], scope, n, e }) =>
    `${scope.value(x, n, e)} + ${scope.value(bias, '0u', scope.let(`${e} % ${bias.shape[0]}u`))}`,
  biasGradient: ({ node, inputs: [x], scope, e }) => {
    const [channels] = node.shape;
    const total = scope.var('0.0f');
    scope.loop(samplesOf(x, scope.batch), (samples, n) =>
      samples.loop(sampleSize(x) / channels, (inner, i) =>
        inner.add(`${total} += ${inner.value(x, n, inner.let(`${i} * ${channels}u + ${e}`))};`),
      ),
    );
    return total;
  },
  dense: ({ node, inputs: [x, kernel], scope, n, e }) =>
    scope.sum(x.shape[0], (inner, a) => {
      const weight = inner.value(kernel, '0u', inner.let(`${a} * ${node.shape[0]}u + ${e}`));
      return `${inner.value(x, n, a)} * ${weight}`;
    }),
  denseInputGradient: ({ inputs: [upstream, kernel], scope, n, e }) => {
    const [m] = upstream.shape;
    return scope.sum(m, (inner, b) => {
      const weight = inner.value(kernel, '0u', inner.let(`${e} * ${m}u + ${b}`));
      return `${inner.value(upstream, n, b)} * ${weight}`;
    });
  },
  denseKernelGradient: ({ inputs: [x, upstream], scope, e }) => {
    const [m] = upstream.shape;
    const [row, column] = [scope.let(`${e} / ${m}u`), scope.let(`${e} % ${m}u`)];
    return scope.sum(
      samplesOf(x, scope.batch),
      (inner, n) => `${inner.value(x, n, row)} * ${inner.value(upstream, n, column)}`,
    );
  },
  pool2: ({ op, node, inputs: [x], scope, n, e }) => {
    const [row, column, channel] = splitPixel(scope, node.shape, e);
    const [, width, channels] = x.shape;
    const terms = [0, 1, width, width + 1].map((shift) => {
      const pixel = scope.let(`2u * (${row} * ${width}u + ${column})`);
      return scope.value(x, n, scope.let(`(${pixel} + ${shift}u) * ${channels}u + ${channel}`));
    });
    return `${literal(op.scale)} * (${terms.join(' + ')})`;
  },
  upsample2: ({ op, node, inputs: [x], scope, n, e }) => {
    const [row, column, channel] = splitPixel(scope, node.shape, e);
    const [, width, channels] = x.shape;
    const pixel = scope.let(`(${row} / 2u) * ${width}u + ${column} / 2u`);
    const value = scope.value(x, n, scope.let(`${pixel} * ${channels}u + ${channel}`));
    return op.scale === 1 ? value : `${literal(op.scale)} * ${value}`;
  },

  reshape: ({ inputs: [x], scope, n, e }) => scope.value(x, n, e),
  stack: ({ inputs, scope, n, e }) => {
    const result = scope.var('0.0f');
    let start = 0;
    for (const part of inputs) {
      const end = start + samplesOf(part, scope.batch);
      const first = start;
      scope.branch(`${n} >= ${start}u && ${n} < ${end}u`, (inner) => {
        const local = first === 0 ? n : inner.let(`${n} - ${first}u`);
        inner.add(`${result} = ${inner.value(part, local, e)};`);
      });
      start = end;
    }
    return result;
  },
  unstack: ({ op, inputs: [x], scope, n, e }) => {
    const first = op.start * scope.batch;
    return scope.value(x, first === 0 ? n : scope.let(`${n} + ${first}u`), e);
  },
  reverseBatch: ({ node, inputs: [x], scope, n, e }) => {
    const { batch } = scope;
    const mirrored =
      node.batches === 1
        ? `${batch - 1}u - ${n}`
        : `(${n} / ${batch}u) * ${batch}u + ${batch - 1}u - ${n} % ${batch}u`;
    return scope.value(x, scope.let(mirrored), e);
  },
  broadcast: ({ inputs: [x], scope, n, e }) => scope.operand(x, n, e),

  sumSample: ({ inputs: [x], scope, n }) =>
    scope.sum(sampleSize(x), (inner, e) => inner.value(x, n, e)),
  sumBatch: overBatch(false),
  meanBatch: overBatch(true),
  spreadBatch: ({ node, inputs: [x], scope, n, e }) =>
    `${scope.operand(x, n, e)} * ${literal(1 / samplesOf(node, scope.batch))}`,

  softmax: ({ inputs: [logits], scope, n, e }) => {
    const [largest, sum] = softmaxParts(scope, logits, n);
    return `${scope.sources.shader.use('exactExp')}(${scope.value(logits, n, e)} - ${largest}) / ${sum}`;
  },
  softmaxCrossEntropy: ({ inputs: [logits, targets], scope, n }) => {
    const [largest, sum] = softmaxParts(scope, logits, n);
    const log = scope.sources.shader.use('exactLog');
    const offset = scope.let(`${largest} + ${log}(${sum})`);
    return scope.sum(
      logits.shape[0],
      (inner, i) => `${inner.value(targets, n, i)} * (${offset} - ${inner.value(logits, n, i)})`,
    );
  },
  argmax: ({ inputs: [x], scope, n }) =>
    indexOfLargest(scope, x.shape[0], (inner, i) => inner.value(x, n, i)),
  nearestRow: missing,
  gatherRows: ({ node, inputs: [table, indices], scope, n, e }) => {
    const [, length] = node.shape;
    const row = scope.let(`u32(${scope.value(indices, n, scope.let(`${e} / ${length}u`))})`);
    return scope.value(table, '0u', scope.let(`${row} * ${length}u + ${e} % ${length}u`));
  },
  scatterRows: missing,
  scaleRows: ({ node, inputs: [table, factors], scope, e }) =>
    `${scope.value(table, '0u', e)} * ${scope.value(factors, '0u', scope.let(`${e} / ${node.shape[1]}u`))}`,
};
