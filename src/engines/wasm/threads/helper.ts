/** A thread that helps the one that owns an engine. */
import { instantiateKernels, withDraws } from '../kernelModule.ts';
import { type BoundProgram, bindProgram } from './boundProgram.ts';
import { control, helperState, publish, stateOf } from './control.ts';
import { decodeProgram, idOfProgram, sharedPhases } from './threadProgram.ts';

/** All that a helper is told; sent when it starts. */
export interface ThreadStart {
  readonly module: WebAssembly.Module;
  /** Shared. */
  readonly memory: WebAssembly.Memory;
  /** Byte address and length of the control block. */
  readonly control: { readonly address: number; readonly bytes: number };
  /** From 1 on. */
  readonly thread: number;
  readonly silenceMs: number;
}

/** Programs that a helper keeps bound. */
const mostBound = 16;
/** Looks for new tasks before it sleeps: phases of a step follow one another quickly. */
const looks = 2000;

/** Works until the thread is ended from outside. */
export function serveThread(start: ThreadStart): never {
  const { module, memory, thread } = start;
  const { address, bytes } = start.control;
  const words = new Int32Array(memory.buffer, address, bytes / 4);
  const patience = { words, silenceMs: start.silenceMs };
  const view = { words: new Int32Array(memory.buffer) };
  const kernels = withDraws(instantiateKernels(module, memory).kernels, view);
  const bound = new Map<number, { readonly id: number; readonly program: BoundProgram }>();

  function programAt(at: number): BoundProgram {
    const id = idOfProgram(view.words, at);
    const known = bound.get(at);
    if (known?.id === id) return known.program;
    if (bound.size >= mostBound) bound.clear();
    const program = bindProgram(decodeProgram(view.words, at), kernels, view, patience);
    bound.set(at, { id, program });
    return program;
  }

  function runTasks(): void {
    for (;;) {
      const left = Atomics.sub(words, control.left, 1);
      if (left <= 0) return;
      if (view.words.buffer !== memory.buffer) view.words = new Int32Array(memory.buffer);
      const total = words[control.total];
      const program = programAt(view.words[words[control.table] / 4 + thread] / 4);
      program.run(sharedPhases[words[control.phase]], total - left);
      Atomics.add(words, control.helped, 1);
      if (Atomics.add(words, control.done, 1) + 1 === total) Atomics.notify(words, control.done);
    }
  }

  const isEnlisted = () => Atomics.load(words, stateOf(thread)) === helperState.enlisted;
  Atomics.store(words, stateOf(thread), helperState.waiting);
  for (;;) {
    const seen = Atomics.load(words, control.wake);
    if (isEnlisted()) {
      if (thread < Atomics.load(words, control.limit)) runTasks();
      else publish(words, stateOf(thread), helperState.waiting);
    }
    let look = 0;
    while (look < looks && Atomics.load(words, control.wake) === seen) look++;
    Atomics.wait(words, control.wake, seen);
  }
}

/** Does as `serveThread`, and lets the owner know when a task throws. */
export function serveOrFail(start: ThreadStart): void {
  try {
    serveThread(start);
  } catch (error) {
    const { address, bytes } = start.control;
    const words = new Int32Array(start.memory.buffer, address, bytes / 4);
    if (Atomics.load(words, stateOf(start.thread)) === helperState.enlisted) {
      Atomics.store(words, control.failed, 1);
      Atomics.notify(words, control.done);
    }
    throw error;
  }
}
