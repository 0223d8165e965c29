/**
 * Convolutions, and their gradients by the input, for adapters in software. Each invocation computes a
 * tile of pixels × channels in registers. What costs there is loading: every element is fetched for
 * each invocation by itself. So tiles are large, and the four invocations of a quad, which work on
 * the same channels, fetch a quarter of the weights each and pass them round. Extents come from a
 * buffer, for compiling a shader takes longer than running it: layers of one form share one.
 */
import { accessTo, type ConvolutionWork, isAligned } from '../convolutionWork.ts';
import { placeOf } from '../place.ts';
import type { Planner } from '../planner.ts';
import { type Access, floatBits, Shader, type ShaderCode } from '../shader.ts';
import { mayPool, writeResult } from './convolutionResult.ts';
import { components, type Form, linesOf, range, sum, typeOf } from './form.ts';
import { chooseTile } from './tile.ts';

/** Invocations of a workgroup; few, as a software adapter runs a workgroup on one thread. */
const workgroup = 4;

function formOf(work: ConvolutionWork, hasSubgroups: boolean): Form {
  const { turned, ci, co, input, kernel, bias } = work;
  const tile = chooseTile(work);
  const alongInput = ci !== 1 && (turned || co === 1);
  const step = ci % 4 === 0 && isAligned(input) && isAligned(kernel) ? 4 : 1;
  const aligned = isAligned(kernel) && (!bias || isAligned(bias));
  const lanes = !alongInput && tile.channels % 4 === 0 && aligned ? 4 : 1;
  const quads = hasSubgroups && step === 4 && (alongInput ? tile.channels % 4 === 0 : true);
  return { work, tile, alongInput, step, lanes, quads };
}

export function writeConvolution(work: ConvolutionWork, planner: Planner): ShaderCode {
  const form = formOf(work, planner.kernels.quads);
  const { tile } = form;
  const { nothing } = planner;
  const written = [
    work.full ?? nothing,
    ...(mayPool(form) ? [work.pooled?.target ?? nothing] : []),
  ];
  const shader = new Shader(written.map((value) => placeOf(value).slot));
  if (form.quads) shader.enableSubgroups();
  const tiles =
    (work.samples * work.height * work.width) / (tile.samples * tile.rows * tile.columns);
  const scale = work.pooled?.scale ?? work.resize?.scale ?? 1;
  const resized = work.pooled !== null || work.resize?.kind === 'upsample2';
  const extents = planner.constants([
    ...[work.height, work.width, work.ci, work.co],
    ...[tiles, floatBits(work.slope), floatBits(scale), Number(resized)],
  ]);
  const read = shader.piece(extents, 8, 'vec4u');
  return shader.grid(
    workgroup,
    [tiles, work.co / tile.channels],
    [
      `let extents = ${read('0u')};`,
      `let others = ${read('1u')};`,
      'let height = extents.x;',
      'let width = extents.y;',
      `let inputs = extents.z / ${form.step}u;`,
      'let outputs = extents.w;',
      'let at = min(id, others.x - 1u);',
      `let channel = group.y * ${tile.channels}u;`,
      `let columns = width / ${tile.columns}u;`,
      `let rows = height / ${tile.rows}u;`,
      `let column = (at % columns) * ${tile.columns}u;`,
      `let row = ((at / columns) % rows) * ${tile.rows}u;`,
      `let sample = (at / (columns * rows)) * ${tile.samples}u;`,
      ...startSums(form, shader),
      ...addProducts(form, shader),
      ...writeResult(form, shader, nothing),
    ],
  );
}

function startSums({ work, tile, lanes }: Form, shader: Shader): string[] {
  const registers = range(tile.channels / lanes);
  const type = typeOf(lanes);
  const access = work.bias && accessTo(work.bias, type, shader);
  return [
    ...registers.map(
      (q) => `let start${q} = ${access ? access(`channel / ${lanes}u + ${q}u`) : `${type}()`};`,
    ),
    ...range(linesOf(tile)).flatMap((line) =>
      range(tile.columns).flatMap((x) =>
        registers.map((q) => `var ${sum(line, x, q)} = start${q};`),
      ),
    ),
  ];
}

function addProducts(form: Form, shader: Shader): string[] {
  const { work, tile, step } = form;
  const { size } = work;
  const margin = (size - 1) / 2;
  const pixels = accessTo(work.input, typeOf(step), shader);
  const weights = accessTo(work.kernel, typeOf(form.alongInput ? step : form.lanes), shader);
  const lines = range(linesOf(tile));
  const starts = lines.flatMap((line) => {
    const y = `row + ${line % tile.rows}u + i`;
    const s = Math.floor(line / tile.rows);
    return [
      `let inside${line} = ${y} >= ${margin}u && ${y} < height + ${margin}u;`,
      `let first${line} = ((sample + ${s}u) * height + ${y} - ${margin}u) * width + column;`,
    ];
  });
  return [
    `for (var i = 0u; i < ${size}u; i++) {`,
    ...starts,
    'for (var c = 0u; c < inputs; c++) {',
    ...lines.flatMap((line) => loadLine(form, pixels, line)),
    ...range(size).flatMap((j) => [
      '{',
      ...loadWeights(form, weights, j),
      ...lines.flatMap((line) => multiplyLine(form, line, j)),
      '}',
    ]),
    '}',
    '}',
  ];
}

/** Pixels under the taps of one line: `p{line}_{x}`, from column −margin on, zeros outside. */
function loadLine({ work, tile, step }: Form, access: Access, line: number): string[] {
  const margin = (work.size - 1) / 2;
  const names = range(tile.columns + 2 * margin).map((x) => `p${line}_${x}`);
  const loads = names.map((name, index) => {
    const x = index - margin;
    const shift = x < 0 ? `- ${-x}u` : `+ ${x}u`;
    const load = `${name} = ${access(`(first${line} ${shift}) * inputs + c`)};`;
    if (x < 0) return `if (column > 0u) { ${load} }`;
    return x < tile.columns ? load : `if (column + ${tile.columns}u < width) { ${load} }`;
  });
  return [
    ...names.map((name) => `var ${name} = ${typeOf(step)}();`),
    `if (inside${line}) {`,
    ...loads,
    '}',
  ];
}

/**
 * Weights of tap (i, j): `w{k}_{q}` of input channel k for register q, or `w{q}` of four input
 * channels for channel q.
 */
function loadWeights(form: Form, access: Access, j: number): string[] {
  const { work, tile, step, lanes, quads, alongInput } = form;
  const last = work.size - 1;
  const tap = work.turned
    ? `(${last}u - i) * ${work.size}u + ${last - j}u`
    : `i * ${work.size}u + ${j}u`;
  if (alongInput) {
    const at = (channel: string) =>
      access(`((${tap}) * outputs + channel + ${channel}) * inputs + c`);
    if (!quads) return range(tile.channels).map((q) => `let w${q} = ${at(`${q}u`)};`);
    return range(tile.channels / 4).flatMap((part) => [
      `let m${part} = ${at(`${4 * part}u + lane`)};`,
      ...range(4).map((k) => `let w${4 * part + k} = quadBroadcast(m${part}, ${k}u);`),
    ]);
  }
  const registers = range(tile.channels / lanes);
  const at = (k: string, q: number) =>
    access(
      `((${tap}) * inputs * ${step}u + c * ${step}u + ${k}) * (outputs / ${lanes}u) + channel / ${lanes}u + ${q}u`,
    );
  if (!quads) {
    return range(step).flatMap((k) => registers.map((q) => `let w${k}_${q} = ${at(`${k}u`, q)};`));
  }
  return registers.flatMap((q) => [
    `let m${q} = ${at('lane', q)};`,
    ...range(4).map((k) => `let w${k}_${q} = quadBroadcast(m${q}, ${k}u);`),
  ]);
}

function multiplyLine({ tile, step, lanes, alongInput }: Form, line: number, j: number): string[] {
  return range(tile.columns).flatMap((x) => {
    const pixel = `p${line}_${x + j}`;
    return range(tile.channels / lanes).map((q) => {
      const target = sum(line, x, q);
      if (step === 1) return `${target} += ${pixel} * w${alongInput ? '' : '0_'}${q};`;
      if (alongInput) return `${target} += dot(${pixel}, w${q});`;
      const type = typeOf(lanes);
      const chain = range(4).reduce(
        (rest, k) => `fma(${type}(${pixel}.${components[k]}), w${k}_${q}, ${rest})`,
        target,
      );
      return `${target} = ${chain};`;
    });
  });
}
