/** Puts one WGSL module together: bindings, helper functions, and the body of its entry point. */
import { EngineError } from '../engine.ts';
import { alignment, type Place, type Slot } from './place.ts';
import { type HelperName, helperSource } from './shaderHelpers.ts';

export type ElementType = 'f32' | 'vec4f' | 'vec4u';

export interface Binding {
  readonly slot: Slot;
  /** Of the first float bound, and how many; null for the whole slot. */
  readonly range: { readonly offset: number; readonly floats: number } | null;
  readonly type: ElementType;
  readonly writable: boolean;
}

/** Writes an element's name in WGSL, given its index (in units of the element type). */
export type Access = (index: string) => string;

export interface ShaderCode {
  readonly source: string;
  readonly bindings: readonly Binding[];
  readonly groups: readonly [x: number, y: number, z: number];
}

/** Most storage buffers that every WebGPU device can bind to one shader. */
export const mostBindings = 8;

const widths: Readonly<Record<ElementType, number>> = { f32: 1, vec4f: 4, vec4u: 4 };

/** WebGPU's limit of workgroups along an axis. */
const mostGroups = 65_535;

export class Shader {
  readonly bindings: Binding[] = [];
  /** Outside the entry point: workgroup memory. */
  readonly declarations: string[] = [];
  private readonly written: ReadonlySet<Slot>;
  private readonly helpers = new Set<HelperName>();
  private names = 0;
  private subgroups = false;

  /** `written`: slots that the shader writes to. */
  constructor(written: Iterable<Slot>) {
    this.written = new Set(written);
  }

  /** A name that is new in this shader. */
  name(prefix: string): string {
    return `${prefix}${this.names++}`;
  }

  use(helper: HelperName): string {
    this.helpers.add(helper);
    return helper;
  }

  /** Binds a piece alone, so that equal shaders on other pieces are equal text. */
  piece(place: Place, floats: number, type: ElementType = 'f32'): Access {
    const extra = place.offset % alignment;
    const range = { offset: place.offset - extra, floats: floats + extra };
    return this.bind(
      { slot: place.slot, range, type, writable: this.written.has(place.slot) },
      extra,
    );
  }

  /** Binds the whole slot of a place: several values of it take one binding. */
  within(place: Place, type: ElementType = 'f32'): Access {
    const { slot, offset } = place;
    return this.bind({ slot, range: null, type, writable: this.written.has(slot) }, offset);
  }

  private bind(wanted: Binding, offset: number): Access {
    let index = this.bindings.findIndex((known) => sameBinding(known, wanted));
    if (index < 0) {
      const clash = this.bindings.some(({ slot }) => slot === wanted.slot);
      if (wanted.writable && clash) {
        throw new RangeError(`webgpu: ${wanted.slot.name} would be bound twice and written`);
      }
      index = this.bindings.push(wanted) - 1;
    }
    const first = offset / widths[wanted.type];
    return (at) => `b${index}[${first === 0 ? at : `${first}u + ${at}`}]`;
  }

  /** Gives the entry point `lane`, its number within a quad of invocations. */
  enableSubgroups(): void {
    this.subgroups = true;
  }

  /**
   * The module of a shader with `id` along the first axis, in workgroups, and groups along the others
   * as they are. Invocations beyond the first extent are not left out.
   */
  grid(
    workgroup: number,
    [x, y = 1, z = 1]: readonly number[],
    body: readonly string[],
  ): ShaderCode {
    const groups = Math.ceil(x / workgroup);
    const most = Math.max(groups, y, z);
    if (most > mostGroups)
      throw new EngineError(`webgpu: ${most} workgroups; take a smaller batch`);
    const id = `let id = group.x * ${workgroup}u + local;`;
    return this.module(workgroup, [groups, y, z], [id, ...body]);
  }

  /** The module of a shader in which invocation `id` of `count` runs `body`. */
  perInvocation(count: number, workgroup: number, body: readonly string[]): ShaderCode {
    const groups = Math.ceil(count / workgroup);
    const x = Math.min(groups, mostGroups);
    return this.module(
      workgroup,
      [x, Math.ceil(groups / x), 1],
      [
        `let id = (group.y * ${x}u + group.x) * ${workgroup}u + local;`,
        `if (id >= ${count}u) { return; }`,
        ...body,
      ],
    );
  }

  /** The module of a shader that knows its workgroup as `group`, its invocation there as `local`. */
  module(workgroup: number, groups: ShaderCode['groups'], body: readonly string[]): ShaderCode {
    const source = [
      ...(this.subgroups ? ['enable subgroups;'] : []),
      ...this.bindings.map(declareBinding),
      ...this.declarations,
      ...helperSource(this.helpers),
      `@compute @workgroup_size(${workgroup})`,
      'fn main(',
      '@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32,',
      ...(this.subgroups ? ['@builtin(subgroup_invocation_id) place: u32,'] : []),
      ') {',
      ...(this.subgroups ? ['let lane = place % 4u;'] : []),
      ...body,
      '}',
    ].join('\n');
    return { source, bindings: this.bindings, groups };
  }
}

function declareBinding({ type, writable }: Binding, index: number): string {
  const access = writable ? 'read_write' : 'read';
  return `@group(0) @binding(${index}) var<storage, ${access}> b${index}: array<${type}>;`;
}

function sameBinding(a: Binding, b: Binding): boolean {
  return (
    a.slot === b.slot &&
    a.type === b.type &&
    a.range?.offset === b.range?.offset &&
    (a.range === null) === (b.range === null)
  );
}

/** A float32 constant in WGSL. */
export function literal(value: number): string {
  const rounded = Math.fround(value);
  if (!Number.isFinite(rounded)) throw new RangeError(`webgpu: WGSL cannot say ${value}`);
  const text = String(rounded);
  return `${/[.e]/.test(text) ? text : `${text}.0`}f`.replace(/^-(.*)$/, '(-$1)');
}

/** A float32's bits, for a table of unsigned numbers. */
export function floatBits(value: number): number {
  return new Uint32Array(Float32Array.of(value).buffer)[0];
}
