/**
 * Buffers of one executable: planned once. Those of micro-batches lie in a work area, of which every
 * thread has one; they are reused as soon as their value has been read for the last time.
 */
import { type Heap, roundUp } from './heap.ts';
import type { Layout } from './layout.ts';
import { createRegion, type Region } from './place.ts';

export interface Storage {
  /** Of the work area, a buffer of its own until `release`. A ringed one was only ever used for images of the same shape. */
  take(layout: Layout): Region;
  release(region: Region): void;
  /** Of the work area, never reused. */
  keepInWorkArea(bytes: number): Region;
  /** A buffer that all threads share and that is never reused. */
  keep(bytes: number): Region;
  /** Gives every region its place. Takes one block of the heap for what is shared. */
  layOut(heap: Heap): StorageLayout;
}

export interface StorageLayout {
  readonly address: number;
  readonly bytes: number;
  readonly workAreaBytes: number;
}

export function createStorage(): Storage {
  const regions: Region[] = [];
  const free = new Map<string, Region[]>();
  const classes = new Map<Region, string>();
  let widest = 0;

  function add(bytes: number, inWorkArea: boolean): Region {
    const region = createRegion(bytes, inWorkArea);
    regions.push(region);
    return region;
  }

  /** Bases from 0 on. Returns the bytes in all. */
  function lineUp(some: readonly Region[]): number {
    let at = 0;
    for (const region of some) {
      region.base = at;
      at += roundUp(region.bytes, 64);
    }
    return at;
  }

  return {
    keep: (bytes) => add(bytes, false),
    keepInWorkArea: (bytes) => add(bytes, true),
    take(layout) {
      // Kernels write no ring, so a ring of zeros stays one only where shapes agree.
      const key = layout.ringed
        ? `${layout.samples} × ${layout.rows} × ${layout.rowBytes} − ${layout.len}`
        : `${roundUp(layout.bytes, 64)}`;
      const region = free.get(key)?.pop() ?? add(layout.bytes, true);
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
      const shared = regions.filter(({ inWorkArea }) => !inWorkArea);
      const bytes = lineUp(shared);
      const address = heap.allocate(bytes);
      for (const region of shared) region.base += address;
      // Tiles at odd borders read, and discard, up to three rows past the last image.
      const slack = 4 * widest;
      const workAreaBytes = lineUp(regions.filter(({ inWorkArea }) => inWorkArea)) + slack;
      return { address, bytes, workAreaBytes };
    },
  };
}
