/** A planned program, bound to addresses and kernels. */
import {
  type DrawKey,
  fillBernoulli,
  fillNormal,
  fillUniform,
  streamOf,
} from '../../core/random.ts';
import { adamConstants, type Program } from '../../graph/program.ts';
import { type Clock, EngineError, type Executable, type Feeds } from '../engine.ts';
import type { Call } from './builder.ts';
import type { Heap } from './heap.ts';
import type { Kernels } from './kernelModule.ts';
import { addressOf, type Place } from './place.ts';
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
  machine: { readonly kernels: Kernels; readonly crew: Crew },
  options: { readonly batch: number; readonly drawsGiven: boolean },
): WasmExecutable {
  const { heap } = variables;
  const { kernels, crew } = machine;
  const block = plan.storage.layOut(heap);
  const work = createWorkAreas(plan, block.workAreaBytes, { heap, kernels, crew });
  const bind = (call: Call) => ({
    call,
    run: kernels[call.kernel].bind(undefined, ...argumentsOf(call, work.owner)),
  });
  const before = plan.calls.before.map(bind);
  const after = plan.calls.after.map(bind);
  const { zero, pack, unpack, updates } = plan.calls;
  const views = createViews(heap, plan);
  for (const [value, place] of plan.constants) heap.floats[addressOf(place) / 4] = value;
  const drawn = plan.feeds.filter(({ node }) => node.op.kind === 'draw' && !options.drawsGiven);
  const fed = plan.feeds.filter((feed) => !drawn.includes(feed));
  const key = { seed: 0, stream: 0, step: 0 };
  const streams = new Map(drawn.map(({ name }) => [name, streamOf(name)]));
  let packedVersion = 0;
  let hasRun = false;
  let disposed = false;

  function execute(feeds: Feeds, clock: Clock, run: RunCalls, runPhase: RunPhase): void {
    if (disposed) throw new EngineError(`wasm: program ${program.name} is disposed of`);
    views.refresh();
    for (const feed of fed) writeFeed(feed, feeds[feed.name]);
    resetTurns(heap.words, addressOf(plan.turns), plan.parts);
    runPhase('zero', zero.length);
    run(before);
    for (const feed of drawn) fillDraw(feed, clock);
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
      views.floats[addressOf(place) / 4] = value;
      return;
    }
    if (!(value instanceof Float32Array) || value.length !== length) {
      const got = value instanceof Float32Array ? `${value.length} values` : typeof value;
      throw new EngineError(`wasm: feed ${name} needs ${length} values, got ${got}`);
    }
    views.floats.set(value, addressOf(place) / 4);
  }

  function fillDraw({ name, node, probability }: FeedPlan, clock: Clock): void {
    if (node.op.kind !== 'draw') return;
    const out = views.draws.get(name)!;
    key.seed = clock.seed;
    key.stream = streams.get(name)!;
    key.step = clock.step;
    fill(
      out,
      node.op.distribution,
      key,
      probability ? views.floats[addressOf(probability) / 4] : 0,
    );
  }

  return {
    program,
    batch: options.batch,
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

/** Views of the memory, made anew when it has grown. */
function createViews(heap: Heap, plan: Plan) {
  const views = {
    floats: heap.floats,
    draws: new Map<string, Float32Array>(),
    refresh() {
      if (views.floats !== heap.floats) fillViews();
    },
  };
  function fillViews() {
    views.floats = heap.floats;
    for (const { name, place, length } of plan.feeds) views.draws.set(name, view(place, length));
  }
  const view = (place: Place, length: number) => {
    const at = addressOf(place) / 4;
    return heap.floats.subarray(at, at + length);
  };
  fillViews();
  return views;
}

function fill(
  out: Float32Array,
  distribution: 'uniform' | 'normal' | 'bernoulli',
  key: DrawKey,
  probability: number,
): void {
  if (distribution === 'uniform') fillUniform(out, key);
  else if (distribution === 'normal') fillNormal(out, key);
  else fillBernoulli(out, probability, key);
}

/** lr · √(1 − β₂ᵗ) / (1 − β₁ᵗ), 1 − β₁, 1 − β₂, ε: see kernels/adam.ts. */
function writeRate(floats: Float32Array, from: number, to: number, step: number): void {
  const { beta1, beta2, epsilon } = adamConstants;
  floats[to] = (floats[from] * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
  floats[to + 1] = 1 - beta1;
  floats[to + 2] = 1 - beta2;
  floats[to + 3] = epsilon;
}
