/**
 * Gradients of convolutions by kernel and bias, for adapters in software: each invocation has a row
 * of taps × a few input channels × a few output channels in registers, and runs over a share of the
 * rows of pixels.
 */
import type { KernelGradientStep } from './convolutionSteps.ts';
import { samplesOf } from './elements.ts';
import { alignment, placeOf, roundUp, shifted } from './place.ts';
import type { Planner } from './planner.ts';
import { type ElementType, Shader, type ShaderCode } from './shader.ts';
import type { KernelTask, View } from './task.ts';
import { largestDivisor } from './tile.ts';

const workgroup = 16;
/** Invocations that are enough to keep a software adapter's threads busy. */
const enough = 256;

interface Shape {
  readonly size: number;
  readonly ci: number;
  readonly co: number;
  readonly height: number;
  readonly width: number;
  /** Rows of pixels of all samples. */
  readonly rows: number;
  /** Input and output channels of an invocation. */
  readonly inputs: number;
  readonly outputs: number;
}

function shapeOf({ kernelGradient, x }: KernelGradientStep, batch: number): Shape {
  const [size, , ci, co] = kernelGradient.shape;
  const [height, width] = x.shape;
  return {
    ...{ size, ci, co, height, width },
    rows: samplesOf(x, batch) * height,
    inputs: ci % 4 === 0 ? 4 : largestDivisor(ci, 4),
    outputs: co % 4 === 0 ? (co % 8 === 0 ? 8 : 4) : largestDivisor(co, 8),
  };
}

const tilesOf = ({ size, ci, co, inputs, outputs }: Shape) => (size * ci * co) / (inputs * outputs);

/** Into how many parts, each a sum over a share of the pixels, the gradient is cut. */
export function partsOf(step: KernelGradientStep, batch: number): number {
  const shape = shapeOf(step, batch);
  const wanted = Math.min(Math.ceil(enough / tilesOf(shape)), shape.rows);
  return Math.ceil(shape.rows / Math.ceil(shape.rows / wanted));
}

export function kernelGradientTask(step: KernelGradientStep, planner: Planner): KernelTask {
  const [x, upstream] = [step.x, step.upstream].map(planner.view);
  const factor = step.factor && planner.view(step.factor);
  const kernel = planner.target(step.kernelGradient);
  const bias = step.biasGradient && planner.target(step.biasGradient);
  return {
    kind: 'kernel',
    label: 'conv2dKernelGradient',
    reads: [x, upstream, factor].flatMap((view) => (view ? [view.value] : [])),
    writes: bias ? [kernel, bias] : [kernel],
    code: () => write(shapeOf(step, planner.batch), { x, upstream, factor, kernel, bias }),
  };
}

interface Operands {
  readonly x: View;
  readonly upstream: View;
  readonly factor: View | null;
  readonly kernel: View['value'];
  readonly bias: View['value'] | null;
}

const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const components = ['x', 'y', 'z', 'w'] as const;

function write(shape: Shape, { x, upstream, factor, kernel, bias }: Operands): ShaderCode {
  const { size, ci, co, height, width, rows, inputs, outputs } = shape;
  const target = placeOf(kernel);
  const { count: parts, stride } = kernel.partials ?? { count: 1, stride: 0 };
  const shader = new Shader([target.slot]);
  const access = ({ value, offset }: View, type: ElementType) =>
    shader.piece(shifted(placeOf(value), offset), value.floats - offset, type);
  const input = wide(x, ci);
  const output = wide(upstream, co);
  const read = {
    x: access(x, input.type),
    upstream: access(upstream, output.type),
    factor: factor && access(factor, 'f32'),
  };
  const written = shader.piece(
    target,
    parts * stride || roundUp(kernel.floats, alignment),
    output.type,
  );
  const margin = (size - 1) / 2;
  const registers = outputs / output.width;
  const [inputTiles, outputTiles] = [ci / inputs, co / outputs];
  const share = Math.ceil(rows / parts);

  const sums = range(size).flatMap((j) =>
    range(inputs).flatMap((k) =>
      range(registers).map((q) => `var s${j}_${k}_${q} = ${output.type}();`),
    ),
  );
  const biasSums = bias ? range(registers).map((q) => `var bias${q} = ${output.type}();`) : [];

  /** Input channels at pixel `at`, as `inputs` elements or one vector. */
  const load = (name: string, at: string) =>
    input.width === 4
      ? [`${name} = ${read.x(`(first + ${at}) * ${ci / 4}u + inputTile`)};`]
      : range(inputs).map(
          (k) =>
            `${name}_${k} = ${read.x(`(first + ${at}) * ${ci}u + inputTile * ${inputs}u + ${k}u`)};`,
        );
  const names = (name: string) =>
    input.width === 4 ? [name] : range(inputs).map((k) => `${name}_${k}`);
  const declare = (name: string) => names(name).map((n) => `var ${n} = ${input.type}();`);
  const move = (to: string, from: string) => names(to).map((n, k) => `${n} = ${names(from)[k]};`);
  const element = (name: string, k: number) =>
    input.width === 4 ? `${name}.${components[k]}` : `${name}_${k}`;

  const loadUpstream = range(registers).map((q) => {
    const value = read.upstream(
      `(start + x) * ${co / output.width}u + outputTile * ${registers}u + ${q}u`,
    );
    return `let d${q} = ${value}${read.factor ? ' * factor' : ''};`;
  });
  const products = range(size).flatMap((j) =>
    range(inputs).flatMap((k) =>
      range(registers).map((q) => `s${j}_${k}_${q} += ${element(`p${j}`, k)} * d${q};`),
    ),
  );
  const slide =
    size === 1
      ? { before: declare('p0'), first: load('p0', 'x'), last: [] }
      : {
          before: [...declare('p0'), ...declare('p1'), ...declare('p2'), ...load('p1', '0u')],
          first: [
            `if (x < ${width - 1}u) {`,
            ...load('p2', 'x + 1u'),
            '} else {',
            ...names('p2').map((n) => `${n} = ${input.type}();`),
            '}',
          ],
          last: [...move('p0', 'p1'), ...move('p1', 'p2')],
        };
  const store = (sum: string, index: string) => `${written(index)} = ${sum};`;
  const stores = range(size).flatMap((j) =>
    range(inputs).flatMap((k) =>
      range(registers).map((q) => {
        const at = `part * ${stride / output.width}u + ((i * ${size}u + ${j}u) * ${ci}u + inputTile * ${inputs}u + ${k}u) * ${co / output.width}u + outputTile * ${registers}u + ${q}u`;
        return store(`s${j}_${k}_${q}`, at);
      }),
    ),
  );
  const biasOffset = bias ? placeOf(bias).offset - target.offset : 0;
  const storeBias = bias
    ? [
        `if (i == ${margin}u && inputTile == 0u) {`,
        ...range(registers).map((q) =>
          store(
            `bias${q}`,
            `(part * ${stride}u + ${biasOffset}u) / ${output.width}u + outputTile * ${registers}u + ${q}u`,
          ),
        ),
        '}',
      ]
    : [];

  return shader.perInvocation(tilesOf(shape) * parts, workgroup, [
    `let outputTile = id % ${outputTiles}u;`,
    `let inputTile = (id / ${outputTiles}u) % ${inputTiles}u;`,
    `let i = (id / ${outputTiles * inputTiles}u) % ${size}u;`,
    `let part = id / ${outputTiles * inputTiles * size}u;`,
    ...sums,
    ...biasSums,
    `for (var row = part * ${share}u; row < min(${rows}u, (part + 1u) * ${share}u); row++) {`,
    `let y = row % ${height}u + i;`,
    `if (y >= ${margin}u && y < ${height + margin}u) {`,
    `let first = (row + i - ${margin}u) * ${width}u;`,
    `let start = row * ${width}u;`,
    ...(read.factor ? [`let factor = ${read.factor(`row / ${height}u`)};`] : []),
    ...slide.before,
    `for (var x = 0u; x < ${width}u; x++) {`,
    ...slide.first,
    ...loadUpstream,
    ...products,
    ...(bias ? range(registers).map((q) => `bias${q} += d${q};`) : []),
    ...slide.last,
    '}',
    '}',
    '}',
    ...stores,
    ...storeBias,
  ]);
}

function wide({ value, offset }: View, channels: number): { width: 1 | 4; type: ElementType } {
  const aligned = (placeOf(value).offset + offset) % 4 === 0 && (value.floats - offset) % 4 === 0;
  return channels % 4 === 0 && aligned ? { width: 4, type: 'vec4f' } : { width: 1, type: 'f32' };
}
