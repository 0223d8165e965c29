/** Large golden tensors are stored thinned, as `<name>.every11`: elements 0, 11, 22, … */
import type { GoldenTensors } from './folder.ts';

export interface StoredElements {
  /** In the file. */
  readonly name: string;
  readonly golden: Float32Array;
  /** The same elements of our own tensor. */
  readonly own: Float32Array;
  /** Distance of neighbouring ones in the whole tensor. */
  readonly stride: number;
}

/** What the file holds of the tensor `name`, beside the same elements of `whole`; null where it holds none. */
export function storedElements(
  tensors: GoldenTensors,
  name: string,
  whole: Float32Array,
): StoredElements | null {
  if (tensors.has(name)) return { name, golden: tensors.f32(name), own: whole, stride: 1 };
  const thinned = tensors.names.find((candidate) => candidate.startsWith(`${name}.every`));
  if (!thinned) return null;
  const stride = Number(thinned.slice(`${name}.every`.length));
  return { name: thinned, golden: tensors.f32(thinned), own: every(whole, stride), stride };
}

export function every(values: Float32Array, stride: number): Float32Array {
  return values.filter((_, index) => index % stride === 0);
}
