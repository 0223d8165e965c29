/**
 * Gradients of convolutions by kernel and bias, for real GPUs: the product of (taps · channels) ×
 * pixels and the upstream. A row of ones beneath the taps gives the bias's gradient. The pixels are
 * cut into parts, which Adam adds up.
 */
import { accessTo, isAligned } from '../convolutionWork.ts';
import type { KernelGradientShape, KernelGradientWork } from '../kernelGradientWork.ts';
import { alignment, placeOf, roundUp } from '../place.ts';
import type { Planner } from '../planner.ts';
import { Shader, type ShaderCode } from '../shader.ts';
import { type Blocking, blockingsFor, depth, invocationsOf } from './blocking.ts';
import { columnOf, loadIf, type Product, range, type Side, sum, writeProduct } from './product.ts';

/** Workgroups that are enough to fill a large GPU. */
const enough = 512;
/** Floats that the parts of one gradient may take. */
const mostFloats = 1 << 22;
/** Fewest rounds of the loop for a part. */
const fewestRounds = 4;

export function gradientSuitsTiles({ ci, co, x, upstream }: KernelGradientWork): boolean {
  return ci % 4 === 0 && co % 4 === 0 && isAligned(x) && isAligned(upstream);
}

/** Into how many parts the gradient is cut. */
export function tiledPartsOf({
  size,
  ci,
  co,
  height,
  width,
  samples,
}: KernelGradientShape): number {
  const [{ rows, columns }] = blockingsFor(co);
  const groups = Math.ceil((size * size * ci + 1) / rows) * Math.ceil(co / columns);
  const rounds = Math.ceil((samples * height * width) / depth);
  const most = Math.min(rounds / fewestRounds, mostFloats / (size * size * ci * co));
  const wanted = Math.max(1, Math.min(Math.ceil(enough / groups), Math.floor(most)));
  return Math.ceil(rounds / Math.ceil(rounds / wanted));
}

export function writeTiledKernelGradient(
  work: KernelGradientWork,
  blocking: Blocking,
  planner: Planner,
): ShaderCode {
  const { size, ci, co, height, width, samples, kernel, bias } = work;
  const target = placeOf(kernel);
  const shader = new Shader([target.slot]);
  const { count: parts, stride } = kernel.partials ?? { count: 1, stride: 0 };
  const pixels = samples * height * width;
  const share = Math.ceil(pixels / depth / parts) * depth;
  const extents = shader.piece(planner.constants([pixels, share, stride, 0]), 4, 'vec4u');
  const floats = Math.max(parts * stride, roundUp(kernel.floats, alignment));
  const written = shader.piece(target, floats, 'vec4f');
  const product: Product = {
    blocking,
    left: pixelSide(work, shader),
    right: upstreamSide(work, shader),
    start: 'group.z * extents.y',
    end: 'min(pixels, (group.z + 1u) * extents.y)',
  };
  const rows = size * size * ci + (bias ? 1 : 0);
  const biasOffset = bias ? placeOf(bias).offset - target.offset : 0;
  const invocations = invocationsOf(blocking);
  const groups = [Math.ceil(rows / blocking.rows), Math.ceil(co / blocking.columns)];
  return shader.grid(
    invocations,
    [groups[0] * invocations, groups[1], parts],
    [
      `let extents = ${extents('0u')};`,
      'let pixels = extents.x;',
      `let firstRow = group.x * ${blocking.rows}u;`,
      `let firstColumn = group.y * ${blocking.columns}u;`,
      ...writeProduct(product, shader),
      ...range(blocking.ownColumns / 4).flatMap((q) => [
        '{',
        `let column = firstColumn + ${columnOf(blocking, q)};`,
        ...range(blocking.ownRows).flatMap((r) => [
          '{',
          `let row = firstRow + down * ${blocking.ownRows}u + ${r}u;`,
          `if (row < ${rows}u && column < ${co}u) {`,
          `let at = select(row * ${co}u, ${biasOffset}u, row == ${size * size * ci}u);`,
          `${written('(group.z * extents.z + at + column) / 4u')} = ${sum(r, q)};`,
          '}',
          '}',
        ]),
        '}',
      ]),
    ],
  );
}

/** x under the taps: rows are taps · channels, then one of ones. */
function pixelSide(work: KernelGradientWork, shader: Shader): Side {
  const { size, ci, height, width, bias } = work;
  const margin = (size - 1) / 2;
  const taps = size * size;
  const access = accessTo(work.x, 'vec4f', shader);
  const inside =
    margin > 0
      ? ` && y >= ${margin}u && y < ${height + margin}u && x >= ${margin}u && x < ${width + margin}u`
      : '';
  const index = `(((pixel / ${width * height}u * ${height}u + y - ${margin}u) * ${width}u + x - ${margin}u) * ${ci}u + row % ${ci}u) / 4u`;
  const loading = loadIf(`pixel < pixels && tap < ${taps}u${inside}`, access, index);
  const ones = bias ? [`if (row == ${taps * ci}u) { value = vec4f(1.0f, 0.0f, 0.0f, 0.0f); }`] : [];
  return {
    along: 'result',
    terms: 1,
    before: [],
    load: (rowOfTile, k) => ({
      ...loading,
      lines: [
        `let row = firstRow + ${rowOfTile};`,
        `let tap = row / ${ci}u;`,
        `let pixel = first + ${k};`,
        `let y = (pixel / ${width}u) % ${height}u + tap / ${size}u;`,
        `let x = pixel % ${width}u + tap % ${size}u;`,
        ...loading.lines,
        ...ones,
      ],
    }),
  };
}

function upstreamSide(work: KernelGradientWork, shader: Shader): Side {
  const { co, height, width } = work;
  const access = accessTo(work.upstream, 'vec4f', shader);
  const factor = work.factor && accessTo(work.factor, 'f32', shader);
  const inside = `pixel < pixels && column < ${co}u`;
  const loading = loadIf(inside, access, `(pixel * ${co}u + column) / 4u`);
  const times = factor
    ? [`if (pixel < pixels) { value *= ${factor(`pixel / ${height * width}u`)}; }`]
    : [];
  return {
    along: 'result',
    terms: 1,
    before: [],
    load: (row, k) => ({
      ...loading,
      lines: [
        `let column = firstColumn + ${row};`,
        `let pixel = first + ${k};`,
        ...loading.lines,
        ...times,
      ],
    }),
  };
}
