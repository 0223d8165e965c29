/** Addresses that are known only after planning: an offset in a region that gets its base last. */

export interface Region {
  /** May grow until it is laid out. */
  bytes: number;
  /** Byte address; NaN until it is laid out. */
  base: number;
}

export interface Place {
  readonly region: Region;
  readonly offset: number;
}

export function createRegion(bytes: number): Region {
  return { bytes, base: Number.NaN };
}

export function placeIn(region: Region, offset = 0): Place {
  return { region, offset };
}

export function shifted(place: Place, bytes: number): Place {
  return bytes === 0 ? place : { region: place.region, offset: place.offset + bytes };
}

/** @throws RangeError when the region has no address yet. */
export function addressOf(place: Place): number {
  const address = place.region.base + place.offset;
  if (Number.isNaN(address)) throw new RangeError('wasm: a region was not laid out');
  return address;
}
