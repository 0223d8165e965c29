/**
 * Convolutions, and their gradients by the input, for adapters in software: each invocation computes
 * a tile of pixels × channels in registers. The gradient by the input is the same sum with the
 * kernel turned: its taps in reverse, its inputs and outputs exchanged.
 */
import type { ConvolutionStep } from './convolutionSteps.ts';
import { samplesOf } from './elements.ts';
import { placeOf, shifted } from './place.ts';
import type { Planner } from './planner.ts';
import { type Access, literal, Shader, type ShaderCode } from './shader.ts';
import type { KernelTask, View } from './task.ts';
import { chooseTile, type Tile } from './tile.ts';

/** Invocations of a workgroup; few, as a software adapter runs a workgroup on one thread. */
const workgroup = 16;

export function convolutionTask(step: ConvolutionStep, planner: Planner): KernelTask {
  const { core, result, isRead, pooled } = step;
  const [input, kernel] = core.inputs.map(planner.view);
  const bias = step.bias && planner.view(step.bias);
  const gate = step.gate && planner.view(step.gate);
  const operands = { input, kernel, bias, gate };
  const full = isRead ? planner.target(result) : null;
  const half = pooled ? planner.target(pooled) : null;
  const targets = { full, half };
  return {
    kind: 'kernel',
    label: core.op.kind,
    reads: [input, kernel, bias, gate].flatMap((view) => (view ? [view.value] : [])),
    writes: [full, half].flatMap((value) => (value ? [value] : [])),
    code: () => new Writer(step, operands, targets, planner.batch).write(),
  };
}

interface Operands {
  readonly input: View;
  readonly kernel: View;
  readonly bias: View | null;
  readonly gate: View | null;
}

interface Targets {
  readonly full: View['value'] | null;
  readonly half: View['value'] | null;
}

/** Elements of four channels at once, where channels and place allow it. */
interface Channels {
  readonly width: 1 | 4;
  readonly type: 'f32' | 'vec4f';
}

const single: Channels = { width: 1, type: 'f32' };
const four: Channels = { width: 4, type: 'vec4f' };

const components = ['x', 'y', 'z', 'w'] as const;

class Writer {
  private readonly step: ConvolutionStep;
  private readonly shader: Shader;
  private readonly turned: boolean;
  private readonly samples: number;
  private readonly size: number;
  private readonly height: number;
  private readonly width: number;
  private readonly ci: number;
  private readonly co: number;
  private readonly tile: Tile;
  private readonly operands: Operands;
  private readonly targets: Targets;

  constructor(step: ConvolutionStep, operands: Operands, targets: Targets, batch: number) {
    const [input, kernel] = step.core.inputs;
    this.step = step;
    this.operands = operands;
    this.targets = targets;
    this.turned = step.core.op.kind === 'conv2dInputGradient';
    this.samples = samplesOf(input, batch);
    this.size = kernel.shape[0];
    [this.height, this.width, this.ci] = input.shape;
    this.co = step.core.shape[2];
    this.tile = chooseTile({
      samples: this.samples,
      height: this.height,
      width: this.width,
      channels: this.co,
      even: step.pooled !== null || step.resize?.kind === 'pool2',
    });
    const written = [targets.full, targets.half].flatMap((value) => (value ? [value] : []));
    this.shader = new Shader(written.map((value) => placeOf(value).slot));
  }

  write(): ShaderCode {
    const { tile, shader, co } = this;
    const [columns, rows] = [this.width / tile.columns, this.height / tile.rows];
    const tiles = (columns * rows * this.samples) / tile.samples;
    return shader.perInvocation((tiles * co) / tile.channels, workgroup, [
      `let at = id % ${tiles}u;`,
      `let channel = (id / ${tiles}u) * ${tile.channels}u;`,
      `let column = (at % ${columns}u) * ${tile.columns}u;`,
      `let row = ((at / ${columns}u) % ${rows}u) * ${tile.rows}u;`,
      `let sample = (at / ${columns * rows}u) * ${tile.samples}u;`,
      ...this.startSums(),
      ...this.addProducts(),
      ...this.finish(),
    ]);
  }

  /** How the result's channels lie in registers: turned kernels give single ones. */
  private get out(): Channels {
    const { kernel, bias } = this.operands;
    const aligned = [kernel, bias].every((view) => !view || isAligned(view));
    return !this.turned && this.tile.channels % 4 === 0 && this.co % 4 === 0 && aligned
      ? four
      : single;
  }

  private get in(): Channels {
    const aligned = isAligned(this.operands.input) && isAligned(this.operands.kernel);
    return this.ci % 4 === 0 && aligned ? four : single;
  }

  private get registers(): number {
    return this.tile.channels / this.out.width;
  }

  private forEachPixel<T>(visit: (sample: number, row: number, column: number) => T): T[] {
    const { samples, rows, columns } = this.tile;
    const results: T[] = [];
    for (let s = 0; s < samples; s++)
      for (let y = 0; y < rows; y++) for (let x = 0; x < columns; x++) results.push(visit(s, y, x));
    return results;
  }

  private startSums(): string[] {
    const { out, registers } = this;
    const { bias } = this.operands;
    const access = bias && this.access(bias, out);
    const starts = range(registers).map((q) => {
      const start = access ? access(`(channel / ${out.width}u) + ${q}u`) : `${out.type}()`;
      return `let start${q} = ${start};`;
    });
    const sums = this.forEachPixel((s, y, x) =>
      range(registers).map((q) => `var ${sum(s, y, x, q)} = start${q};`),
    );
    return [...starts, ...sums.flat()];
  }

  private addProducts(): string[] {
    const { size, in: input } = this;
    const margin = (size - 1) / 2;
    const x = this.access(this.operands.input, input);
    const weights = this.access(this.operands.kernel, this.turned ? input : this.out);
    const lines: string[] = [];
    for (const [s, y] of this.rowsOfTile()) {
      const at = `row + i + ${y}u`;
      const valid =
        size === 1
          ? []
          : [`let valid${s}${y} = ${at} >= ${margin}u && ${at} < ${this.height + margin}u;`];
      const first = `((sample + ${s}u) * ${this.height}u + ${at} - ${margin}u) * ${this.width}u + column`;
      lines.push(...valid, `let first${s}${y} = ${first};`);
    }
    return [
      `for (var i = 0u; i < ${size}u; i++) {`,
      ...lines,
      `for (var c = 0u; c < ${this.ci / input.width}u; c++) {`,
      ...this.loadWeights(weights),
      ...this.rowsOfTile().flatMap(([s, y]) => [
        size === 1 ? '{' : `if (valid${s}${y}) {`,
        ...this.loadRow(x, s, y),
        ...this.multiplyRow(s, y),
        '}',
      ]),
      '}',
      '}',
    ];
  }

  private rowsOfTile(): [number, number][] {
    return range(this.tile.samples).flatMap((s) =>
      range(this.tile.rows).map((y): [number, number] => [s, y]),
    );
  }

  /** Weights of tap row i, all three columns: `w{j}_{k}_{q}` for input channel k and register q. */
  private loadWeights(access: Access): string[] {
    const { size, ci, co, in: input, out, tile } = this;
    const lines: string[] = [];
    for (let j = 0; j < size; j++) {
      if (this.turned) {
        const tap = `((${size - 1}u - i) * ${size}u + ${size - 1 - j}u) * ${co}u + channel`;
        lines.push(`let tap${j} = ${tap};`);
        for (let q = 0; q < tile.channels; q++) {
          const index = `(tap${j} + ${q}u) * ${ci / input.width}u + c`;
          lines.push(`let w${j}_${q} = ${access(index)};`);
        }
        continue;
      }
      lines.push(
        `let tap${j} = ((i * ${size}u + ${j}u) * ${ci}u + c * ${input.width}u) * ${co / out.width}u + channel / ${out.width}u;`,
      );
      for (let k = 0; k < input.width; k++)
        for (let q = 0; q < this.registers; q++) {
          lines.push(`let w${j}_${k}_${q} = ${access(`tap${j} + ${(k * co) / out.width + q}u`)};`);
        }
    }
    return lines;
  }

  /** Pixels under the taps of one row of the tile: `p{x}`, from column −margin on. */
  private loadRow(access: Access, s: number, y: number): string[] {
    const { size, width, ci, in: input, tile } = this;
    const margin = (size - 1) / 2;
    const step = ci / input.width;
    const lines: string[] = [];
    for (let x = -margin; x < tile.columns + margin; x++) {
      if (this.isOutside(x)) continue;
      const shift = x < 0 ? `- ${-x}u` : `+ ${x}u`;
      const load = access(`(first${s}${y} ${shift}) * ${step}u + c`);
      const name = `p${x + margin}`;
      if (x >= 0 && x < tile.columns) lines.push(`let ${name} = ${load};`);
      else {
        const inside = x < 0 ? 'column > 0u' : `column < ${width - tile.columns}u`;
        lines.push(`var ${name} = ${input.type}();`, `if (${inside}) { ${name} = ${load}; }`);
      }
    }
    return lines;
  }

  /** Whether a column of pixels lies outside the image for every tile. */
  private isOutside(x: number): boolean {
    return this.tile.columns === this.width && (x < 0 || x >= this.width);
  }

  private multiplyRow(s: number, y: number): string[] {
    const { size, tile, in: input } = this;
    const margin = (size - 1) / 2;
    const lines: string[] = [];
    for (let j = 0; j < size; j++)
      for (let x = 0; x < tile.columns; x++) {
        if (this.isOutside(x + j - margin)) continue;
        const pixel = `p${x + j}`;
        for (let q = 0; q < this.registers; q++) {
          const target = sum(s, y, x, q);
          if (this.turned) {
            const product =
              input.width === 4 ? `dot(${pixel}, w${j}_${q})` : `${pixel} * w${j}_${q}`;
            lines.push(`${target} += ${product};`);
          } else {
            for (let k = 0; k < input.width; k++) {
              const value = input.width === 4 ? `${pixel}.${components[k]}` : pixel;
              lines.push(`${target} += ${value} * w${j}_${k}_${q};`);
            }
          }
        }
      }
    return lines;
  }

  /** Packs sums as they are written, then resizes, masks and writes them. */
  private finish(): string[] {
    const { co, tile, out } = this;
    const views = [this.targets.full, this.targets.half].flatMap((v) => (v ? [whole(v)] : []));
    const all = [...views, ...(this.operands.gate ? [this.operands.gate] : [])];
    const io = co % 4 === 0 && tile.channels % 4 === 0 && all.every(isAligned) ? four : single;
    const full = this.targets.full && this.access(whole(this.targets.full), io);
    const half = this.targets.half && this.access(whole(this.targets.half), io);
    const gate = this.operands.gate && this.access(this.operands.gate, io);
    const { resize } = this.step;
    const lines: string[] = [];
    const channel = io.width === 4 ? 'channel / 4u' : 'channel';
    const index = (s: number, row: string, column: string, scale: number, r: number) => {
      const [h, w] = [this.height * scale, this.width * scale];
      return `(((sample + ${s}u) * ${h}u + ${row}) * ${w}u + ${column}) * ${co / io.width}u + ${channel} + ${r}u`;
    };
    const store = (access: Access, at: string, value: string) => {
      lines.push('{', `let at = ${at};`, `var value = ${value};`);
      lines.push(...this.mask(gate, io, 'at'), `${access('at')} = value;`, '}');
    };
    for (let r = 0; r < tile.channels / io.width; r++) {
      const packed = (s: number, y: number, x: number) => this.pack(s, y, x, r, out, io);
      if (resize?.kind === 'pool2' || half) {
        const scale = literal(resize?.scale ?? poolScale(this.step));
        for (let s = 0; s < tile.samples; s++)
          for (let y = 0; y < tile.rows; y += 2)
            for (let x = 0; x < tile.columns; x += 2) {
              const at = index(s, `row / 2u + ${y / 2}u`, `column / 2u + ${x / 2}u`, 0.5, r);
              const names = [
                [y, x],
                [y, x + 1],
                [y + 1, x],
                [y + 1, x + 1],
              ].map(([v, u]) => (half ? this.activate(packed(s, v, u), io) : packed(s, v, u)));
              const value = `(${names.join(' + ')}) * ${scale}`;
              if (half) lines.push(`${half(at)} = ${value};`);
              else if (full) store(full, at, value);
            }
      }
      if (!full || resize?.kind === 'pool2') continue;
      this.forEachPixel((s, y, x) => {
        if (resize) {
          const value = `${packed(s, y, x)} * ${literal(resize.scale)}`;
          for (const [v, u] of [
            [0, 0],
            [0, 1],
            [1, 0],
            [1, 1],
          ]) {
            store(
              full,
              index(s, `2u * row + ${2 * y + v}u`, `2u * column + ${2 * x + u}u`, 2, r),
              value,
            );
          }
        } else store(full, index(s, `row + ${y}u`, `column + ${x}u`, 1, r), packed(s, y, x));
      });
    }
    return lines;
  }

  private pack(s: number, y: number, x: number, r: number, out: Channels, io: Channels): string {
    if (out.width === io.width) return sum(s, y, x, r);
    if (io.width === 4) {
      return `vec4f(${range(4)
        .map((k) => sum(s, y, x, 4 * r + k))
        .join(', ')})`;
    }
    return `${sum(s, y, x, Math.floor(r / 4))}.${components[r % 4]}`;
  }

  /** A leakyReLU, as an expression. */
  private activate(value: string, { type }: Channels): string {
    const { slope, gate } = this.step;
    if (slope === null || gate) return value;
    return `select(${value} * ${literal(slope)}, ${value}, ${value} > ${type}())`;
  }

  private mask(gate: Access | null, io: Channels, at: string): string[] {
    const { slope } = this.step;
    if (slope === null) return [];
    const sign = gate ? gate(at) : 'value';
    return [`value = select(value * ${literal(slope)}, value, ${sign} > ${io.type}());`];
  }

  private access(view: View, { type }: Channels): Access {
    const { value, offset } = view;
    return this.shader.piece(shifted(placeOf(value), offset), value.floats - offset, type);
  }
}

const whole = (value: View['value']): View => ({ value, offset: 0 });

/** Whether a view can be bound as vectors of four. */
function isAligned({ value, offset }: View): boolean {
  return (placeOf(value).offset + offset) % 4 === 0 && (value.floats - offset) % 4 === 0;
}

function poolScale({ pooled }: ConvolutionStep): number {
  return pooled?.op.kind === 'pool2' ? pooled.op.scale : 1;
}

const sum = (s: number, y: number, x: number, q: number) => `s${s}_${y}_${x}_${q}`;

const range = (count: number) => Array.from({ length: count }, (_, i) => i);
