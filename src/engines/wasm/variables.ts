/**
 * Variables in the engine's memory: parameters side by side, then their first moments in the same
 * order, then their second moments, so that one Adam call moves a whole network.
 */
import { momentSuffix } from '../../graph/adam.ts';
import { sameShape, sampleSize, type VariableSpec } from '../../graph/tensor.ts';
import { EngineError, type Variables } from '../engine.ts';
import { type Heap, roundUp } from './heap.ts';
import { type Place, placeIn, type Region } from './place.ts';

export interface WasmVariables extends Variables {
  readonly heap: Heap;
  /** Changes whenever values change, by `write` or by a step: tells when packed copies are stale. */
  version: number;
  /** @throws EngineError for an unknown name, another shape than was declared, or when disposed. */
  place(name: string, shape: readonly number[]): Place;
}

/** Floats of each variable are padded to whole vectors; the padding stays zero under Adam. */
export function paddedBytes(shape: readonly number[]): number {
  return roundUp(sampleSize({ shape, batches: 0 }) * 4, 16);
}

export function createWasmVariables(heap: Heap, specs: readonly VariableSpec[]): WasmVariables {
  const offsets = new Map<string, number>();
  let bytes = 0;
  for (const { name, shape } of inArenaOrder(specs)) {
    offsets.set(name, bytes);
    bytes += paddedBytes(shape);
  }
  const region: Region = { bytes, base: heap.allocate(bytes), inWorkArea: false };
  const shapes = new Map(specs.map(({ name, shape }) => [name, shape] as const));
  let disposed = false;

  function place(name: string): Place {
    if (disposed) throw new EngineError('wasm: the variables are disposed of');
    const offset = offsets.get(name);
    if (offset === undefined) throw new EngineError(`wasm: there is no variable ${name}`);
    return placeIn(region, offset);
  }

  const lengthOf = (name: string) => sampleSize({ shape: shapes.get(name)!, batches: 0 });

  return {
    specs,
    heap,
    version: 1,
    place(name, shape) {
      const found = place(name);
      const declared = shapes.get(name)!;
      if (!sameShape(declared, shape)) {
        throw new EngineError(`wasm: variable ${name} is [${declared}], not [${shape}]`);
      }
      return found;
    },
    async read(name) {
      const at = (region.base + place(name).offset) / 4;
      return heap.floats.slice(at, at + lengthOf(name));
    },
    write(name, values) {
      const at = (region.base + place(name).offset) / 4;
      if (values.length !== lengthOf(name)) {
        throw new EngineError(
          `wasm: variable ${name} has ${lengthOf(name)} values, got ${values.length}`,
        );
      }
      heap.floats.set(values, at);
      this.version++;
    },
    dispose() {
      if (!disposed) heap.free(region.base);
      disposed = true;
    },
  };
}

/** Parameters, first moments, second moments, other state; each in the order of the specs. */
function inArenaOrder(specs: readonly VariableSpec[]): VariableSpec[] {
  const suffixes = [momentSuffix.first, momentSuffix.second];
  const arena = ({ name, role }: VariableSpec) => {
    if (role === 'parameter') return 0;
    const moment = suffixes.findIndex((end) => name.endsWith(end));
    return moment < 0 ? suffixes.length + 1 : moment + 1;
  };
  const owner = ({ name }: VariableSpec) =>
    suffixes.reduce((rest, end) => (rest.endsWith(end) ? rest.slice(0, -end.length) : rest), name);
  const order = new Map(specs.map((spec, index) => [spec.name, index]));
  const rank = (spec: VariableSpec) => order.get(owner(spec)) ?? specs.length;
  return [...specs].sort((a, b) => arena(a) - arena(b) || rank(a) - rank(b));
}
