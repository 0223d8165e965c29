/** The threads of an engine, as the one that owns it sees them. */
import { messageOf } from '../../../core/messageOf.ts';
import { EngineError, EngineLostError } from '../../engine.ts';
import type { Heap } from '../heap.ts';
import type { BoundProgram } from './boundProgram.ts';
import {
  awaitAtLeast,
  control,
  controlBytes,
  helperState,
  type Patience,
  publish,
  stateOf,
} from './control.ts';
import type { ThreadStart } from './helper.ts';
import { type SharedPhase, sharedPhases } from './threadProgram.ts';

/** Starts helpers; given to the engine, which knows neither browser nor Node. */
export interface ThreadSource {
  /** Threads that the machine can run at once, the one that owns the engine included. */
  readonly most: number;
  /** `onEnd` hears that the helper did not start, or ended by itself. */
  spawn(start: ThreadStart, onEnd: () => void): Helper;
  /** How long a thread may be silent in the middle of a step before it is given up; default 30 s. */
  readonly silenceMs?: number;
}

export interface Helper {
  end(): void | Promise<void>;
}

/** What an executable shares out. */
export interface SharedWork {
  /** Of the owner. */
  readonly program: BoundProgram;
  /** Micro-batches of a step: more threads would be of no use. */
  readonly parts: number;
  /** Where helpers find the addresses of their programs. */
  readonly table: number;
  /**
   * Sees to it that a thread has its work area and its program. @throws EngineError when there is no
   * memory for them.
   */
  prepare(thread: number): void;
}

export interface Crew {
  /** Threads that work, or will as soon as they have started. */
  readonly count: number;
  /** Threads that have started, those that sleep included. */
  readonly ready: number;
  /** Threads that the crew can grow to. */
  readonly most: number;
  /** Tasks that helpers have finished so far. */
  readonly helped: number;
  /** How threads wait for one another; null where there is only ever one. */
  readonly patience: Patience | null;
  setCount(count: number): void;
  /** Runs the tasks of a phase. @throws EngineLostError when a thread fails. */
  run(work: SharedWork, phase: SharedPhase, total: number): void;
  dispose(): void;
}

/** The owner alone. */
export function createLonelyCrew(): Crew {
  return {
    count: 1,
    ready: 1,
    most: 1,
    helped: 0,
    patience: null,
    setCount() {},
    run: runAlone,
    dispose() {},
  };
}

function runAlone({ program }: SharedWork, phase: SharedPhase, total: number): void {
  for (let task = 0; task < total; task++) program.run(phase, task);
}

function isPrepared(work: SharedWork, thread: number): boolean {
  try {
    work.prepare(thread);
    return true;
  } catch (error) {
    if (error instanceof EngineError) return false;
    throw error;
  }
}

/** Helpers start when the count first rises; when it falls they sleep. */
export function createCrew(heap: Heap, module: WebAssembly.Module, source: ThreadSource): Crew {
  let most = Math.max(1, Math.floor(source.most));
  const bytes = controlBytes(most);
  const address = heap.allocate(bytes);
  const words = new Int32Array(heap.memory.buffer, address, bytes / 4);
  const patience = { words, silenceMs: source.silenceMs ?? 30_000 };
  const helpers = new Map<number, Helper>();
  const ended = new Set<number>();
  let limit = 1;
  let lost: EngineLostError | null = null;

  const stateAt = (thread: number) => Atomics.load(words, stateOf(thread));

  function spawn(thread: number): void {
    const start: ThreadStart = {
      module,
      memory: heap.memory,
      control: { address, bytes },
      thread,
      silenceMs: patience.silenceMs,
    };
    try {
      helpers.set(
        thread,
        source.spawn(start, () => remove(thread)),
      );
    } catch {
      remove(thread);
    }
  }

  /** A helper that is gone takes no more tasks; it is not started again, lest it fail for ever. */
  function remove(thread: number): void {
    helpers.delete(thread);
    ended.add(thread);
    Atomics.store(words, stateOf(thread), helperState.starting);
  }

  function setCount(count: number): void {
    limit = Math.min(most, Math.max(1, Math.floor(count)));
    Atomics.store(words, control.limit, limit);
    for (let thread = 1; thread < limit; thread++) {
      if (!helpers.has(thread) && !ended.has(thread)) spawn(thread);
    }
  }

  /** For good: there is no memory for more. Returns when none of the others may take a task. */
  function shrinkTo(count: number): void {
    const threads = most;
    most = count;
    setCount(limit);
    publish(words, control.wake, words[control.wake] + 1);
    for (let thread = count; thread < threads; thread++) {
      if (stateAt(thread) === helperState.enlisted) {
        awaitAtLeast(words, stateOf(thread), helperState.waiting, patience);
      }
    }
  }

  /** Enlists who is ready and prepares the work for all who may take a task. Returns how many may. */
  function enlist(work: SharedWork): number {
    let enlisted = 0;
    for (let thread = 1; thread < most; thread++) {
      const state = stateAt(thread);
      if (state === helperState.starting) continue;
      const wanted = thread < Math.min(limit, work.parts);
      if (state === helperState.waiting && !wanted) continue;
      if (!isPrepared(work, thread)) {
        shrinkTo(thread);
        break;
      }
      Atomics.store(words, stateOf(thread), helperState.enlisted);
      enlisted++;
    }
    return enlisted;
  }

  function shareOut(work: SharedWork, phase: SharedPhase, total: number): void {
    Atomics.store(words, control.phase, sharedPhases.indexOf(phase));
    Atomics.store(words, control.table, work.table);
    Atomics.store(words, control.total, total);
    Atomics.store(words, control.done, 0);
    Atomics.store(words, control.left, total);
    publish(words, control.wake, words[control.wake] + 1);
    let left = 0;
    while ((left = Atomics.sub(words, control.left, 1)) > 0) {
      work.program.run(phase, total - left);
      Atomics.add(words, control.done, 1);
    }
    awaitAtLeast(words, control.done, total, patience);
  }

  return {
    get count() {
      let count = 1;
      for (const thread of helpers.keys()) if (thread < limit) count++;
      return count;
    },
    get ready() {
      let ready = 1;
      for (let thread = 1; thread < most; thread++)
        if (stateAt(thread) !== helperState.starting) ready++;
      return ready;
    },
    get most() {
      return most;
    },
    get helped() {
      return Atomics.load(words, control.helped);
    },
    patience,
    setCount,
    run(work, phase, total) {
      if (lost) throw lost;
      if (work.parts < 2 || total < 2 || enlist(work) === 0) {
        runAlone(work, phase, total);
        return;
      }
      try {
        shareOut(work, phase, total);
      } catch (error) {
        // Other threads may wait for this one, or still be at work on the same sums.
        publish(words, control.failed, 1);
        const why = messageOf(error);
        lost =
          error instanceof EngineLostError
            ? error
            : new EngineLostError(`wasm: a step failed: ${why}`, { cause: error });
        throw lost;
      }
    },
    dispose() {
      for (const helper of helpers.values()) void helper.end();
      helpers.clear();
      most = 1;
      limit = 1;
    },
  };
}
