/** A planned program, bound to addresses and kernels. */
import { adamConstants, type Program } from '../../graph/program.ts';
import { type Clock, EngineError, type Executable, type Feeds } from '../engine.ts';
import type { Call } from './builder.ts';
import type { Kernels } from './kernelModule.ts';
import { addressOf } from './place.ts';
import type { FeedPlan, Plan } from './plan.ts';
import type { Crew } from './threads/crew.ts';
import type { SharedPhase } from './threads/threadProgram.ts';
import { resetTurns } from './threads/turns.ts';
import { argumentsOf, createWorkAreas } from './threads/workAreas.ts';
import type { WasmVariables } from './variables.ts';

export interface WasmExecutable extends Executable {
  /** Bytes of all its buffers, those of helping threads included. */
  readonly bytes: number;
  /** Runs a step and returns the milliseconds spent in each label of the plan. */
  profile(feeds: Feeds, clock: Clock): Map<string, number>;
}

/** A call bound to its kernel and its numbers. */
interface LabelledRun {
  readonly call: { readonly label: string };
  readonly run: () => void;
}

type RunCalls = (calls: readonly LabelledRun[]) => void;
type RunPhase = (phase: SharedPhase, tasks: number) => void;

export function createWasmExecutable(
  program: Program,
  plan: Plan,
  variables: WasmVariables,
  {
    batch,
    kernels,
    crew,
  }: { readonly batch: number; readonly kernels: Kernels; readonly crew: Crew },
): WasmExecutable {
  const { heap } = variables;
  const block = plan.storage.layOut(heap);
  const work = createWorkAreas(plan, block.workAreaBytes, { heap, kernels, crew });
  const bind = (call: Call) => ({
    call,
    run: kernels[call.kernel].bind(undefined, ...argumentsOf(call, work.owner)),
  });
  const before = plan.calls.before.map(bind);
  const after = plan.calls.after.map(bind);
  const { zero, draw, pack, unpack, updates } = plan.calls;
  const clockAt = addressOf(plan.clock) / 4;
  for (const [value, place] of plan.constants) heap.floats[addressOf(place) / 4] = value;
  let packedVersion = 0;
  let hasRun = false;
  let disposed = false;

  function execute(feeds: Feeds, clock: Clock, run: RunCalls, runPhase: RunPhase): void {
    if (disposed) throw new EngineError(`wasm: program ${program.name} is disposed of`);
    for (const feed of plan.feeds) writeFeed(feed, feeds[feed.name]);
    heap.words[clockAt] = clock.seed;
    heap.words[clockAt + 1] = clock.step;
    resetTurns(heap.words, addressOf(plan.turns), plan.parts);
    runPhase('zero', zero.length);
    run(before);
    runPhase('draw', draw.length);
    if (packedVersion !== variables.version) {
      runPhase('pack', pack.length);
      packedVersion = variables.version;
    }
    runPhase('micro', plan.parts);
    runPhase('unpack', unpack.length);
    run(after);
    hasRun = true;
    if (updates.length === 0) return;
    for (const { learningRate, rate } of plan.rates) {
      writeRate(heap.floats, addressOf(learningRate) / 4, addressOf(rate) / 4, clock.step);
    }
    runPhase('updates', updates.length);
    variables.version++;
  }

  const runShared: RunPhase = (phase, tasks) => crew.run(work, phase, tasks);

  /** On one thread, with the milliseconds of each label added to `spent`. */
  function profile(feeds: Feeds, clock: Clock, spent: Map<string, number>): void {
    const run: RunCalls = (calls) => {
      for (const { call, run } of calls) {
        const start = performance.now();
        run();
        spent.set(call.label, (spent.get(call.label) ?? 0) + performance.now() - start);
      }
    };
    execute(feeds, clock, run, (phase, tasks) => {
      if (phase !== 'micro') return run(work.program.calls[phase]);
      for (let part = 0; part < tasks; part++) {
        work.program.begin(part);
        run(work.program.calls.micro);
      }
    });
  }

  function writeFeed({ name, length, place }: FeedPlan, value: number | Float32Array): void {
    if (typeof value === 'number' && length === 1) {
      heap.floats[addressOf(place) / 4] = value;
      return;
    }
    if (!(value instanceof Float32Array) || value.length !== length) {
      const got = value instanceof Float32Array ? `${value.length} values` : typeof value;
      throw new EngineError(`wasm: feed ${name} needs ${length} values, got ${got}`);
    }
    heap.floats.set(value, addressOf(place) / 4);
  }

  return {
    program,
    batch,
    get bytes() {
      return block.bytes + work.bytes;
    },
    run: (feeds, clock) => execute(feeds, clock, runCalls, runShared),
    profile(feeds, clock) {
      const spent = new Map<string, number>();
      profile(feeds, clock, spent);
      return spent;
    },
    async settle() {},
    async read(output, out) {
      const found = plan.outputs.get(output);
      if (!found) throw new EngineError(`wasm: program ${program.name} has no output ${output}`);
      if (disposed) throw new EngineError(`wasm: program ${program.name} is disposed of`);
      if (!hasRun) throw new EngineError(`wasm: program ${program.name} has not run yet`);
      const at = addressOf(found.place) / 4;
      const target = out ?? new Float32Array(found.length);
      if (target.length !== found.length) {
        throw new EngineError(`wasm: output ${output} has ${found.length} values`);
      }
      target.set(heap.floats.subarray(at, at + found.length));
      return target;
    },
    dispose() {
      if (disposed) return;
      heap.free(block.address);
      work.dispose();
      disposed = true;
    },
  };
}

function runCalls(calls: readonly { run: () => void }[]): void {
  for (let i = 0; i < calls.length; i++) calls[i].run();
}

/** lr · √(1 − β₂ᵗ) / (1 − β₁ᵗ), 1 − β₁, 1 − β₂, ε: see kernels/adam.ts. */
function writeRate(floats: Float32Array, from: number, to: number, step: number): void {
  const { beta1, beta2, epsilon } = adamConstants;
  floats[to] = (floats[from] * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
  floats[to + 1] = 1 - beta1;
  floats[to + 2] = 1 - beta2;
  floats[to + 3] = epsilon;
}
