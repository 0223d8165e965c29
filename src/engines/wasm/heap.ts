/**
 * The memory of one engine. Executables and variables take blocks and give them back, so that a page
 * that trains, evaluates and decodes for hours keeps the memory it needs at its busiest moment.
 */
import { EngineError } from '../engine.ts';

const pageBytes = 65_536;
const alignment = 64;

export interface Heap {
  readonly memory: WebAssembly.Memory;
  /** The whole memory as floats: byte address / 4. Fresh after growth, so never keep it over a call. */
  readonly floats: Float32Array;
  /** The same as whole numbers. */
  readonly words: Int32Array;
  readonly bytesInUse: number;
  /** A block of zeros, aligned to 64 bytes. @throws EngineError when the machine has no more memory. */
  allocate(bytes: number): number;
  /** Gives a block back. @throws EngineError for an address that is not a block in use. */
  free(address: number): void;
}

interface Span {
  at: number;
  bytes: number;
}

/** A shared one ends at 2 GiB, as the kernels' build for threads does: threads tell addresses as i32. */
export function createMemory(shared = false): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: 16, maximum: shared ? 32_768 : 65_536, shared });
}

/** Hands out `memory` from byte `start` on. */
export function createHeap(memory: WebAssembly.Memory, start: number): Heap {
  const first = roundUp(start, alignment);
  const gaps: Span[] = [{ at: first, bytes: memory.buffer.byteLength - first }];
  const used = new Map<number, number>();
  let floats = new Float32Array(memory.buffer);
  let words = new Int32Array(memory.buffer);
  let bytesInUse = 0;

  function grow(bytes: number): void {
    const end = memory.buffer.byteLength;
    const pages = Math.ceil(bytes / pageBytes);
    try {
      memory.grow(pages);
    } catch {
      throw new EngineError(
        `wasm: no memory for ${(bytes / 2 ** 20).toFixed(1)} MiB more (${(end / 2 ** 20).toFixed(1)} MiB held); ` +
          'take a smaller batch or depth, or dispose of executables',
      );
    }
    floats = new Float32Array(memory.buffer);
    words = new Int32Array(memory.buffer);
    give({ at: end, bytes: pages * pageBytes });
  }

  function give(span: Span): void {
    const index = gaps.findIndex((gap) => gap.at > span.at);
    const place = index < 0 ? gaps.length : index;
    const before = gaps[place - 1];
    const after = gaps[place];
    const joinsAfter = after && span.at + span.bytes === after.at;
    if (before && before.at + before.bytes === span.at) {
      before.bytes += span.bytes + (joinsAfter ? after.bytes : 0);
      if (joinsAfter) gaps.splice(place, 1);
    } else if (joinsAfter) {
      after.at = span.at;
      after.bytes += span.bytes;
    } else gaps.splice(place, 0, span);
  }

  function take(bytes: number): number {
    const index = gaps.findIndex((gap) => gap.bytes >= bytes);
    if (index < 0) {
      const last = gaps.at(-1);
      const atEnd = last && last.at + last.bytes === memory.buffer.byteLength ? last.bytes : 0;
      grow(bytes - atEnd);
      return take(bytes);
    }
    const gap = gaps[index];
    const { at } = gap;
    gap.at += bytes;
    gap.bytes -= bytes;
    if (gap.bytes === 0) gaps.splice(index, 1);
    return at;
  }

  return {
    memory,
    get floats() {
      return floats;
    },
    get words() {
      return words;
    },
    get bytesInUse() {
      return bytesInUse;
    },
    allocate(bytes) {
      const size = roundUp(Math.max(bytes, 1), alignment);
      const at = take(size);
      used.set(at, size);
      bytesInUse += size;
      floats.fill(0, at / 4, (at + size) / 4);
      return at;
    },
    free(address) {
      const bytes = used.get(address);
      if (bytes === undefined) throw new EngineError(`wasm: no block in use at ${address}`);
      used.delete(address);
      bytesInUse -= bytes;
      give({ at: address, bytes });
    },
  };
}

export function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
