/** The work areas of one executable, and in them what each thread runs of its plan. */
import type { Call } from '../builder.ts';
import type { Heap } from '../heap.ts';
import type { Kernels } from '../kernelModule.ts';
import { addressOf } from '../place.ts';
import type { Plan } from '../plan.ts';
import { type BoundProgram, bindProgram } from './boundProgram.ts';
import type { Crew, SharedWork } from './crew.ts';
import {
  encodeProgram,
  forEachPhase,
  type ThreadCall,
  type ThreadProgram,
} from './threadProgram.ts';

export interface WorkAreas extends SharedWork {
  readonly program: BoundProgram<LabelledCall>;
  /** Address of the owner's area. */
  readonly owner: number;
  /** Bytes taken so far. */
  readonly bytes: number;
  dispose(): void;
}

export interface LabelledCall extends ThreadCall {
  readonly label: string;
}

let programs = 0;

/** `areaBytes`: of one work area, as the plan's storage was laid out. */
export function createWorkAreas(
  plan: Plan,
  areaBytes: number,
  { heap, kernels, crew }: { heap: Heap; kernels: Kernels; crew: Crew },
): WorkAreas {
  const blocks: number[] = [];
  const prepared = new Set<number>();
  let bytes = 0;

  function take(size: number): number {
    const address = heap.allocate(size);
    blocks.push(address);
    bytes += size;
    return address;
  }

  const owner = take(areaBytes);
  const table = take(crew.most * 4);
  const program = bindProgram(programOf(plan, owner), kernels, heap, crew.patience);

  return {
    program,
    parts: plan.parts,
    owner,
    table,
    get bytes() {
      return bytes;
    },
    prepare(thread) {
      if (prepared.has(thread)) return;
      const words = encodeProgram(programOf(plan, take(areaBytes)), ++programs);
      const at = take(words.byteLength);
      heap.words.set(words, at / 4);
      heap.words[table / 4 + thread] = at;
      prepared.add(thread);
    },
    dispose() {
      for (const address of blocks) heap.free(address);
    },
  };
}

function programOf(plan: Plan, workArea: number): ThreadProgram<LabelledCall> {
  const resolve = (call: Call): LabelledCall => ({
    ...call,
    arguments: argumentsOf(call, workArea),
  });
  return {
    part: addressOf(plan.part, workArea),
    turns: addressOf(plan.turns),
    calls: forEachPhase((phase) => plan.calls[phase].map(resolve)),
  };
}

/** The numbers that a kernel is called with by the thread whose work area this is. */
export function argumentsOf(call: Call, workArea: number): number[] {
  return call.arguments.map((each) =>
    typeof each === 'number' ? each : addressOf(each, workArea),
  );
}
