/**
 * The order of sums over the batch. All micro-batches make the same ordered calls; each makes its n-th
 * when the one before has made its own. So every sum is taken in the order of the micro-batches,
 * whatever the number of threads, and threads follow one another through a step at a distance of one
 * such call. Micro-batches are handed out in their order, so the one that another waits for is running.
 */
import { awaitAtLeast, lineWords, type Patience, publish } from './control.ts';

/** A view of the memory, made anew when that has grown. */
export interface Memory {
  readonly words: Int32Array;
}

export interface Turns {
  /** The calls from now on are those of micro-batch `part`. */
  begin(part: number): void;
  /** Waits until the micro-batch before this one has made the call that comes next. */
  await(): void;
  pass(): void;
}

/** Line p of the memory at `address` holds how many ordered calls micro-batch p − 1 has made. */
export const turnsBytes = (parts: number) => (parts + 1) * lineWords * 4;

export function createTurns(memory: Memory, address: number, patience: Patience | null): Turns {
  let line = 0;
  let calls = 0;
  return {
    begin(part) {
      line = address / 4 + part * lineWords;
      calls = 0;
    },
    await() {
      if (patience) awaitAtLeast(memory.words, line, calls + 1, patience);
    },
    pass() {
      calls++;
      if (patience) publish(memory.words, line + lineWords, calls);
    },
  };
}

/** Before a step: no call has been made, and the first micro-batch waits for nobody. */
export function resetTurns(words: Int32Array, address: number, parts: number): void {
  const first = address / 4;
  for (let part = 0; part <= parts; part++) words[first + part * lineWords] = 0;
  words[first] = 0x7fff_ffff;
}
