/**
 * The core of a matrix product by tiles: both operands' tiles go through workgroup memory, and each
 * invocation sums its rows × columns in registers. Convolutions and their gradients are such products
 * whose operands are looked up as they are loaded.
 */
import type { Access, Shader } from '../shader.ts';
import { type Blocking, depth, invocationsOf } from './blocking.ts';

export const range = (count: number) => Array.from({ length: count }, (_, i) => i);
export const components = ['x', 'y', 'z', 'w'] as const;

/**
 * A side of the product in workgroup memory, in vectors of four: along the summed index (`[row][k / 4]`,
 * a vector longer than needed, against bank conflicts), or across it (`[k][row / 4]`).
 */
export interface Side {
  readonly along: 'sum' | 'result';
  /** Vectors of a load: of so many terms, one after another, where they run across the sum. */
  readonly terms: 1 | 4;
  /** Statements before the loop, such as ones that fill a table in workgroup memory. */
  readonly before: readonly string[];
  /** In the loop: the vectors of the row(s) from `row` on and the term(s) from `first + k` on. */
  load(row: string, k: string): Loading;
}

export interface Loading {
  readonly lines: readonly string[];
  readonly values: readonly string[];
}

export interface Product {
  readonly blocking: Blocking;
  /** Rows of the result lie along the left side, columns along the right. */
  readonly left: Side;
  readonly right: Side;
  /** Bounds of the summed index, in WGSL; the first a multiple of the depth. */
  readonly start: string;
  readonly end: string;
}

/** The register of the invocation's row r, and group q of four columns. */
export const sum = (r: number, q: number) => `s${r}_${q}`;

/** The first column of group q, within the workgroup's tile. */
export function columnOf({ columns, ownColumns }: Blocking, q: number): string {
  return `(${(q * columns) / ownColumns}u + across) * 4u`;
}

/** The module's statements, up to the sums in registers; knows `local`. */
export function writeProduct(product: Product, shader: Shader): string[] {
  const { blocking, left, right, start, end } = product;
  const { columns, ownColumns, ownRows } = blocking;
  const across = columns / ownColumns;
  const sides = [
    tileOf('leftTile', left, blocking.rows, blocking, shader),
    tileOf('rightTile', right, columns, blocking, shader),
  ];
  return [
    `let across = local % ${across}u;`,
    `let down = local / ${across}u;`,
    ...range(ownRows).flatMap((r) =>
      range(ownColumns / 4).map((q) => `var ${sum(r, q)} = vec4f();`),
    ),
    ...left.before,
    ...right.before,
    'workgroupBarrier();',
    `for (var first = ${start}; first < ${end}; first += ${depth}u) {`,
    ...sides.flatMap(({ fill }) => fill),
    'workgroupBarrier();',
    ...multiply(product, sides[0].at, sides[1].at),
    'workgroupBarrier();',
    '}',
  ];
}

interface TileInMemory {
  readonly fill: readonly string[];
  /** Vector `vector` of line `line` (a row, or a term). */
  at(line: string, vector: string): string;
}

function tileOf(
  name: string,
  side: Side,
  rows: number,
  blocking: Blocking,
  shader: Shader,
): TileInMemory {
  const alongSum = side.along === 'sum';
  const [lines, vectors] = alongSum ? [rows, depth / 4] : [depth, rows / 4];
  const pitch = alongSum ? vectors + 1 : vectors;
  shader.declarations.push(`var<workgroup> ${name}: array<vec4f, ${lines * pitch}>;`);
  const at: TileInMemory['at'] = (line, vector) => `${name}[(${line}) * ${pitch}u + ${vector}]`;
  const elements = (lines * vectors) / side.terms;
  const [row, k] = alongSum ? ['line', 'vector * 4u'] : ['vector * 4u', 'line'];
  const { lines: loading, values } = side.load(row, k);
  const fill = [
    `for (var element = local; element < ${elements}u; element += ${invocationsOf(blocking)}u) {`,
    `let line = (element / ${vectors}u) * ${side.terms}u;`,
    `let vector = element % ${vectors}u;`,
    ...loading,
    ...values.map((value, t) => `${at(`line + ${t}u`, 'vector')} = ${value};`),
    '}',
  ];
  return { fill, at };
}

function multiply(product: Product, left: TileInMemory['at'], right: TileInMemory['at']): string[] {
  const { blocking } = product;
  const { columns, ownRows, ownColumns } = blocking;
  const across = columns / ownColumns;
  const own = range(ownRows);
  if (product.left.along === 'result') {
    const lefts = range(ownRows / 4).map(
      (i) => `let a${i} = ${left('k', `down * ${ownRows / 4}u + ${i}u`)};`,
    );
    const rights = range(ownColumns / 4).map(
      (q) => `let b${q} = ${right('k', `${q * across}u + across`)};`,
    );
    const sums = own.flatMap((r) =>
      range(ownColumns / 4).map((q) => {
        const value = `a${Math.floor(r / 4)}.${components[r % 4]}`;
        return `${sum(r, q)} = fma(vec4f(${value}), b${q}, ${sum(r, q)});`;
      }),
    );
    return [`for (var k = 0u; k < ${depth}u; k++) {`, ...lefts, ...rights, ...sums, '}'];
  }
  const lefts = own.map((r) => `let a${r} = ${left(`down * ${ownRows}u + ${r}u`, 'k')};`);
  const body = range(4).flatMap((k) => [
    '{',
    ...range(ownColumns / 4).map(
      (q) => `let b${q} = ${right(`k * 4u + ${k}u`, `${q * across}u + across`)};`,
    ),
    ...own.flatMap((r) =>
      range(ownColumns / 4).map(
        (q) => `${sum(r, q)} = fma(vec4f(a${r}.${components[k]}), b${q}, ${sum(r, q)});`,
      ),
    ),
    '}',
  ]);
  return [`for (var k = 0u; k < ${depth / 4}u; k++) {`, ...lefts, ...body, '}'];
}

/** Reads a vector where a condition holds, else gives zeros. */
export function loadIf(condition: string, access: Access, index: string): Loading {
  return {
    lines: ['var value = vec4f();', `if (${condition}) { value = ${access(index)}; }`],
    values: ['value'],
  };
}
