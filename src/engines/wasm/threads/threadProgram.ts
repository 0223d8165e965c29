/**
 * The part of a plan that a thread runs: kernel calls with the addresses of its own work area. A helper
 * finds it as words in the shared memory, since a thread that waits for work receives no messages.
 */
import { type KernelName, kernelNames } from '../kernelModule.ts';

/**
 * Phases of a step whose work is shared out, in the order in which they run. A task of `micro` is a
 * micro-batch, with all its calls; of the others it is one call, and they may run in any order.
 */
export const sharedPhases = ['zero', 'draw', 'pack', 'micro', 'unpack', 'updates'] as const;

export type SharedPhase = (typeof sharedPhases)[number];

/** Makes something for each phase, in their order. */
export function forEachPhase<Made>(make: (phase: SharedPhase) => Made): Record<SharedPhase, Made> {
  return {
    zero: make('zero'),
    draw: make('draw'),
    pack: make('pack'),
    micro: make('micro'),
    unpack: make('unpack'),
    updates: make('updates'),
  };
}

export interface ThreadCall {
  readonly kernel: KernelName;
  readonly arguments: readonly number[];
  /** Made for the micro-batches in their order: it adds to a sum over the batch. */
  readonly ordered: boolean;
}

export interface ThreadProgram<Call extends ThreadCall = ThreadCall> {
  /** Where the thread writes the number of its micro-batch. */
  readonly part: number;
  /** Where the micro-batches note how many ordered calls they have made; see turns.ts. */
  readonly turns: number;
  readonly calls: Readonly<Record<SharedPhase, readonly Call[]>>;
}

/** `id` tells programs apart that lie, one after the other, at the same address. */
export function encodeProgram({ part, turns, calls }: ThreadProgram, id: number): Int32Array {
  const words = [id, part, turns];
  for (const phase of sharedPhases) {
    words.push(calls[phase].length);
    for (const { kernel, arguments: args, ordered } of calls[phase]) {
      words.push(kernelNames.indexOf(kernel), Number(ordered), args.length, ...args);
    }
  }
  return Int32Array.from(words);
}

export const idOfProgram = (words: Int32Array, at: number) => words[at];

/** `at`: position of the first word. */
export function decodeProgram(words: Int32Array, at: number): ThreadProgram {
  let next = at + 1;
  const take = () => words[next++];
  const takeMany = <Item>(count: number, takeOne: () => Item): Item[] =>
    Array.from({ length: count }, takeOne);
  const takeCall = (): ThreadCall => ({
    kernel: kernelNames[take()],
    ordered: take() === 1,
    arguments: takeMany(take(), take),
  });
  const takeCalls = () => takeMany(take(), takeCall);
  const [part, turns] = takeMany(2, take);
  return { part, turns, calls: forEachPhase(takeCalls) };
}
