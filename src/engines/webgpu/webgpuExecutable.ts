/** A planned step on the device: everything is made once, a run records and submits it. */
import type { Program } from '../../graph/program.ts';
import {
  type Clock,
  type CompileOptions,
  EngineError,
  type Executable,
  type Feeds,
} from '../engine.ts';
import { elementCode, groupCode } from './elementKernels.ts';
import type { Gpu } from './gpu.ts';
import { placeOf, type Slot } from './place.ts';
import { type Plan, planStep } from './plan.ts';
import { readBuffer } from './readback.ts';
import type { Binding, ShaderCode } from './shader.ts';
import type { Dispatch } from './task.ts';
import type { WebgpuVariables } from './webgpuVariables.ts';

/** What one step costs besides the GPU's work. */
export interface StepCosts {
  readonly dispatches: number;
  readonly submits: number;
  /** Shaders that differ. */
  readonly modules: number;
  /** Of the executable's own buffers. */
  readonly bufferBytes: number;
  /** JavaScript of the latest run. */
  readonly scriptMs: number;
  /** Ops of each dispatch, in order. */
  readonly labels: readonly string[];
  readonly groups: readonly ShaderCode['groups'][];
}

export interface WebgpuExecutable extends Executable {
  readonly costs: StepCosts;
  /**
   * Times each dispatch of the latest run by itself, in milliseconds of `now`. Repeats the step
   * as it does so: variables move.
   */
  profile(now?: () => number): Promise<number[]>;
}

interface Recorded {
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly groups: ShaderCode['groups'];
}

export async function compileStep(
  gpu: Gpu,
  program: Program,
  variables: WebgpuVariables,
  { batch, draws }: CompileOptions,
): Promise<WebgpuExecutable> {
  if (!Number.isInteger(batch) || batch < 1) {
    throw new EngineError(`compile: a batch has one sample or more, got ${batch}`);
  }
  gpu.check();
  for (const spec of program.variables) variables.require(spec);
  const plan = planStep({
    program,
    batch,
    drawsAreFed: draws === 'given',
    hasSubgroups: gpu.device.features.has('subgroups'),
    variables,
  });
  const codes = plan.dispatches.map((dispatch) => codeOf(dispatch, plan));
  const pipelines = await Promise.all(
    codes.map(({ source, bindings }) => gpu.pipeline(source, bindings)),
  );
  const buffers = makeBuffers(
    gpu,
    plan.slots.filter(({ floats }) => floats > 0),
  );
  const bufferOf = (slot: Slot) => buffers.get(slot) ?? variables.buffer();
  const recorded = codes.map((code, index): Recorded => {
    const group = bindGroup(gpu, code.bindings, bufferOf);
    return { pipeline: pipelines[index], group, groups: code.groups };
  });
  return executable(gpu, program, variables, plan, recorded, buffers, codes);
}

function codeOf(dispatch: Dispatch, plan: Plan): ShaderCode {
  switch (dispatch.kind) {
    case 'element':
      return elementCode(dispatch, plan);
    case 'group':
      return groupCode(dispatch, plan);
    case 'kernel':
      return dispatch.code();
  }
}

function makeBuffers(gpu: Gpu, slots: readonly Slot[]): Map<Slot, GPUBuffer> {
  return new Map(
    slots.map((slot) => {
      const buffer = gpu.createBuffer(slot.name, slot.floats);
      if (slot.data) gpu.device.queue.writeBuffer(buffer, 0, slot.data);
      return [slot, buffer];
    }),
  );
}

function bindGroup(
  gpu: Gpu,
  bindings: readonly Binding[],
  bufferOf: (slot: Slot) => GPUBuffer,
): GPUBindGroup {
  return gpu.device.createBindGroup({
    layout: gpu.layout(bindings),
    entries: bindings.map(({ slot, range }, binding) => {
      const buffer = bufferOf(slot);
      if (!range) return { binding, resource: { buffer } };
      const offset = range.offset * 4;
      const size = Math.min(Math.ceil(range.floats / 4) * 16, buffer.size - offset);
      return { binding, resource: { buffer, offset, size } };
    }),
  });
}

function executable(
  gpu: Gpu,
  program: Program,
  variables: WebgpuVariables,
  plan: Plan,
  recorded: readonly Recorded[],
  buffers: Map<Slot, GPUBuffer>,
  codes: readonly ShaderCode[],
): WebgpuExecutable {
  const { feeds, fixed, outputs } = plan;
  const { device } = gpu;
  const fed = new Float32Array(feeds.slot.floats);
  const feedBuffer = buffers.get(fixed.feeds)!;
  const copies = plan.copies.map(({ from, to, floats }) => ({
    source: buffers.get(placeOf(from.value).slot)!,
    sourceAt: (placeOf(from.value).offset + from.offset) * 4,
    targetAt: to.offset * 4,
    bytes: floats * 4,
  }));
  const changesVariables = program.updates.length > 0;
  let state: 'new' | 'ran' | 'disposed' = 'new';
  let scriptMs = 0;
  let small: Promise<Float32Array> | null = null;

  function requireAlive(): void {
    if (state === 'disposed') throw new EngineError(`${program.name} was disposed of`);
    gpu.check();
  }

  function run(given: Feeds, clock: Clock): void {
    requireAlive();
    const target = variables.buffer();
    const began = performance.now();
    feeds.fill(fed, given, clock);
    device.queue.writeBuffer(feedBuffer, 0, fed);
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (const { pipeline, group, groups } of recorded) {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(groups[0], groups[1], groups[2]);
    }
    pass.end();
    for (const { source, sourceAt, targetAt, bytes } of copies) {
      encoder.copyBufferToBuffer(source, sourceAt, target, targetAt, bytes);
    }
    device.queue.submit([encoder.finish()]);
    if (changesVariables) variables.touch();
    small = null;
    state = 'ran';
    scriptMs = performance.now() - began;
  }

  async function read(output: string, out?: Float32Array): Promise<Float32Array> {
    requireAlive();
    const view = outputs.get(output);
    if (!view) throw new EngineError(`${program.name} has no output ${output}`);
    if (state === 'new') throw new EngineError(`${program.name} has not run yet`);
    const node = program.outputs[output];
    const floats = Math.max(node.batches * plan.batch, 1) * sizeOf(node.shape);
    if (out && out.length !== floats) {
      throw new EngineError(`${output} has ${floats} elements, not ${out.length}`);
    }
    const { slot, offset } = placeOf(view.value);
    const first = offset + view.offset;
    if (slot === fixed.small) small ??= readBuffer(gpu, buffers.get(slot)!, 0, plan.smallOutputs);
    const values =
      slot === fixed.small
        ? (await small!).slice(first, first + floats)
        : await readBuffer(gpu, buffers.get(slot)!, first, floats);
    if (!out) return values;
    out.set(values);
    return out;
  }

  async function profile(now = () => performance.now()): Promise<number[]> {
    requireAlive();
    const times: number[] = [];
    for (const { pipeline, group, groups } of recorded) {
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(groups[0], groups[1], groups[2]);
      pass.end();
      const began = now();
      device.queue.submit([encoder.finish()]);
      await device.queue.onSubmittedWorkDone();
      times.push(now() - began);
    }
    if (changesVariables) variables.touch();
    return times;
  }

  return {
    program,
    batch: plan.batch,
    run,
    read,
    profile,
    get costs() {
      return {
        dispatches: recorded.length,
        submits: 1,
        modules: new Set(codes.map(({ source }) => source)).size,
        bufferBytes: [...buffers.values()].reduce((sum, { size }) => sum + size, 0),
        scriptMs,
        labels: plan.dispatches.map(({ label }) => label),
        groups: recorded.map(({ groups }) => groups),
      };
    },
    dispose() {
      if (state === 'disposed') return;
      state = 'disposed';
      for (const buffer of buffers.values()) gpu.destroyBuffer(buffer);
    },
  };
}

const sizeOf = (shape: readonly number[]) => shape.reduce((size, extent) => size * extent, 1);
