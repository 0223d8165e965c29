/** What a convolution does with its sums before they go to memory. */
import { accessTo, isAligned, wholeOf } from '../convolutionWork.ts';
import type { Stored } from '../place.ts';
import type { Access, Shader } from '../shader.ts';
import { components, type Form, linesOf, range, sum } from './form.ts';

/**
 * Activates or masks the sums, resizes them, and writes them: four channels at a time where they can.
 * What a layer does not have is bound to memory of no meaning, so that fewer shaders differ.
 */
export function writeResult(form: Form, shader: Shader, nothing: Stored): string[] {
  const { work, tile } = form;
  const { full, pooled, turned, resize } = work;
  const gate = work.gate ?? (turned ? wholeOf(nothing) : null);
  const targets = [full, pooled?.target].flatMap((value) => (value ? [wholeOf(value)] : []));
  const all = gate ? [...targets, gate] : targets;
  const width = tile.channels % 4 === 0 && all.every(isAligned) ? 4 : 1;
  const type = width === 4 ? 'vec4f' : 'f32';
  const writer: Writer = {
    form,
    width,
    type,
    full: accessTo(wholeOf(full ?? nothing), type, shader),
    gate: gate && accessTo(gate, type, shader),
  };
  const lines = [
    'let slope = bitcast<f32>(others.y);',
    'let scale = bitcast<f32>(others.z);',
    `let depth = outputs / ${width}u;`,
    `let block = channel / ${width}u;`,
  ];
  if (resize?.kind === 'pool2') return [...lines, ...writePooled(writer, writer.full, false)];
  if (turned) return [...lines, ...writeEnlarged(writer)];
  if (full) lines.push(...writeAll(writer));
  if (!mayPool(form)) return lines;
  const half = accessTo(wholeOf(pooled?.target ?? nothing), type, shader);
  return [...lines, 'if (others.w == 1u) {', ...writePooled(writer, half, true), '}'];
}

/** Whether the shader can write a pooling of the result: the common tile's can, used or not. */
export function mayPool({ work, tile }: Form): boolean {
  if (work.pooled) return true;
  return !work.turned && work.size === 3 && tile.rows === 2 && tile.columns === 4;
}

interface Writer {
  readonly form: Form;
  readonly width: 1 | 4;
  readonly type: string;
  readonly full: Access;
  readonly gate: Access | null;
}

/** Sums of `width` channels at a pixel of the tile, from channel r · width on. */
function sums({ form, width }: Writer, line: number, x: number, r: number): string {
  if (form.lanes === width) return sum(line, x, r);
  if (width === 4)
    return `vec4f(${range(4)
      .map((k) => sum(line, x, 4 * r + k))
      .join(', ')})`;
  return `${sum(line, x, Math.floor(r / 4))}.${components[r % 4]}`;
}

const signed = (value: string, sign: string, type: string) =>
  `select(${value} * slope, ${value}, ${sign} > ${type}())`;

/** Writes `value` at `index`, scaled by the slope where it, or the gate, is not positive. */
function store(writer: Writer, target: Access, index: string, value: string): string[] {
  const sign = writer.gate ? writer.gate('at') : 'value';
  return [
    '{',
    `let at = ${index};`,
    `let value = ${value};`,
    `${target('at')} = ${signed('value', sign, writer.type)};`,
    '}',
  ];
}

interface PixelOfTile {
  readonly line: number;
  readonly x: number;
  readonly r: number;
  /** Sample and row of the line, in WGSL. */
  readonly sample: string;
  readonly row: number;
}

function pixelsOf({ form: { tile }, width }: Writer, stride: 1 | 2): PixelOfTile[] {
  return range(linesOf(tile)).flatMap((line) => {
    const row = line % tile.rows;
    if (row % stride !== 0) return [];
    const sample = `(sample + ${Math.floor(line / tile.rows)}u)`;
    return range(tile.columns / stride).flatMap((half) =>
      range(tile.channels / width).map((r) => ({ line, x: half * stride, r, sample, row })),
    );
  });
}

function writeAll(writer: Writer): string[] {
  return pixelsOf(writer, 1).flatMap(({ line, x, r, sample, row }) => {
    const index = `((${sample} * height + row + ${row}u) * width + column + ${x}u) * depth + block + ${r}u`;
    return store(writer, writer.full, index, sums(writer, line, x, r));
  });
}

/** Sums of 2×2 blocks; each value goes through the activation before, where it is a pooling of the result. */
function writePooled(writer: Writer, target: Access, activated: boolean): string[] {
  return pixelsOf(writer, 2).flatMap(({ line, x, r, sample, row }) => {
    const index = `((${sample} * (height / 2u) + (row + ${row}u) / 2u) * (width / 2u) + (column + ${x}u) / 2u) * depth + block + ${r}u`;
    const block = [0, 1].flatMap((y) => [0, 1].map((u) => sums(writer, line + y, x + u, r)));
    if (!activated) return store(writer, target, index, `(${block.join(' + ')}) * scale`);
    const values = block.map((value, k) => `let v${k} = ${value};`);
    const active = range(4).map((k) => signed(`v${k}`, `v${k}`, writer.type));
    return ['{', ...values, `${target(index)} = (${active.join(' + ')}) * scale;`, '}'];
  });
}

/** Each value once, or four times where the result is enlarged: a loop, for the code's length. */
function writeEnlarged(writer: Writer): string[] {
  return [
    'let factor = 1u + others.w;',
    'for (var part = 0u; part < factor * factor; part++) {',
    ...pixelsOf(writer, 1).flatMap(({ line, x, r, sample, row }) => {
      const y = `factor * (row + ${row}u) + part / 2u`;
      const u = `factor * (column + ${x}u) + part % 2u`;
      const index = `((${sample} * height * factor + ${y}) * width * factor + ${u}) * depth + block + ${r}u`;
      return store(writer, writer.full, index, `${sums(writer, line, x, r)} * scale`);
    }),
    '}',
  ];
}
