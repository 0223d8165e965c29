/**
 * What the threads of an engine tell one another, in words of its memory. The thread that owns the
 * engine puts a phase of a step up as `total` tasks and wakes the helpers; each thread takes the next
 * task while any is left, so that one that sleeps late, or is gone, is not waited for. A helper works
 * only when the owner has enlisted it, which is when its programs are written, and only the helper
 * itself ends that.
 */
import { EngineLostError } from '../../engine.ts';

/** A cache line for each word, lest threads that write one slow down those that read another. */
export const lineWords = 16;

/** Positions in the control block. */
export const control = {
  /** Changes when there are new tasks. */
  wake: 0,
  /** Tasks that no thread has taken yet, or less than 0. Written last: who takes one finds the rest valid. */
  left: lineWords,
  /** Tasks that are finished, and how many there are. */
  done: 2 * lineWords,
  total: 3 * lineWords,
  /** The phase, and the address of the table of programs, one for each thread. */
  phase: 4 * lineWords,
  table: 5 * lineWords,
  /** How many threads may work, the owner included. */
  limit: 6 * lineWords,
  /** Not 0 when a task threw: the step cannot be finished. */
  failed: 7 * lineWords,
  /** Tasks that helpers have finished since the engine was made. */
  helped: 8 * lineWords,
} as const;

/** Where a helper says what it does; the owner is thread 0. */
export const stateOf = (thread: number) => (8 + thread) * lineWords;

/** One that is starting, or gone, is not counted on. */
export const helperState = { starting: 0, enlisted: 1, waiting: 2 } as const;

export const controlBytes = (threads: number) => stateOf(threads) * 4;

/** Looks that a thread takes before it sleeps: some 10 µs. */
const looks = 1000;
const sleepMs = 250;

/** How a thread waits for others. */
export interface Patience {
  readonly words: Int32Array;
  /** What it waits for may stand still for so long. */
  readonly silenceMs: number;
}

/**
 * Returns when the word has grown to `least`.
 * @throws EngineLostError when a thread has failed, or none has changed the word for too long.
 */
export function awaitAtLeast(
  words: Int32Array,
  at: number,
  least: number,
  { words: controlWords, silenceMs }: Patience,
): void {
  for (let look = 0; look < looks; look++) if (Atomics.load(words, at) >= least) return;
  // Slept in turns, so that a machine that was asleep itself counts as one.
  let silentMs = 0;
  while (silentMs < silenceMs) {
    const value = Atomics.load(words, at);
    if (value >= least) return;
    if (Atomics.load(controlWords, control.failed) !== 0) {
      throw new EngineLostError('wasm: a thread of the engine failed in the middle of a step');
    }
    const slept = Math.min(sleepMs, silenceMs);
    silentMs = Atomics.wait(words, at, value, slept) === 'timed-out' ? silentMs + slept : 0;
  }
  throw new EngineLostError(
    `wasm: a thread of the engine did not answer for ${silenceMs / 1000} s in the middle of a step`,
  );
}

/** Tells who waits for the word that it has changed. */
export function publish(words: Int32Array, at: number, value: number): void {
  Atomics.store(words, at, value);
  Atomics.notify(words, at);
}
