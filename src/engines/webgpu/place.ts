/** Where values lie: planned first, given GPU buffers last. */

/** One GPU buffer to be, or one that is there. */
export interface Slot {
  readonly name: string;
  /** Grows while a plan is made. */
  floats: number;
  /** What a table holds from the start. */
  readonly data?: Uint32Array<ArrayBuffer>;
}

/** `offset` in floats. */
export interface Place {
  readonly slot: Slot;
  readonly offset: number;
}

/** A value in memory, dense and row-major; its place is set by the planner. */
export interface Stored {
  readonly label: string;
  readonly floats: number;
  /** Read at the end of a step or after it, so that nothing may take its place. */
  pinned: boolean;
  place: Place | null;
  /** A sum that is left to the reader: parts `stride` floats apart. */
  partials?: { readonly count: number; readonly stride: number };
}

/** Floats that a binding's offset must be a multiple of: WebGPU's 256 bytes. */
export const alignment = 64;

export function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}

export function stored(label: string, floats: number, place: Place | null = null): Stored {
  return { label, floats, pinned: false, place };
}

/** @throws RangeError before the value was given a place. */
export function placeOf(value: Stored): Place {
  if (!value.place) throw new RangeError(`webgpu: ${value.label} has no place yet`);
  return value.place;
}

/** The place some floats further on. */
export function shifted({ slot, offset }: Place, floats: number): Place {
  return { slot, offset: offset + floats };
}

/** Takes an aligned piece at the end of a slot that only grows. */
export function append(slot: Slot, floats: number): Place {
  const offset = slot.floats;
  slot.floats += roundUp(Math.max(floats, 1), alignment);
  return { slot, offset };
}
