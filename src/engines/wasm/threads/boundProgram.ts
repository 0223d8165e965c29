/** A thread's program, bound to its kernels. */
import type { Kernels } from '../kernelModule.ts';
import type { Patience } from './control.ts';
import {
  forEachPhase,
  type SharedPhase,
  type ThreadCall,
  type ThreadProgram,
} from './threadProgram.ts';
import { createTurns, type Memory } from './turns.ts';

export interface BoundProgram<Call extends ThreadCall = ThreadCall> {
  readonly calls: Readonly<Record<SharedPhase, readonly BoundCall<Call>[]>>;
  /** What the thread does before the calls of a micro-batch. */
  begin(part: number): void;
  run(phase: SharedPhase, task: number): void;
}

export interface BoundCall<Call> {
  readonly call: Call;
  readonly run: () => void;
}

/** `patience`: how to wait for other threads, where there may be some. */
export function bindProgram<Call extends ThreadCall>(
  program: ThreadProgram<Call>,
  kernels: Kernels,
  memory: Memory,
  patience: Patience | null,
): BoundProgram<Call> {
  const turns = createTurns(memory, program.turns, patience);
  const bind = (call: Call): BoundCall<Call> => {
    const run = kernels[call.kernel].bind(undefined, ...call.arguments);
    return { call, run: call.ordered ? inTurn(run) : run };
  };
  const inTurn = (run: () => void) => () => {
    turns.await();
    run();
    turns.pass();
  };
  const calls = forEachPhase((phase) => program.calls[phase].map(bind));

  function begin(part: number): void {
    memory.words[program.part / 4] = part;
    turns.begin(part);
  }

  return {
    calls,
    begin,
    run(phase, task) {
      if (phase !== 'micro') {
        calls[phase][task].run();
        return;
      }
      begin(task);
      for (let i = 0; i < calls.micro.length; i++) calls.micro[i].run();
    },
  };
}
