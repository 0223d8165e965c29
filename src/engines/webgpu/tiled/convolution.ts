/**
 * Convolutions, and their gradients by the input, for real GPUs: the product of pixels × (taps ·
 * channels) and the kernel. Rows of four are blocks of 2×2 pixels, so that an invocation can pool.
 */
import { accessTo, type ConvolutionWork, isAligned, wholeOf } from '../convolutionWork.ts';
import { placeOf } from '../place.ts';
import type { Planner } from '../planner.ts';
import { type Access, floatBits, Shader, type ShaderCode } from '../shader.ts';
import { type Blocking, invocationsOf } from './blocking.ts';
import { columnOf, loadIf, type Product, range, type Side, sum, writeProduct } from './product.ts';

/** Whether the tiled kernel can compute it: channels in vectors of four. */
export function suitsTiles({
  ci,
  co,
  height,
  width,
  input,
  kernel,
  bias,
}: ConvolutionWork): boolean {
  const aligned = [input, kernel, bias].every((view) => !view || isAligned(view));
  return ci % 4 === 0 && co % 4 === 0 && height % 2 === 0 && width % 2 === 0 && aligned;
}

export function writeTiledConvolution(
  work: ConvolutionWork,
  blocking: Blocking,
  planner: Planner,
): ShaderCode {
  const { height, width, samples, ci, co, size, slope } = work;
  const targets = [work.full, work.pooled?.target].flatMap((value) => (value ? [value] : []));
  const shader = new Shader(targets.map((value) => placeOf(value).slot));
  const pixels = samples * height * width;
  const scale = work.pooled?.scale ?? work.resize?.scale ?? 1;
  const extents = shader.piece(
    planner.constants([pixels, floatBits(slope), floatBits(scale), 0]),
    4,
    'vec4u',
  );
  const product: Product = {
    blocking,
    left: pixelSide(work, blocking, shader),
    right: work.turned ? turnedKernelSide(work, shader) : kernelSide(work, shader),
    start: '0u',
    end: `${size * size * ci}u`,
  };
  const groups = [Math.ceil(pixels / blocking.rows), Math.ceil(co / blocking.columns)];
  return shader.grid(
    invocationsOf(blocking),
    [groups[0] * invocationsOf(blocking), groups[1]],
    [
      `let extents = ${extents('0u')};`,
      'let pixels = extents.x;',
      `let firstRow = group.x * ${blocking.rows}u;`,
      `let firstColumn = group.y * ${blocking.columns}u;`,
      ...writeProduct(product, shader),
      ...writeResult(work, product, shader),
    ],
  );
}

/** Statements that name sample, row and column of pixel `at`, in blocks of 2×2. */
function splitPixel({ height, width }: ConvolutionWork, at: string, prefix: string): string[] {
  return [
    `let ${prefix}Block = ${at} / 4u;`,
    `let ${prefix}X = (${prefix}Block % ${width / 2}u) * 2u + ${at} % 2u;`,
    `let ${prefix}Y = ((${prefix}Block / ${width / 2}u) % ${height / 2}u) * 2u + (${at} / 2u) % 2u;`,
    `let ${prefix}N = ${prefix}Block / ${(width * height) / 4}u;`,
  ];
}

function pixelSide(work: ConvolutionWork, { rows, ...own }: Blocking, shader: Shader): Side {
  const { size, ci, height, width } = work;
  const margin = (size - 1) / 2;
  const access = accessTo(work.input, 'vec4f', shader);
  // Of each row: its image's first pixel, row and column; a row beyond all images for none.
  shader.declarations.push(`var<workgroup> pixelOf: array<vec4u, ${rows}>;`);
  return {
    along: 'sum',
    terms: 1,
    before: [
      `for (var row = local; row < ${rows}u; row += ${invocationsOf({ rows, ...own })}u) {`,
      'let pixel = firstRow + row;',
      ...splitPixel(work, 'pixel', 'p'),
      `pixelOf[row] = vec4u(pN * ${height * width}u, select(${2 * height}u, pY, pixel < pixels), pX, 0u);`,
      '}',
    ],
    load(row, k) {
      const inside =
        margin > 0
          ? `y >= ${margin}u && y < ${height + margin}u && x >= ${margin}u && x < ${width + margin}u`
          : `y < ${height}u`;
      const index = `((pixel.x + (y - ${margin}u) * ${width}u + x - ${margin}u) * ${ci}u + k % ${ci}u) / 4u`;
      const loading = loadIf(`tap < ${size * size}u && ${inside}`, access, index);
      const lines = [
        `let pixel = pixelOf[${row}];`,
        `let k = first + ${k};`,
        `let tap = k / ${ci}u;`,
        `let y = pixel.y + tap / ${size}u;`,
        `let x = pixel.z + tap % ${size}u;`,
      ];
      return { ...loading, lines: [...lines, ...loading.lines] };
    },
  };
}

/** The kernel as it lies, [taps · ci][co]. */
function kernelSide(work: ConvolutionWork, shader: Shader): Side {
  const { size, ci, co } = work;
  const access = accessTo(work.kernel, 'vec4f', shader);
  return {
    along: 'result',
    terms: 1,
    before: [],
    load(row, k) {
      const inside = `column < ${co}u && k < ${size * size * ci}u`;
      const loading = loadIf(inside, access, `(k * ${co}u + column) / 4u`);
      const lines = [`let column = firstColumn + ${row};`, `let k = first + ${k};`];
      return { ...loading, lines: [...lines, ...loading.lines] };
    },
  };
}

/** The kernel turned, [reversed tap][output here][channel summed over]: blocks of 4×4, transposed. */
function turnedKernelSide(work: ConvolutionWork, shader: Shader): Side {
  const { size, ci, co } = work;
  const access = accessTo(work.kernel, 'vec4f', shader);
  const rows = range(4).map((i) => access(`at + ${(i * ci) / 4}u`));
  return {
    along: 'result',
    terms: 4,
    before: [],
    load: (row, k) => ({
      lines: [
        `let column = firstColumn + ${row};`,
        `let k = first + ${k};`,
        `let tap = k / ${ci}u;`,
        'var m = mat4x4f();',
        `if (column < ${co}u && tap < ${size * size}u) {`,
        `let at = (((${size * size - 1}u - tap) * ${co}u + column) * ${ci}u + k % ${ci}u) / 4u;`,
        `m = transpose(mat4x4f(${rows.join(', ')}));`,
        '}',
      ],
      values: range(4).map((t) => `m[${t}]`),
    }),
  };
}

interface Writer {
  readonly work: ConvolutionWork;
  readonly gate: Access | null;
}

function writeResult(work: ConvolutionWork, product: Product, shader: Shader): string[] {
  const { ownRows, ownColumns } = product.blocking;
  const full = work.full && accessTo(wholeOf(work.full), 'vec4f', shader);
  const half = work.pooled && accessTo(wholeOf(work.pooled.target), 'vec4f', shader);
  const bias = work.bias && accessTo(work.bias, 'vec4f', shader);
  const gate = work.gate && accessTo(work.gate, 'vec4f', shader);
  const writer: Writer = { work, gate };
  const body = range(ownColumns / 4).flatMap((q) => [
    '{',
    `let column = firstColumn + ${columnOf(product.blocking, q)};`,
    `if (column < ${work.co}u) {`,
    ...(bias ? [`let bias = ${bias(`column / 4u`)};`] : []),
    ...range(ownRows / 4).flatMap((i) => [
      '{',
      `let row = firstRow + down * ${ownRows}u + ${4 * i}u;`,
      'if (row < pixels) {',
      ...splitPixel(work, 'row', 'r'),
      ...range(4).map((k) => {
        const value = sum(4 * i + k, q);
        return `let v${k} = ${bias ? `${value} + bias` : value};`;
      }),
      ...writeBlock(writer, full, half),
      '}',
      '}',
    ]),
    '}',
    '}',
  ]);
  return ['let slope = bitcast<f32>(extents.y);', 'let scale = bitcast<f32>(extents.z);', ...body];
}

/** Element of the result at a pixel of an image `factor` times as large; 0.5 for half as large. */
function indexOf({ work }: Writer, y: string, x: string, factor: number): string {
  const { height, width, co } = work;
  return `((rN * ${height * factor}u + ${y}) * ${width * factor}u + ${x}) * ${co / 4}u + column / 4u`;
}

/** Writes the four values v0 … v3 of a block of 2×2 pixels. */
function writeBlock(writer: Writer, full: Access | null, half: Access | null): string[] {
  const { work, gate } = writer;
  const signed = (value: string, sign: string) =>
    `select(${value} * slope, ${value}, ${sign} > vec4f())`;
  const store = (target: Access, index: string, value: string) => [
    '{',
    `let at = ${index};`,
    `let value = ${value};`,
    `${target('at')} = ${signed('value', gate ? gate('at') : 'value')};`,
    '}',
  ];
  const halved = indexOf(writer, 'rY / 2u', 'rX / 2u', 0.5);
  const lines: string[] = [];
  if (half) {
    const active = range(4).map((k) => signed(`v${k}`, `v${k}`));
    lines.push(`${half(halved)} = (${active.join(' + ')}) * scale;`);
  }
  if (!full) return lines;
  if (work.resize?.kind === 'pool2') {
    return [...lines, ...store(full, halved, '(v0 + v1 + v2 + v3) * scale')];
  }
  return [
    ...lines,
    ...range(4).flatMap((k) => {
      const [y, x] = [`rY + ${k >> 1}u`, `rX + ${k & 1}u`];
      if (!work.resize) return store(full, indexOf(writer, y, x, 1), `v${k}`);
      return range(4).flatMap((part) => {
        const index = indexOf(
          writer,
          `2u * (${y}) + ${part >> 1}u`,
          `2u * (${x}) + ${part & 1}u`,
          2,
        );
        return store(full, index, `v${k} * scale`);
      });
    }),
  ];
}
