/**
 * Gradients of convolutions by kernel and bias, for adapters in software. Each invocation has a row of
 * taps × a few input channels × a few output channels in registers, and runs over a share of the rows
 * of pixels. Invocations of a quad have the same output channels: each fetches the upstream of one of
 * four pixels and passes it round.
 */
import { accessTo, isAligned, wholeOf } from '../convolutionWork.ts';
import type { KernelGradientShape, KernelGradientWork } from '../kernelGradientWork.ts';
import { alignment, placeOf, roundUp, type Stored } from '../place.ts';
import type { Planner } from '../planner.ts';
import { type Access, Shader, type ShaderCode } from '../shader.ts';
import { components, range, typeOf } from './form.ts';
import { largestDivisor } from './tile.ts';

/** Parts beyond which adding them up takes longer than it saves. */
const mostParts = 256;

interface Split {
  /** Input and output channels of an invocation. */
  readonly inputs: number;
  readonly outputs: number;
}

function split({ ci, co }: KernelGradientShape): Split {
  return {
    inputs: ci % 4 === 0 ? 4 : largestDivisor(ci, 4),
    outputs: co % 4 === 0 ? (co % 8 === 0 ? 8 : 4) : largestDivisor(co, 8),
  };
}

/** Into how many parts, each a sum over a share of the rows of pixels, `enough` invocations cut it. */
export function partsFor(shape: KernelGradientShape, enough: number): number {
  const { inputs, outputs } = split(shape);
  const invocations = (shape.size * shape.ci * shape.co) / (inputs * outputs);
  const rows = shape.samples * shape.height;
  const wanted = Math.min(Math.ceil(enough / invocations), mostParts, rows);
  return Math.ceil(rows / Math.ceil(rows / wanted));
}

interface Form extends Split {
  readonly work: KernelGradientWork;
  /** Elements of a vector of input, of output channels. */
  readonly inputLanes: 1 | 4;
  readonly outputLanes: 1 | 4;
  readonly quads: boolean;
  /** Pixels that a round of the loop covers. */
  readonly pixels: 1 | 4;
}

function formOf(work: KernelGradientWork, hasSubgroups: boolean): Form {
  const { inputs, outputs } = split(work);
  const inputLanes = inputs === 4 && isAligned(work.x) ? 4 : 1;
  const outputLanes = work.co % 4 === 0 && isAligned(work.upstream) ? 4 : 1;
  const quads = hasSubgroups && (work.ci / inputs) % 4 === 0 && work.width % 4 === 0;
  const pixels = quads ? 4 : 1;
  return { work, inputs, outputs, inputLanes, outputLanes, quads, pixels };
}

export function writeKernelGradient(work: KernelGradientWork, planner: Planner): ShaderCode {
  const form = formOf(work, planner.kernels.quads);
  const { inputs, outputs, outputLanes, quads } = form;
  const { size, ci, co, height, width, samples, kernel, bias } = work;
  const target = placeOf(kernel);
  const shader = new Shader([target.slot]);
  if (quads) shader.enableSubgroups();
  const { count: parts, stride } = kernel.partials ?? { count: 1, stride: 0 };
  const [inputTiles, outputTiles] = [ci / inputs, co / outputs];
  const rows = samples * height;
  const extents = planner.constants([
    ...[height, width, ci, co],
    ...[rows, Math.ceil(rows / parts), stride, bias ? placeOf(bias).offset - target.offset : 0],
    ...[
      inputTiles,
      outputTiles,
      inputTiles * outputTiles * size * parts,
      Number(work.factor !== null),
    ],
  ]);
  const read = shader.piece(extents, 12, 'vec4u');
  const floats = Math.max(parts * stride, roundUp(kernel.floats, alignment));
  const written = shader.piece(target, floats, outputLanes === 4 ? 'vec4f' : 'f32');
  const head = [
    `let extents = ${read('0u')};`,
    `let shares = ${read('1u')};`,
    `let tiles = ${read('2u')};`,
    'let height = extents.x;',
    'let width = extents.y;',
  ];
  const body = [...sumRows(form, shader, planner.nothing), ...storeSums(form, written)];
  if (quads) {
    return shader.grid(
      4,
      [inputTiles, outputTiles * size, parts],
      [
        ...head,
        'let inputTile = id;',
        'let outputTile = group.y % tiles.y;',
        'let i = group.y / tiles.y;',
        'let part = group.z;',
        ...body,
      ],
    );
  }
  return shader.grid(
    16,
    [inputTiles * outputTiles * size * parts],
    [
      ...head,
      'let at = min(id, tiles.z - 1u);',
      'let outputTile = at % tiles.y;',
      'let inputTile = (at / tiles.y) % tiles.x;',
      `let i = (at / (tiles.x * tiles.y)) % ${size}u;`,
      `let part = at / (tiles.x * tiles.y * ${size}u);`,
      ...body,
    ],
  );
}

/** Names of the vectors, or single elements, of a pixel's input channels. */
const inputNames = ({ inputs, inputLanes }: Form, name: string) =>
  inputLanes === 4 ? [name] : range(inputs).map((k) => `${name}_${k}`);

const inputElement = ({ inputLanes }: Form, name: string, k: number) =>
  inputLanes === 4 ? `${name}.${components[k]}` : `${name}_${k}`;

function sumRows(form: Form, shader: Shader, nothing: Stored): string[] {
  const { work, inputs, outputs, inputLanes, outputLanes, pixels } = form;
  const { size } = work;
  const margin = (size - 1) / 2;
  const registers = range(outputs / outputLanes);
  const type = typeOf(outputLanes);
  const x = accessTo(work.x, typeOf(inputLanes), shader);
  const factor = accessTo(work.factor ?? wholeOf(nothing), 'f32', shader);
  const sums = range(size).flatMap((j) =>
    range(inputs).flatMap((k) => registers.map((q) => `var s${j}_${k}_${q} = ${type}();`)),
  );
  const declare = (name: string) =>
    inputNames(form, name).map((n) => `var ${n} = ${typeOf(inputLanes)}();`);
  const load = (name: string, at: string) =>
    inputNames(form, name).map((n, k) =>
      inputLanes === 4
        ? `${n} = ${x(`(first + ${at}) * (extents.z / 4u) + inputTile`)};`
        : `${n} = ${x(`(first + ${at}) * extents.z + inputTile * ${inputs}u + ${k}u`)};`,
    );
  const move = (to: string, source: string) =>
    inputNames(form, to).map((n, k) => `${n} = ${inputNames(form, source)[k]};`);
  // Pixels under the taps: p0 lies `margin` columns before the first of the round.
  const reach = pixels + 2 * margin;
  const fresh = range(reach).slice(2 * margin);
  const loads = fresh.flatMap((p) => {
    const shift = p - margin;
    const loading = load(`p${p}`, `x + ${shift}u`);
    return shift < pixels ? loading : [`if (x + ${shift}u < width) {`, ...loading, '}'];
  });
  return [
    ...sums,
    ...(work.bias ? registers.map((q) => `var bias${q} = ${type}();`) : []),
    'for (var line = part * shares.y; line < min(shares.x, (part + 1u) * shares.y); line++) {',
    'let y = line % height + i;',
    `if (y >= ${margin}u && y < height + ${margin}u) {`,
    `let first = (line + i - ${margin}u) * width;`,
    'let start = line * width;',
    `var factor = 1.0f; if (tiles.w == 1u) { factor = ${factor('line / height')}; }`,
    ...range(2 * margin).flatMap((p) => declare(`p${p}`)),
    ...(margin > 0 ? load('p1', '0u') : []),
    `for (var x = 0u; x < width; x += ${pixels}u) {`,
    ...fresh.flatMap((p) => declare(`p${p}`)),
    ...loads,
    ...loadUpstream(form, shader),
    // One statement for all pixels of a round: a sum is fetched and put back once.
    ...range(size).flatMap((j) =>
      range(inputs).flatMap((k) =>
        registers.map((q) => {
          const chain = range(pixels).reduce(
            (rest, t) => `fma(${type}(${inputElement(form, `p${t + j}`, k)}), d${t}_${q}, ${rest})`,
            `s${j}_${k}_${q}`,
          );
          return `s${j}_${k}_${q} = ${chain};`;
        }),
      ),
    ),
    ...(work.bias
      ? registers.map(
          (q) =>
            `bias${q} += ${range(pixels)
              .map((t) => `d${t}_${q}`)
              .join(' + ')};`,
        )
      : []),
    ...range(2 * margin).flatMap((p) => move(`p${p}`, `p${p + pixels}`)),
    '}',
    '}',
    '}',
  ];
}

/** The upstream of each pixel of the round: `d{pixel}_{register}`. */
function loadUpstream({ work, outputs, outputLanes, quads }: Form, shader: Shader): string[] {
  const access = accessTo(work.upstream, typeOf(outputLanes), shader);
  const registers = outputs / outputLanes;
  return range(registers).flatMap((q) => {
    const at = `(start + x${quads ? ' + lane' : ''}) * (extents.w / ${outputLanes}u) + outputTile * ${registers}u + ${q}u`;
    const value = `${access(at)} * factor`;
    if (!quads) return [`let d0_${q} = ${value};`];
    return [
      `let m${q} = ${value};`,
      ...range(4).map((t) => `let d${t}_${q} = quadBroadcast(m${q}, ${t}u);`),
    ];
  });
}

function storeSums({ work, inputs, outputs, outputLanes }: Form, written: Access): string[] {
  const { size } = work;
  const registers = range(outputs / outputLanes);
  const column = (q: number) => `outputTile * ${registers.length}u + ${q}u`;
  const sums = range(size).flatMap((j) =>
    range(inputs).flatMap((k) =>
      registers.map((q) => {
        const row = `(i * ${size}u + ${j}u) * extents.z + inputTile * ${inputs}u + ${k}u`;
        const at = `part * (shares.z / ${outputLanes}u) + (${row}) * (extents.w / ${outputLanes}u) + ${column(q)}`;
        return `${written(at)} = s${j}_${k}_${q};`;
      }),
    ),
  );
  if (!work.bias) return sums;
  const biases = registers.map(
    (q) =>
      `${written(`(part * shares.z + shares.w) / ${outputLanes}u + ${column(q)}`)} = bias${q};`,
  );
  return [...sums, `if (i == ${(size - 1) / 2}u && inputTile == 0u) {`, ...biases, '}'];
}
