/** Addresses that are known only after planning: an offset in a region that gets its base last. */

export interface Region {
  /** May grow until it is laid out. */
  bytes: number;
  /** Byte address, or that in a thread's work area; NaN until it is laid out. */
  base: number;
  /** Whether it lies in a work area, of which every thread has one. */
  readonly inWorkArea: boolean;
}

export interface Place {
  readonly region: Region;
  readonly offset: number;
}

export function createRegion(bytes: number, inWorkArea = false): Region {
  return { bytes, base: Number.NaN, inWorkArea };
}

export function placeIn(region: Region, offset = 0): Place {
  return { region, offset };
}

export function shifted(place: Place, bytes: number): Place {
  return bytes === 0 ? place : { region: place.region, offset: place.offset + bytes };
}

/**
 * `workArea`: address of a thread's work area, for places that may lie there. @throws RangeError when
 * the region has no address yet.
 */
export function addressOf({ region, offset }: Place, workArea = Number.NaN): number {
  const address = region.base + offset + (region.inWorkArea ? workArea : 0);
  if (Number.isNaN(address)) throw new RangeError('wasm: a region was not laid out');
  return address;
}
