/** Buffers of one executable: planned once, reused as soon as their value has been read for the last time. */
import { type Heap, roundUp } from './heap.ts';
import type { Layout } from './layout.ts';
import { createRegion, type Region } from './place.ts';

export interface Storage {
  /** A buffer of its own until `release`. A ringed one was only ever used for images of the same shape. */
  take(layout: Layout): Region;
  release(region: Region): void;
  /** A buffer that is never reused. */
  keep(bytes: number): Region;
  /** Gives every region its address, in one block of the heap. Returns the block. */
  layOut(heap: Heap): { readonly address: number; readonly bytes: number };
}

export function createStorage(): Storage {
  const regions: Region[] = [];
  const free = new Map<string, Region[]>();
  const classes = new Map<Region, string>();
  let widest = 0;

  function keep(bytes: number): Region {
    const region = createRegion(bytes);
    regions.push(region);
    return region;
  }

  return {
    keep,
    take(layout) {
      // Kernels write no ring, so a ring of zeros stays one only where shapes agree.
      const key = layout.ringed
        ? `${layout.samples} × ${layout.rows} × ${layout.rowBytes} − ${layout.len}`
        : `${roundUp(layout.bytes, 64)}`;
      const region = free.get(key)?.pop() ?? keep(layout.bytes);
      classes.set(region, key);
      if (layout.ringed) widest = Math.max(widest, layout.rowBytes);
      return region;
    },
    release(region) {
      const key = classes.get(region);
      if (key === undefined) return;
      const list = free.get(key);
      if (list) list.push(region);
      else free.set(key, [region]);
    },
    layOut(heap) {
      // Tiles at odd borders read, and discard, up to three rows past the last image.
      const slack = 4 * widest;
      const bytes = regions.reduce((sum, region) => sum + roundUp(region.bytes, 64), slack);
      const address = heap.allocate(bytes);
      let at = address;
      for (const region of regions) {
        region.base = at;
        at += roundUp(region.bytes, 64);
      }
      return { address, bytes };
    },
  };
}
