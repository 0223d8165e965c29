/** Ops on the rows of a table that are too large for an invocation: nearestRow and scatterRows. */
import { type OpKind, sampleSize, type Tensor } from '../../graph/tensor.ts';
import { accessTo, isAligned, wholeOf } from './convolutionWork.ts';
import { samplesOf } from './elements.ts';
import { placeOf } from './place.ts';
import type { Planner } from './planner.ts';
import { Shader, type ShaderCode } from './shader.ts';
import { range, typeOf } from './software/form.ts';
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

/** Vectors of a workgroup, and rows that an invocation compares with all of them at a time. */
const vectorsAtOnce = 4;
const rowsAtOnce = 4;

const vectorTile = range(vectorsAtOnce);
const rowTile = range(rowsAtOnce);

/**
 * A workgroup finds the nearest rows of a few vectors: each invocation looks at every so many rows of
 * the table, then they agree on the nearest, the lowest on ties.
 */
function writeNearestRow(node: Tensor, planner: Planner): ShaderCode {
  const [x, table] = node.inputs;
  const [rows, length] = table.shape;
  const vectors = samplesOf(x, planner.batch) * x.shape[0];
  const views = [planner.view(x), planner.view(table)];
  const lanes = length % 4 === 0 && views.every(isAligned) ? 4 : 1;
  const type = typeOf(lanes);
  const steps = length / lanes;
  const workgroup = planner.kernels.family === 'tiled' ? 256 : 64;
  const rounds = Math.ceil(rows / (workgroup * rowsAtOnce));

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
      `let first = group.x * ${vectorsAtOnce}u;`,
      ...vectorTile.map((i) => `let x${i} = min(first + ${i}u, ${vectors - 1}u) * ${steps}u;`),
      ...vectorTile.map((i) => `var best${i} = 3.4e38f; var nearest${i} = local;`),
      // All invocations go round equally often, for they meet at a barrier afterwards.
      `for (var round = 0u; round < ${rounds}u; round++) {`,
      `let row = (round * ${workgroup}u + local) * ${rowsAtOnce}u;`,
      ...rowTile.map((j) => `let row${j} = min(row + ${j}u, ${rows - 1}u) * ${steps}u;`),
      ...tile((i, j) => `var sum${i}_${j} = ${type}();`),
      `for (var k = 0u; k < ${steps}u; k++) {`,
      ...vectorTile.map((i) => `let own${i} = ${readX(`x${i} + k`)};`),
      ...rowTile.map((j) => `let code${j} = ${readRow(`row${j} + k`)};`),
      ...tile(
        (i, j) => `let d${i}_${j} = own${i} - code${j}; sum${i}_${j} += d${i}_${j} * d${i}_${j};`,
      ),
      '}',
      ...tile((i, j) => {
        const distance = lanes === 4 ? `dot(sum${i}_${j}, vec4f(1.0f))` : `sum${i}_${j}`;
        const isNearer = `distance${i}_${j} < best${i} && row + ${j}u < ${rows}u`;
        return `let distance${i}_${j} = ${distance}; if (${isNearer}) { best${i} = distance${i}_${j}; nearest${i} = row + ${j}u; }`;
      }),
      '}',
      ...vectorTile.map((i) => {
        const own = at(i, 'local');
        return `distances[${own}] = best${i}; nearest[${own}] = nearest${i};`;
      }),
      `for (var half = ${workgroup / 2}u; half > 0u; half /= 2u) {`,
      'workgroupBarrier();',
      'if (local < half) {',
      ...vectorTile.map((i) => takeNearer(at(i, 'local'), at(i, 'local + half'))),
      '}',
      '}',
      'workgroupBarrier();',
      `if (local < ${vectorsAtOnce}u && first + local < ${vectors}u) {`,
      `${result('first + local')} = f32(nearest[local * ${workgroup}u]);`,
      '}',
    ],
  );
}

/** A statement for each vector and row of an invocation, a vector's rows in order. */
function tile(write: (vector: number, row: number) => string): string[] {
  return vectorTile.flatMap((i) => rowTile.map((j) => write(i, j)));
}

function takeNearer(own: string, other: string): string {
  const [mine, theirs] = [`distances[${own}]`, `distances[${other}]`];
  const tie = `${theirs} == ${mine} && nearest[${other}] < nearest[${own}]`;
  return `if (${theirs} < ${mine} || (${tie})) { ${mine} = ${theirs}; nearest[${own}] = nearest[${other}]; }`;
}

/** Rows of the sum that a workgroup owns. */
const rowsOfGroup = 64;

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
    [Math.ceil(rows / rowsOfGroup), 1, 1],
    [
      `let first = group.x * ${rowsOfGroup}u;`,
      `let end = min(first + ${rowsOfGroup}u, ${rows}u);`,
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
