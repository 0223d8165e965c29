/** Variables in one buffer, each at a multiple of 64 floats, so that Adam moves them all at once. */
import { sameShape, sampleSize, type VariableSpec } from '../../graph/tensor.ts';
import { EngineError, type Variables } from '../engine.ts';
import type { Gpu } from './gpu.ts';
import { append, type Place, type Slot } from './place.ts';

export interface WebgpuVariables extends Variables {
  readonly gpu: Gpu;
  readonly slot: Slot;
  /** @throws EngineError when the device has no room for them. */
  ready(): Promise<void>;
  /** @throws EngineError when disposed. */
  buffer(): GPUBuffer;
  /** @throws EngineError for an unknown name, or when disposed. */
  place(name: string): Place;
  /** @throws EngineError unless a variable of that name and shape is held. */
  require(spec: VariableSpec): void;
  /** A step changed them. */
  touch(): void;
}

/** Variables of one role lie side by side and are read back together. */
const roles = ['parameter', 'state', 'moment'] as const;

interface Section {
  readonly start: number;
  readonly end: number;
  /** Its values as they are now, once asked for. */
  values: Promise<Float32Array> | null;
}

export function createWebgpuVariables(gpu: Gpu, specs: readonly VariableSpec[]): WebgpuVariables {
  gpu.check();
  const slot: Slot = { name: 'variables', floats: 0 };
  const held = new Map<string, { spec: VariableSpec; place: Place; section: Section }>();
  const sections = roles.map((role) => {
    const start = slot.floats;
    const own = specs.filter((spec) => spec.role === role);
    const places = own.map((spec) => append(slot, sampleSize({ shape: spec.shape, batches: 0 })));
    const section: Section = { start, end: slot.floats, values: null };
    own.forEach((spec, index) => {
      if (held.has(spec.name)) throw new EngineError(`variable ${spec.name} is declared twice`);
      held.set(spec.name, { spec, place: places[index], section });
    });
    return section;
  });
  const { made: buffer, refusal } = gpu.guard(() => gpu.createBuffer('variables', slot.floats));
  let disposed = false;

  function find(name: string) {
    const found = disposed ? undefined : held.get(name);
    if (found) return found;
    throw new EngineError(`webgpu: there is no variable ${name} (or it was disposed of)`);
  }

  function touch(): void {
    for (const section of sections) section.values = null;
  }

  return {
    gpu,
    specs,
    slot,
    touch,
    async ready() {
      const why = await refusal;
      if (why === null) return;
      throw new EngineError(`webgpu: this device has no room for the variables (${why})`);
    },
    buffer() {
      if (disposed) throw new EngineError('webgpu: the variables were disposed of');
      return buffer;
    },
    place: (name) => find(name).place,
    require({ name, shape }) {
      const { spec } = find(name);
      if (sameShape(spec.shape, shape)) return;
      throw new EngineError(
        `variable ${name} has shape [${spec.shape}], the program needs [${shape}]`,
      );
    },
    async read(name) {
      const { spec, place, section } = find(name);
      const { start, end } = section;
      section.values ??= gpu.readback.read(buffer, start, end - start);
      const values = await section.values;
      const first = place.offset - start;
      return values.slice(first, first + sampleSize({ shape: spec.shape, batches: 0 }));
    },
    write(name, values) {
      const { spec, place, section } = find(name);
      const size = sampleSize({ shape: spec.shape, batches: 0 });
      if (values.length !== size) {
        throw new EngineError(`variable ${name} has ${size} elements, got ${values.length}`);
      }
      gpu.check();
      // The write must not overtake steps that wait.
      gpu.commands.submit();
      gpu.device.queue.writeBuffer(buffer, place.offset * 4, values.slice());
      section.values = null;
    },
    dispose() {
      if (disposed) return;
      disposed = true;
      gpu.commands.submit();
      gpu.destroyBuffer(buffer);
    },
  };
}
