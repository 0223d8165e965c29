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
import type { CallPhase, FeedPlan, Plan } from './plan.ts';
import type { WasmVariables } from './variables.ts';

export interface WasmExecutable extends Executable {
  /** Bytes of all its buffers. */
  readonly bytes: number;
  /** Runs a step and returns the milliseconds spent in each label of the plan. */
  profile(feeds: Feeds, clock: Clock): Map<string, number>;
}

interface BoundCall {
  readonly run: () => void;
  readonly label: string;
}

type RunCalls = (calls: readonly BoundCall[]) => void;

export function createWasmExecutable(
  program: Program,
  plan: Plan,
  variables: WasmVariables,
  kernels: Kernels,
  options: { readonly batch: number; readonly drawsGiven: boolean },
): WasmExecutable {
  const { heap } = variables;
  const block = plan.storage.layOut(heap);
  const phases = bindPhases(plan, kernels);
  const views = createViews(heap, plan);
  for (const [value, place] of plan.constants) heap.floats[addressOf(place) / 4] = value;
  const drawn = plan.feeds.filter(({ node }) => node.op.kind === 'draw' && !options.drawsGiven);
  const fed = plan.feeds.filter((feed) => !drawn.includes(feed));
  const partIndex = addressOf(plan.part) / 4;
  const key = { seed: 0, stream: 0, step: 0 };
  const streams = new Map(drawn.map(({ name }) => [name, streamOf(name)]));
  const updatesVariables = phases.updates.length > 0;
  let packedVersion = 0;
  let hasRun = false;
  let disposed = false;

  function execute(feeds: Feeds, clock: Clock, run: RunCalls): void {
    if (disposed) throw new EngineError(`wasm: program ${program.name} is disposed of`);
    views.refresh();
    for (const feed of fed) writeFeed(feed, feeds[feed.name]);
    run(phases.zero);
    run(phases.before);
    for (const feed of drawn) fillDraw(feed, clock);
    if (packedVersion !== variables.version) {
      run(phases.pack);
      packedVersion = variables.version;
    }
    for (let part = 0; part < plan.parts; part++) {
      views.integers[partIndex] = part;
      run(phases.micro);
    }
    run(phases.after);
    hasRun = true;
    if (!updatesVariables) return;
    for (const { learningRate, rate } of plan.rates) {
      writeRate(views.floats, addressOf(learningRate) / 4, addressOf(rate) / 4, clock.step);
    }
    run(phases.updates);
    variables.version++;
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
    bytes: block.bytes,
    run: (feeds, clock) => execute(feeds, clock, runCalls),
    profile(feeds, clock) {
      const spent = new Map<string, number>();
      execute(feeds, clock, (calls) => {
        for (const { run, label } of calls) {
          const start = performance.now();
          run();
          spent.set(label, (spent.get(label) ?? 0) + performance.now() - start);
        }
      });
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
      if (!disposed) heap.free(block.address);
      disposed = true;
    },
  };
}

function runCalls(calls: readonly BoundCall[]): void {
  for (let i = 0; i < calls.length; i++) calls[i].run();
}

function bindPhases(plan: Plan, kernels: Kernels): Record<CallPhase, readonly BoundCall[]> {
  const bind = ({ kernel, arguments: args, label }: Call): BoundCall => {
    const numbers = args.map((each) => (typeof each === 'number' ? each : addressOf(each)));
    return { run: kernels[kernel].bind(undefined, ...numbers), label };
  };
  const { zero, before, pack, micro, after, updates } = plan.calls;
  return {
    zero: zero.map(bind),
    before: before.map(bind),
    pack: pack.map(bind),
    micro: micro.map(bind),
    after: after.map(bind),
    updates: updates.map(bind),
  };
}

/** Views of the memory, made anew when it has grown. */
function createViews(heap: Heap, plan: Plan) {
  const views = {
    floats: heap.floats,
    integers: new Uint32Array(heap.floats.buffer),
    draws: new Map<string, Float32Array>(),
    refresh() {
      if (views.floats !== heap.floats) fillViews();
    },
  };
  function fillViews() {
    views.floats = heap.floats;
    views.integers = new Uint32Array(heap.floats.buffer);
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
