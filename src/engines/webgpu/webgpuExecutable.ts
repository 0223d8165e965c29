/** A planned step on the device: everything is made once, a run records and submits it. */
import { messageOf } from '../../core/messageOf.ts';
import type { Program } from '../../graph/program.ts';
import {
  type Clock,
  type CompileOptions,
  EngineError,
  type Executable,
  type Feeds,
} from '../engine.ts';
import { elementCode, groupCode } from './elementKernels.ts';
import { createFeedRing } from './feedRing.ts';
import type { Gpu } from './gpu.ts';
import { placeOf, type Slot } from './place.ts';
import { type Plan, planStep } from './plan.ts';
import type { KernelChoice } from './planner.ts';
import type { ShaderCode } from './shader.ts';
import type { Dispatch } from './task.ts';
import { chooseVariants, type Recorded, type Remembered } from './variants.ts';
import type { WebgpuVariables } from './webgpuVariables.ts';

/** What one step costs besides the GPU's work. */
export interface StepCosts {
  readonly dispatches: number;
  /** A step, where steps follow each other without a settle or a read. */
  readonly submits: number;
  /** Shaders that differ. */
  readonly modules: number;
  /** Of the executable's own buffers. */
  readonly bufferBytes: number;
  /** JavaScript of a step, submit included: of the latest submit, by its steps. */
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

export async function compileStep(
  gpu: Gpu,
  program: Program,
  variables: WebgpuVariables,
  { batch, draws }: CompileOptions,
  kernels: KernelChoice,
  remembered: Remembered,
): Promise<WebgpuExecutable> {
  if (!Number.isInteger(batch) || batch < 1) {
    throw new EngineError(`compile: a batch has one sample or more, got ${batch}`);
  }
  await variables.ready();
  gpu.check();
  for (const spec of program.variables) variables.require(spec);
  const plan = planStep({
    program,
    batch,
    drawsAreFed: draws === 'given',
    kernels,
    variables,
  });
  const written = plan.dispatches.map((dispatch) => variantsOf(dispatch, plan));
  const buffers = await makeBuffers(gpu, plan.slots);
  const bufferOf = (slot: Slot) => buffers.get(slot) ?? variables.buffer();
  try {
    const chosen = await chooseVariants(gpu, written, bufferOf, remembered);
    return executable(gpu, program, variables, plan, chosen, buffers);
  } catch (cause) {
    for (const buffer of buffers.values()) gpu.destroyBuffer(buffer);
    if (cause instanceof EngineError) throw cause;
    gpu.check();
    throw new EngineError(`webgpu: ${program.name} does not compile: ${messageOf(cause)}`, {
      cause,
    });
  }
}

/** Shaders that compute a dispatch, the likeliest to be the fastest first. */
function variantsOf(dispatch: Dispatch, plan: Plan): ShaderCode[] {
  switch (dispatch.kind) {
    case 'element':
      return [elementCode(dispatch, plan)];
    case 'group':
      return [groupCode(dispatch, plan)];
    case 'kernel':
      return dispatch.variants().map((write) => write());
  }
}

/** @throws EngineError when the device has no room for them. */
async function makeBuffers(gpu: Gpu, slots: readonly Slot[]): Promise<Map<Slot, GPUBuffer>> {
  const { device } = gpu;
  const buffers = new Map<Slot, GPUBuffer>();
  const refuse = (why: string): never => {
    for (const buffer of buffers.values()) gpu.destroyBuffer(buffer);
    throw new EngineError(`webgpu: ${why}; take a smaller batch or depth`);
  };
  const limit = Math.min(device.limits.maxBufferSize, device.limits.maxStorageBufferBindingSize);
  const { refusal } = gpu.guard(() => {
    for (const slot of slots) {
      if (slot.floats === 0) continue;
      if (slot.floats * 4 > limit) break;
      const buffer = gpu.createBuffer(slot.name, slot.floats);
      if (slot.data) device.queue.writeBuffer(buffer, 0, slot.data);
      buffers.set(slot, buffer);
    }
  });
  const why = await refusal;
  const large = slots.find(({ floats }) => floats * 4 > limit);
  if (large) {
    const mebibytes = (floats: number) => `${(floats / 2 ** 18).toFixed(0)} MiB`;
    refuse(
      `a buffer of ${mebibytes(large.floats)} is beyond this device's ${mebibytes(limit / 4)}`,
    );
  }
  if (why !== null) refuse(`this device has no room for the step (${why})`);
  return buffers;
}

function executable(
  gpu: Gpu,
  program: Program,
  variables: WebgpuVariables,
  plan: Plan,
  recorded: readonly Recorded[],
  buffers: ReadonlyMap<Slot, GPUBuffer>,
): WebgpuExecutable {
  const { feeds, fixed, outputs } = plan;
  const { device, commands, readback } = gpu;
  const ring = createFeedRing(gpu, buffers.get(fixed.feeds)!, feeds.slot.floats);
  const copies = plan.copies.map(({ from, to, floats }) => ({
    source: buffers.get(placeOf(from.value).slot)!,
    sourceAt: (placeOf(from.value).offset + from.offset) * 4,
    targetAt: to.offset * 4,
    bytes: floats * 4,
  }));
  const changesVariables = program.updates.length > 0;
  const target = variables.buffer();
  let state: 'new' | 'ran' | 'disposed' = 'new';
  let small: Promise<Float32Array> | null = null;

  function requireAlive(): void {
    if (state === 'disposed') throw new EngineError(`${program.name} was disposed of`);
    variables.buffer();
    gpu.check();
  }

  function record(encoder: GPUCommandEncoder): void {
    ring.record(encoder);
    const pass = encoder.beginComputePass();
    let current: GPUComputePipeline | null = null;
    for (const { pipeline, group, groups } of recorded) {
      if (pipeline !== current) pass.setPipeline(pipeline);
      current = pipeline;
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(groups[0], groups[1], groups[2]);
    }
    pass.end();
    for (const { source, sourceAt, targetAt, bytes } of copies) {
      encoder.copyBufferToBuffer(source, sourceAt, target, targetAt, bytes);
    }
  }

  function run(given: Feeds, clock: Clock): void {
    requireAlive();
    feeds.fill(ring.region, given, clock);
    commands.step(record);
    if (changesVariables) variables.touch();
    small = null;
    state = 'ran';
  }

  async function settle(): Promise<void> {
    requireAlive();
    await gpu.settle();
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
    if (slot === fixed.small) small ??= readback.read(buffers.get(slot)!, 0, plan.smallOutputs);
    const values =
      slot === fixed.small
        ? (await small!).slice(first, first + floats)
        : await readback.read(buffers.get(slot)!, first, floats);
    if (!out) return values;
    out.set(values);
    return out;
  }

  async function profile(now = () => performance.now()): Promise<number[]> {
    requireAlive();
    const times: number[] = [];
    await gpu.settle();
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
    settle,
    read,
    profile,
    get costs() {
      return {
        dispatches: recorded.length,
        submits: 1 / commands.stepsPerSubmit,
        modules: new Set(recorded.map(({ pipeline }) => pipeline)).size,
        bufferBytes: [...buffers.values()].reduce((sum, { size }) => sum + size, ring.bytes),
        scriptMs: commands.scriptMs,
        labels: plan.dispatches.map(({ label }) => label),
        groups: recorded.map(({ groups }) => groups),
      };
    },
    dispose() {
      if (state === 'disposed') return;
      state = 'disposed';
      commands.submit();
      ring.dispose();
      for (const buffer of buffers.values()) gpu.destroyBuffer(buffer);
    },
  };
}

const sizeOf = (shape: readonly number[]) => shape.reduce((size, extent) => size * extent, 1);
