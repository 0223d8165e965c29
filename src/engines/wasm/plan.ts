/**
 * From a Program to kernel calls with planned buffers. A step runs `before` once, then `micro` once for
 * each micro-batch, then `after` and `updates` once; see phases.ts, and threads/ for who runs what.
 */

import { streamOf } from '../../core/random.ts';
import type { Program } from '../../graph/program.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { EngineError } from '../engine.ts';
import type { Argument, Builder, Call, KernelForm } from './builder.ts';
import { clockBytes, type DrawName, drawChunk } from './draws.ts';
import { fuse, readsOf, type Step } from './fusion.ts';
import type { KernelName } from './kernelModule.ts';
import { interior, layoutOf, type Value } from './layout.ts';
import { lowerings } from './lowerings.ts';
import { microBatchSize } from './microBatch.ts';
import { accumulates, assignPhases, type Phase } from './phases.ts';
import { type Place, placeIn, type Region, shifted } from './place.ts';
import { placeSharedValues } from './sharedValues.ts';
import { createStorage, type Storage } from './storage.ts';
import type { SharedPhase } from './threads/threadProgram.ts';
import { turnsBytes } from './threads/turns.ts';
import { planUpdates, type RatePlan } from './updatePlan.ts';
import type { WasmVariables } from './variables.ts';
import { winogradConvolves, winogradPositions } from './winograd.ts';

export interface Plan {
  /** Micro-batches in a batch. */
  readonly parts: number;
  readonly storage: Storage;
  readonly calls: Readonly<Record<CallPhase, readonly Call[]>>;
  readonly rates: readonly RatePlan[];
  readonly constants: ReadonlyMap<number, Place>;
  /** Where a thread writes the number of its micro-batch, as u32. */
  readonly part: Place;
  /** See threads/turns.ts. */
  readonly turns: Place;
  /** Where seed and step are written for the draws; see draws.ts. */
  readonly clock: Place;
  readonly feeds: readonly FeedPlan[];
  /** Whole values after a step: [batches · batch, ...shape], or shared. */
  readonly outputs: ReadonlyMap<string, { readonly place: Place; readonly length: number }>;
}

/**
 * `zero` clears the sums over the batch; `pack` lays convolution kernels out, and is needed only when
 * variables have changed; `draw` fills the draws; `unpack` brings sums into the form in which others read them.
 */
export type CallPhase = SharedPhase | 'before' | 'after';

/** An input, or a draw that is given, filled for the whole batch before the micro-batches run. */
export interface FeedPlan {
  readonly name: string;
  readonly place: Place;
  readonly length: number;
}

export interface PlanOptions {
  readonly batch: number;
  readonly drawsGiven: boolean;
}

export function planProgram(
  program: Program,
  variables: WasmVariables,
  { batch, drawsGiven }: PlanOptions,
): Plan {
  const micro = microBatchSize(batch);
  const storage = createStorage();
  const phases = assignPhases(program.nodes);
  const steps = fuse(program, canPool);
  const shared = placeSharedValues(program, variables, storage);
  const values = new Map<Tensor, Value>();
  const calls: Record<Exclude<Phase, 'leaf'>, Call[]> = { before: [], micro: [], after: [] };
  const pack: Call[] = [];
  const constants = new Map<number, Place>();
  const packedKernels = new Map<string, Place>();
  const feeds: FeedPlan[] = [];
  const outputs = new Map<string, { place: Place; length: number }>();
  const part = placeIn(storage.keepInWorkArea(4));
  const scratch = storage.keepInWorkArea(0);
  const clock = placeIn(storage.keep(clockBytes));
  const turns = placeIn(storage.keep(turnsBytes(batch / micro)));
  const zero: Call[] = [];
  const unpack: Call[] = [];
  const draw: Call[] = [];
  let target = calls.micro;
  let label = '';
  let ordered = false;

  const builder: Builder = {
    micro,
    batch,
    value(tensor) {
      const value = values.get(tensor);
      if (!value) throw new EngineError(`wasm: ${tensor.op.kind} is read before it is computed`);
      return value;
    },
    call: (kernel, ...args) => void target.push({ kernel, arguments: args, label, ordered }),
    callOnce: (kernel, ...args) =>
      void unpack.push({ kernel, arguments: args, label, ordered: false }),
    scratch(bytes) {
      scratch.bytes = Math.max(scratch.bytes, bytes);
      return placeIn(scratch);
    },
    sums(bytes) {
      const region = storage.keep(bytes);
      zero.push(...zeroing(region));
      return placeIn(region);
    },
    constant(value) {
      const known = constants.get(value);
      if (known) return known;
      const place = placeIn(storage.keep(4));
      constants.set(value, place);
      return place;
    },
    packed(kernel, form) {
      const key = `${kernel.id} ${form}`;
      const known = packedKernels.get(key);
      if (known) return known;
      const [k, , ci, co] = kernel.shape;
      const [packKernel, taps, ...extents] = packing(form, k * k, ci, co);
      const place = placeIn(storage.keep(taps * ci * co * 4));
      // One that is computed, from a scalar for instance, may change from step to step.
      const list = ownerOf(kernel).op.kind === 'variable' ? pack : calls.before;
      list.push({
        kernel: packKernel,
        arguments: [place, interior(builder.value(kernel)), ...extents],
        label: 'packing',
        ordered: false,
      });
      packedKernels.set(key, place);
      return place;
    },
  };

  for (const node of program.nodes) if (node.inputs.length === 0) placeLeaf(node);
  const releases = findReleases(steps, program);
  for (const step of steps) {
    placeStep(step);
    for (const node of releases.get(step) ?? []) storage.release(builder.value(node).place.region);
  }
  emitOutputs();
  const updates = planUpdates(program, shared, storage, builder.value);

  return {
    parts: batch / micro,
    storage,
    calls: {
      ...calls,
      zero: [...zeroing(shared.arena), ...zero],
      draw,
      pack,
      unpack,
      after: [...calls.after, ...updates.copies],
      updates: updates.calls,
    },
    rates: updates.rates,
    constants,
    part,
    turns,
    clock,
    feeds,
    outputs,
  };

  function canPool(gradient: Tensor): boolean {
    const [upstream, kernel] = gradient.inputs;
    const samples = gradient.batches * micro;
    return winogradConvolves(kernel.shape[0], upstream.shape[2], gradient, samples);
  }

  function placeLeaf(node: Tensor): void {
    const layout = layoutOf(node, micro);
    const { op } = node;
    if (op.kind === 'input' || op.kind === 'draw') placeFeed(node, op.name);
    else if (op.kind === 'variable') {
      values.set(node, { type: node, layout, place: variables.place(op.name, op.spec.shape) });
    } else if (op.kind === 'constant') {
      values.set(node, { type: node, layout, place: builder.constant(op.value) });
    }
  }

  /** A feed lies whole in a buffer of its own; each micro-batch gathers its samples from there. */
  function placeFeed(node: Tensor, name: string): void {
    const layout = layoutOf(node, micro);
    const length = Math.max(1, node.batches * batch) * layout.rows * layout.len;
    const place = placeIn(storage.keep(length * 4));
    if (node.op.kind === 'draw' && !drawsGiven) emitDraws(node, name, place, length);
    else feeds.push({ name, place, length });
    const value = { type: node, layout, place };
    if (node.batches > 0) {
      value.place = placeIn(storage.take(layout));
      target = calls.micro;
      label = 'feeds';
      builder.call('gatherSamples', interior(value), place, ...samplesOf(value));
    }
    values.set(node, value);
  }

  /** In chunks, so that threads can share them out. */
  function emitDraws({ op, inputs }: Tensor, name: string, place: Place, length: number): void {
    if (op.kind !== 'draw') return;
    const kernel = drawKernels[op.distribution];
    const probability = inputs.length > 0 ? interior(builder.value(inputs[0])) : 0;
    for (let first = 0; first < length; first += drawChunk) {
      const count = Math.min(drawChunk, length - first);
      const to = shifted(place, first * 4);
      const args = [to, count, first, streamOf(name), clock, probability];
      draw.push({ kernel, arguments: args, label: 'draws', ordered: false });
    }
  }

  /** What gatherSamples and scatterSamples take after the two addresses. */
  function samplesOf({ type, layout }: Value): Argument[] {
    const { rows, len, sampleBytes, rowBytes } = layout;
    return [type.batches, micro, batch, rows, len, sampleBytes, rowBytes, part];
  }

  function placeStep(step: Step): void {
    const { node } = step;
    const { op } = step.core;
    const layout = layoutOf(node, micro);
    switch (op.kind) {
      case 'input':
      case 'variable':
      case 'constant':
        return;
      case 'draw':
        placeFeed(node, op.name);
        return;
      case 'stopGradient':
      case 'sampleScalar':
      case 'unstack': {
        const { place } = builder.value(node.inputs[0]);
        const start = op.kind === 'unstack' ? op.start * micro * layout.sampleBytes : 0;
        values.set(node, { type: node, layout, place: shifted(place, start) });
        return;
      }
    }
    const place = node.batches > 0 ? placeIn(storage.take(layout)) : shared.placeOf(node);
    const value = { type: node, layout, place };
    const phase = phases.get(node);
    if (!phase || phase === 'leaf') throw new EngineError(`wasm: ${op.kind} has no phase`);
    target = calls[phase];
    label = `${op.kind} ${node.shape.join('×')}`;
    ordered = phase === 'micro' && accumulates(node);
    lowerings[op.kind](step, value, builder);
    ordered = false;
    values.set(node, value);
  }

  function emitOutputs(): void {
    label = 'outputs';
    for (const [name, node] of Object.entries(program.outputs)) {
      const value = builder.value(node);
      const length = Math.max(1, node.batches * batch) * value.layout.rows * value.layout.len;
      const place = placeIn(storage.keep(length * 4));
      target = node.batches > 0 ? calls.micro : calls.after;
      if (node.batches > 0) {
        builder.call('scatterSamples', place, interior(value), ...samplesOf(value));
      } else builder.call('copyBytes', place, interior(value), length * 4);
      outputs.set(name, { place, length });
    }
  }
}

const drawKernels: Readonly<Record<'uniform' | 'normal' | 'bernoulli', DrawName>> = {
  uniform: 'drawUniform',
  normal: 'drawNormal',
  bernoulli: 'drawBernoulli',
};

/** The batched values that no step after this one reads: their buffers may be used again. */
function findReleases(steps: readonly Step[], program: Program): Map<Step, Set<Tensor>> {
  const lastRead = new Map<Tensor, Step>();
  for (const step of steps) {
    if (isView(step.core)) continue;
    for (const read of readsOf(step)) if (read.batches > 0) lastRead.set(ownerOf(read), step);
  }
  for (const node of Object.values(program.outputs)) lastRead.delete(ownerOf(node));
  const releases = new Map<Step, Set<Tensor>>();
  for (const [node, step] of lastRead) {
    const nodes = releases.get(step) ?? new Set();
    releases.set(step, nodes.add(node));
  }
  return releases;
}

const isView = ({ op }: Tensor) =>
  op.kind === 'stopGradient' || op.kind === 'sampleScalar' || op.kind === 'unstack';

/** The node in whose buffer the value lies. */
function ownerOf(node: Tensor): Tensor {
  return isView(node) ? ownerOf(node.inputs[0]) : node;
}

/** The kernel that packs, how many taps the packed kernel has, and what else the call takes. */
function packing(
  form: KernelForm,
  taps: number,
  ci: number,
  co: number,
): [kernel: KernelName, taps: number, ...extents: number[]] {
  switch (form) {
    case 'plain':
      return ['packKernel', taps, taps, ci, co];
    case 'turned':
      return ['packTurnedKernel', taps, taps, ci, co];
    case 'winograd':
      return ['packWinograd', winogradPositions, ci, co];
    case 'turnedWinograd':
      return ['packTurnedWinograd', winogradPositions, ci, co];
  }
}

function zeroing(arena: Region): Call[] {
  if (arena.bytes === 0) return [];
  return [
    {
      kernel: 'zeroBytes',
      arguments: [placeIn(arena), arena.bytes],
      label: 'zeroing',
      ordered: false,
    },
  ];
}
