/** Ops on the rows of a table that are too large for an invocation: nearestRow and scatterRows. */
import { type OpKind, sampleSize, type Tensor } from '../../graph/tensor.ts';
import { accessTo, isAligned, wholeOf } from './convolutionWork.ts';
import { samplesOf } from './elements.ts';
import { placeOf } from './place.ts';
import type { Planner } from './planner.ts';
import { Shader, type ShaderCode } from './shader.ts';
import type { KernelTask } from './task.ts';

const writers: Partial<Record<OpKind, (node: Tensor, planner: Planner) => ShaderCode>> = {
  nearestRow: writeNearestRow,
  scatterRows: writeScatterRows,
};

/** The op has a kernel here, which binds its result alone. */
export function isRowOp({ op }: Tensor): boolean {
  return op.kind in writers;
}

/** @throws RangeError for an op that has no kernel here. */
export function rowTask(node: Tensor, planner: Planner): KernelTask {
  const write = writers[node.op.kind];
  if (!write) throw new RangeError(`webgpu: ${node.op.kind} has no kernel of rows`);
  return {
    kind: 'kernel',
    label: node.op.kind,
    reads: node.inputs.map((input) => planner.view(input).value),
    writes: [planner.target(node)],
    variants: () => [() => write(node, planner)],
  };
}

/** Vectors that a workgroup compares with each row that it reads. */
const vectorsAtOnce = 4;

/**
 * A workgroup finds the nearest rows of a few vectors: each invocation looks at every so many rows of
 * the table, then they agree on the nearest, the lowest on ties.
 */
function writeNearestRow(node: Tensor, planner: Planner): ShaderCode {
  const [x, table] = node.inputs;
  const [rows, length] = table.shape;
  const vectors = samplesOf(x, planner.batch) * x.shape[0];
  const views = [planner.view(x), planner.view(table)];
  const wide = length % 4 === 0 && views.every(isAligned);
  const type = wide ? 'vec4f' : 'f32';
  const zero = wide ? 'vec4f()' : '0.0f';
  const sum = (value: string) => (wide ? `dot(${value}, vec4f(1.0f))` : value);
  const steps = wide ? length / 4 : length;
  const workgroup = planner.kernels.family === 'tiled' ? 256 : 64;
  const each = (write: (i: number) => string) =>
    Array.from({ length: vectorsAtOnce }, (_, i) => write(i));

  const target = planner.target(node);
  const shader = new Shader([placeOf(target).slot]);
  const [readX, readRow] = views.map((view) => accessTo(view, type, shader));
  const result = accessTo(wholeOf(target), 'f32', shader);
  const shared = workgroup * vectorsAtOnce;
  shader.declarations.push(
    `var<workgroup> distances: array<f32, ${shared}>;`,
    `var<workgroup> nearest: array<u32, ${shared}>;`,
  );
  const at = (i: number, invocation: string) => `${i * workgroup}u + ${invocation}`;
  return shader.module(
    workgroup,
    [Math.ceil(vectors / vectorsAtOnce), 1, 1],
    [
      ...each(
        (i) => `let x${i} = min(group.x * ${vectorsAtOnce}u + ${i}u, ${vectors - 1}u) * ${steps}u;`,
      ),
      ...each((i) => `var best${i} = 3.4e38f; var row${i} = local;`),
      // All invocations go round equally often: they meet at a barrier after it.
      `for (var round = 0u; round < ${Math.ceil(rows / workgroup)}u; round++) {`,
      `let row = round * ${workgroup}u + local;`,
      `if (row < ${rows}u) {`,
      ...each((i) => `var sum${i} = ${zero};`),
      `for (var k = 0u; k < ${steps}u; k++) {`,
      `let code = ${readRow(`row * ${steps}u + k`)};`,
      ...each((i) => `let d${i} = ${readX(`x${i} + k`)} - code; sum${i} += d${i} * d${i};`),
      '}',
      ...each(
        (i) =>
          `let distance${i} = ${sum(`sum${i}`)}; if (distance${i} < best${i}) { best${i} = distance${i}; row${i} = row; }`,
      ),
      '}',
      '}',
      ...each(
        (i) => `distances[${at(i, 'local')}] = best${i}; nearest[${at(i, 'local')}] = row${i};`,
      ),
      `for (var half = ${workgroup / 2}u; half > 0u; half /= 2u) {`,
      'workgroupBarrier();',
      'if (local < half) {',
      ...each((i) => takeNearer(at(i, 'local'), at(i, 'local + half'))),
      '}',
      '}',
      'workgroupBarrier();',
      `let vector = group.x * ${vectorsAtOnce}u + local;`,
      `if (local < ${vectorsAtOnce}u && vector < ${vectors}u) {`,
      `${result('vector')} = f32(nearest[local * ${workgroup}u]);`,
      '}',
    ],
  );
}

function takeNearer(own: string, other: string): string {
  const [mine, theirs] = [`distances[${own}]`, `distances[${other}]`];
  const tie = `${theirs} == ${mine} && nearest[${other}] < nearest[${own}]`;
  return `if (${theirs} < ${mine} || (${tie})) { ${mine} = ${theirs}; nearest[${own}] = nearest[${other}]; }`;
}

/** Rows of the sum that a workgroup owns. */
const rowsAtOnce = 64;

/**
 * A workgroup owns a few rows, each of its invocations every so many elements of them. It goes over
 * all indices in order, so that sums do not depend on who is first.
 */
function writeScatterRows(node: Tensor, planner: Planner): ShaderCode {
  const [indices, values] = node.inputs;
  const [rows, length] = node.shape;
  const count = samplesOf(indices, planner.batch) * sampleSize(indices);
  const workgroup = 64;
  const target = planner.target(node);
  const shader = new Shader([placeOf(target).slot]);
  const [readIndex, readValue] = [indices, values].map((input) =>
    accessTo(planner.view(input), 'f32', shader),
  );
  const result = accessTo(wholeOf(target), 'f32', shader);
  return shader.module(
    workgroup,
    [Math.ceil(rows / rowsAtOnce), 1, 1],
    [
      `let first = group.x * ${rowsAtOnce}u;`,
      `let end = min(first + ${rowsAtOnce}u, ${rows}u);`,
      `for (var e = first * ${length}u + local; e < end * ${length}u; e += ${workgroup}u) { ${result('e')} = 0.0f; }`,
      `for (var v = 0u; v < ${count}u; v++) {`,
      `let row = u32(${readIndex('v')});`,
      'if (row >= first && row < end) {',
      `let start = row * ${length}u;`,
      // The first element of the row that is this invocation's own.
      `let own = (local + ${workgroup}u - (start - first * ${length}u) % ${workgroup}u) % ${workgroup}u;`,
      `for (var k = own; k < ${length}u; k += ${workgroup}u) { ${result('start + k')} += ${readValue(`v * ${length}u + k`)}; }`,
      '}',
      '}',
    ],
  );
}
