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
import type { KernelChoice } from './planner.ts';
import { messageOf, readBuffer } from './readback.ts';
import type { ShaderCode } from './shader.ts';
import type { Dispatch } from './task.ts';
import { chooseVariants, type Recorded, type Remembered } from './variants.ts';
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
  device.pushErrorScope('out-of-memory');
  device.pushErrorScope('validation');
  for (const slot of slots) {
    if (slot.floats === 0) continue;
    if (slot.floats * 4 > limit) break;
    const buffer = gpu.createBuffer(slot.name, slot.floats);
    if (slot.data) device.queue.writeBuffer(buffer, 0, slot.data);
    buffers.set(slot, buffer);
  }
  const errors = [await device.popErrorScope(), await device.popErrorScope()];
  const large = slots.find(({ floats }) => floats * 4 > limit);
  if (large) {
    const mebibytes = (floats: number) => `${(floats / 2 ** 18).toFixed(0)} MiB`;
    refuse(
      `a buffer of ${mebibytes(large.floats)} is beyond this device's ${mebibytes(limit / 4)}`,
    );
  }
  const error = errors.find((found) => found !== null);
  if (error) refuse(`this device has no room for the step (${error.message})`);
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

  async function settle(): Promise<void> {
    requireAlive();
    await device.queue.onSubmittedWorkDone();
    gpu.check();
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
    settle,
    read,
    profile,
    get costs() {
      return {
        dispatches: recorded.length,
        submits: 1,
        modules: new Set(recorded.map(({ pipeline }) => pipeline)).size,
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
