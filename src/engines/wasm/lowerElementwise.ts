/** Elementwise ops, broadcasts and sums as kernel calls. */
import type { OpKind } from '../../graph/tensor.ts';
import { isScalar } from '../../graph/tensor.ts';
import type { Argument, Builder, Lowering } from './builder.ts';
import { interior, type Layout, type Value } from './layout.ts';
import type { Place } from './place.ts';

/** Op numbers of kernels/elementwise.ts. */
const binaryOps = { add: 0, subtract: 1, multiply: 2, divide: 3, leakyReluGradient: 4 } as const;
const unaryOps = {
  square: 0,
  exp: 1,
  log: 2,
  sqrt: 3,
  sigmoid: 4,
  softplus: 5,
  isPositive: 6,
  leakyRelu: 7,
  copy: 8,
} as const;

interface Operand {
  readonly place: Place;
  readonly sampleBytes: number;
  readonly rowBytes: number;
  readonly full: boolean;
}

/** How `value` is read along the rows of `to`, repeated where it is a scalar or shared. */
function operand(value: Value, to: Value): Operand {
  const { layout, type } = value;
  const full = !isScalar(type) || isScalar(to.type);
  const rowBytes = !full ? 0 : layout.ringed ? layout.rowBytes : to.layout.len * 4;
  const sampleBytes = type.batches === 0 ? 0 : layout.sampleBytes;
  return { place: interior(value), sampleBytes, rowBytes, full };
}

/** Dense operands that run along with the result are one long row. */
function extents(to: Layout, operands: readonly Operand[]) {
  const joined =
    !to.ringed &&
    operands.every(({ full, sampleBytes }) =>
      full ? sampleBytes === to.sampleBytes || to.samples === 1 : sampleBytes === 0,
    );
  return joined ? [1, 1, to.samples * to.len] : [to.samples, to.rows, to.len];
}

function emitBinary(
  builder: Builder,
  op: keyof typeof binaryOps,
  to: Value,
  left: Value,
  right: Value,
  slope: Argument = 0,
): void {
  const a = operand(left, to);
  const b = operand(right, to);
  builder.call(
    'binary',
    binaryOps[op],
    interior(to),
    a.place,
    b.place,
    ...extents(to.layout, [a, b]),
    to.layout.sampleBytes,
    to.layout.rowBytes,
    a.sampleBytes,
    a.rowBytes,
    Number(a.full),
    b.sampleBytes,
    b.rowBytes,
    Number(b.full),
    slope,
  );
}

function emitUnary(
  builder: Builder,
  op: keyof typeof unaryOps,
  to: Value,
  from: Value,
  slope: Argument = 0,
): void {
  const x = operand(from, to);
  builder.call(
    'unary',
    unaryOps[op],
    interior(to),
    x.place,
    ...extents(to.layout, [x]),
    to.layout.sampleBytes,
    to.layout.rowBytes,
    x.sampleBytes,
    x.rowBytes,
    Number(x.full),
    slope,
  );
}

const binary =
  (op: 'add' | 'subtract' | 'multiply' | 'divide'): Lowering =>
  ({ core }, to, builder) =>
    emitBinary(builder, op, to, builder.value(core.inputs[0]), builder.value(core.inputs[1]));

const unary =
  (op: Extract<OpKind, keyof typeof unaryOps> | 'copy'): Lowering =>
  ({ core }, to, builder) =>
    emitUnary(builder, op, to, builder.value(core.inputs[0]));

export const copy = unary('copy');

/** Rows of a value as the reduction kernels take them. */
const rows = ({ layout }: Value) => [layout.samples, layout.rows, layout.len];
const strides = ({ layout }: Value) => [layout.sampleBytes, layout.rowBytes];

const sumOverBatch =
  (mean: boolean): Lowering =>
  ({ core }, to, builder) => {
    const x = builder.value(core.inputs[0]);
    const scale = mean ? 1 / (x.type.batches * builder.batch) : 1;
    builder.call(
      'sumBatch',
      interior(to),
      interior(x),
      ...rows(x),
      ...strides(x),
      builder.constant(scale),
    );
  };

export const elementwiseLowerings = {
  add: binary('add'),
  subtract: binary('subtract'),
  multiply: binary('multiply'),
  divide: binary('divide'),
  square: unary('square'),
  exp: unary('exp'),
  log: unary('log'),
  sqrt: unary('sqrt'),
  sigmoid: unary('sigmoid'),
  softplus: unary('softplus'),
  isPositive: unary('isPositive'),
  leakyRelu: ({ core }, to, builder) => {
    if (core.op.kind !== 'leakyRelu') return;
    const slope = builder.constant(core.op.slope);
    emitUnary(builder, 'leakyRelu', to, builder.value(core.inputs[0]), slope);
  },
  leakyReluGradient: ({ core }, to, builder) => {
    if (core.op.kind !== 'leakyReluGradient') return;
    const [upstream, y] = core.inputs.map(builder.value);
    emitBinary(builder, 'leakyReluGradient', to, upstream, y, builder.constant(core.op.slope));
  },
  broadcast: copy,
  spreadBatch: ({ core }, to, builder) => {
    const x = builder.value(core.inputs[0]);
    const share = builder.constant(1 / (core.batches * builder.batch));
    const scalar: Value = {
      type: { shape: [], batches: 0 },
      layout: { ...x.layout, ringed: false, samples: 1, rows: 1, len: 1, startBytes: 0 },
      place: share,
    };
    emitBinary(builder, 'multiply', to, x, scalar);
  },
  /** Each row is a sample of its own, its factor a scalar per sample. */
  scaleRows: ({ core }, to, builder) => {
    const [table, factors] = core.inputs.map(builder.value);
    const [rows, len] = core.shape;
    builder.call(
      'binary',
      binaryOps.multiply,
      interior(to),
      interior(table),
      interior(factors),
      ...[rows, 1, len],
      ...[len * 4, len * 4],
      ...[len * 4, len * 4, 1],
      ...[4, 0, 0],
      0,
    );
  },
  sumSample: ({ core }, to, builder) => {
    const x = builder.value(core.inputs[0]);
    builder.call('sumSample', interior(to), interior(x), ...rows(x), ...strides(x));
  },
  sumBatch: sumOverBatch(false),
  meanBatch: sumOverBatch(true),
} satisfies Partial<Record<OpKind, Lowering>>;
