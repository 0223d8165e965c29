/** Moves of whole samples, classification and quantisation as kernel calls. */
import type { OpKind, Tensor } from '../../graph/tensor.ts';
import { EngineError } from '../engine.ts';
import type { Lowering } from './builder.ts';
import { interior, type Value } from './layout.ts';
import { shifted } from './place.ts';

const stack: Lowering = ({ core }, to, builder) => {
  let bytes = 0;
  for (const input of core.inputs) {
    const part = builder.value(input);
    builder.call('copyBytes', shifted(to.place, bytes), part.place, part.layout.bytes);
    bytes += part.layout.bytes;
  }
};

const reverseBatch: Lowering = ({ core }, to, builder) => {
  const x = builder.value(core.inputs[0]);
  const { batches } = core;
  builder.call('reverseSamples', to.place, x.place, batches, builder.micro, x.layout.sampleBytes);
};

const reshape: Lowering = ({ core }, to, builder) => {
  const from = builder.value(core.inputs[0]);
  const size = from.layout.rows * from.layout.len;
  const division = ({ layout }: Value) => [layout.len, layout.sampleBytes, layout.rowBytes];
  builder.call(
    'relayout',
    interior(to),
    interior(from),
    to.layout.samples,
    size,
    ...division(to),
    ...division(from),
  );
};

/** @throws EngineError when an operand is a batched image, whose rows are not side by side. */
function dense(core: Tensor, value: Value): Value {
  if (value.layout.ringed) throw new EngineError(`wasm: ${core.op.kind} does not take images`);
  return value;
}

/** Calls on n vectors of the last axis. */
const onVectors =
  (kernel: 'softmax' | 'argmax'): Lowering =>
  ({ core }, to, builder) => {
    const x = dense(core, builder.value(core.inputs[0]));
    const c = x.type.shape.at(-1) ?? 1;
    const vectors = (x.layout.samples * x.layout.len) / c;
    builder.call(kernel, interior(to), interior(x), vectors, c);
  };

const softmaxCrossEntropy: Lowering = ({ core }, to, builder) => {
  const [logits, targets] = core.inputs.map((input) => dense(core, builder.value(input)));
  const step = (value: Value) => (value.type.batches === 0 ? 0 : value.layout.sampleBytes);
  builder.call(
    'softmaxCrossEntropy',
    interior(to),
    interior(logits),
    interior(targets),
    to.layout.samples,
    logits.type.shape[0],
    step(logits),
    step(targets),
  );
};

const nearestRow: Lowering = ({ core }, to, builder) => {
  const [x, table] = core.inputs.map((input) => dense(core, builder.value(input)));
  const [rows, l] = table.type.shape;
  const vectors = x.layout.samples * x.type.shape[0];
  const least = builder.scratch(vectors * 4);
  const places = [interior(to), interior(x), interior(table)];
  builder.call('nearestRow', ...places, vectors, l, rows, least);
};

const gatherRows: Lowering = ({ core }, to, builder) => {
  const [table, indices] = core.inputs.map((input) => dense(core, builder.value(input)));
  const count = indices.layout.samples * indices.layout.len;
  builder.call(
    'gatherRows',
    interior(to),
    interior(table),
    interior(indices),
    count,
    table.type.shape[1],
  );
};

const scatterRows: Lowering = ({ core }, to, builder) => {
  const [indices, values] = core.inputs.map((input) => dense(core, builder.value(input)));
  if (indices.type.batches !== values.type.batches) {
    throw new EngineError('wasm: scatterRows needs indices and values of equally many batches');
  }
  const count = indices.layout.samples * indices.layout.len;
  const l = values.type.shape[1];
  builder.call('scatterRows', interior(to), interior(indices), interior(values), count, l);
};

export const structureLowerings = {
  stack,
  reverseBatch,
  reshape,
  softmax: onVectors('softmax'),
  argmax: onVectors('argmax'),
  softmaxCrossEntropy,
  nearestRow,
  gatherRows,
  scatterRows,
} satisfies Partial<Record<OpKind, Lowering>>;
