/**
 * The device as the engine uses it: buffers that are counted, pipelines that are shared, and what
 * went wrong with it.
 */
import { messageOf } from '../../core/messageOf.ts';
import { EngineError, EngineLostError } from '../engine.ts';
import { type Commands, createCommands } from './commands.ts';
import { roundUp } from './place.ts';
import { createReadback, type Readback } from './readback.ts';
import type { Binding } from './shader.ts';
import { computeStage, storageUsage } from './usage.ts';

export interface Gpu {
  readonly device: GPUDevice;
  readonly commands: Commands;
  readonly readback: Readback;
  /** Of all buffers held. */
  readonly bytes: number;
  readonly modules: number;
  /** Settles with a reason in plain words once the device is lost; never rejects. */
  readonly lost: Promise<string>;
  /** @throws EngineLostError once the device is lost, or has refused a step. */
  check(): void;
  /** Something failed: waits for what the device has to say, then checks. */
  explain(): Promise<void>;
  /** Submits, and resolves once the GPU has done all. @throws EngineLostError when it could not. */
  settle(): Promise<void>;
  /** Makes something, and tells why the device refuses it, or null. */
  guard<T>(make: () => T): { readonly made: T; readonly refusal: Promise<string | null> };
  createBuffer(label: string, floats: number, usage?: number): GPUBuffer;
  destroyBuffer(buffer: GPUBuffer): void;
  /** A pipeline for this source; equal sources share one. */
  pipeline(source: string, bindings: readonly Binding[]): Promise<GPUComputePipeline>;
  layout(bindings: readonly Binding[]): GPUBindGroupLayout;
  dispose(): void;
}

/** Engines made so far: several may share a device, and an error is one's own. */
let engines = 0;

/** How long a lost device may keep its loss to itself. */
const patienceMs = 200;

export function createGpu(device: GPUDevice, stepsPerSubmit = 1): Gpu {
  /** Of the labels of all that the engine makes. */
  const prefix = `betwixt ${++engines} `;
  const commands = createCommands(device, `${prefix}steps`, stepsPerSubmit);
  const buffers = new Set<GPUBuffer>();
  const layouts = new Map<string, GPUBindGroupLayout>();
  const pipelines = new Map<string, Promise<GPUComputePipeline>>();
  let bytes = 0;
  let lostBecause: string | null = null;
  let failure: string | null = null;

  const lost = device.lost.then(({ reason, message }) => {
    lostBecause =
      reason === 'destroyed'
        ? 'the GPU device was closed'
        : `the GPU device was lost (${message || 'the driver gave no reason'}); go on from the last checkpoint on a new device or on another engine`;
    return lostBecause;
  });

  /** The device may be shared: only what names this engine's objects is its failure. */
  function note({ error }: GPUUncapturedErrorEvent): void {
    if (!error.message.includes(prefix)) return;
    failure ??= isOutOfMemory(error)
      ? `the GPU is out of memory: ${error.message}`
      : `the GPU refused a step: ${error.message}`;
  }
  device.addEventListener('uncapturederror', note);

  function layout(bindings: readonly Binding[]): GPUBindGroupLayout {
    const key = bindings.map(({ writable }) => (writable ? 'w' : 'r')).join('');
    const known = layouts.get(key);
    if (known) return known;
    const made = device.createBindGroupLayout({
      entries: bindings.map(({ writable }, binding) => ({
        binding,
        visibility: computeStage,
        buffer: { type: writable ? 'storage' : 'read-only-storage' },
      })),
    });
    layouts.set(key, made);
    return made;
  }

  async function compile(
    source: string,
    bindings: readonly Binding[],
  ): Promise<GPUComputePipeline> {
    const module = device.createShaderModule({ code: source });
    return device.createComputePipelineAsync({
      layout: device.createPipelineLayout({ bindGroupLayouts: [layout(bindings)] }),
      compute: { module, entryPoint: 'main' },
    });
  }

  function check(): void {
    const why = lostBecause ?? failure;
    if (why !== null) throw new EngineLostError(`webgpu: ${why}`);
  }

  async function explain(): Promise<void> {
    const patience = new Promise((resolve) => setTimeout(resolve, patienceMs));
    await Promise.race([lost, patience]);
    check();
  }

  async function settle(): Promise<void> {
    check();
    try {
      await commands.finished();
    } catch (cause) {
      await explain();
      throw new EngineError(`webgpu: the GPU did not finish: ${messageOf(cause)}`, { cause });
    }
    check();
  }

  function guard<T>(make: () => T): { made: T; refusal: Promise<string | null> } {
    device.pushErrorScope('out-of-memory');
    device.pushErrorScope('validation');
    const made = make();
    // A lost device answers no questions; `check` says what it is.
    const next = () => device.popErrorScope().catch(() => null);
    const refusal = Promise.all([next(), next()]).then(
      (errors) => errors.find((error) => error !== null)?.message ?? null,
    );
    return { made, refusal };
  }

  const gpu: Gpu = {
    device,
    commands,
    get readback() {
      return readback;
    },
    lost,
    explain,
    settle,
    guard,
    get bytes() {
      return bytes;
    },
    get modules() {
      return pipelines.size;
    },
    check,
    createBuffer(label, floats, flags = storageUsage) {
      const size = roundUp(Math.max(floats, 4) * 4, 16);
      const buffer = device.createBuffer({ label: prefix + label, size, usage: flags });
      buffers.add(buffer);
      bytes += size;
      return buffer;
    },
    destroyBuffer(buffer) {
      if (!buffers.delete(buffer)) return;
      bytes -= buffer.size;
      buffer.destroy();
    },
    pipeline(source, bindings) {
      const known = pipelines.get(source);
      if (known) return known;
      const made = compile(source, bindings);
      pipelines.set(source, made);
      made.catch(() => pipelines.delete(source));
      return made;
    },
    layout,
    dispose() {
      commands.submit();
      device.removeEventListener('uncapturederror', note);
      for (const buffer of buffers) buffer.destroy();
      buffers.clear();
      pipelines.clear();
      bytes = 0;
    },
  };
  const readback = createReadback(gpu);
  return gpu;
}

/** By name: outside a browser the class itself may be out of reach. */
function isOutOfMemory(error: GPUError): boolean {
  return error.constructor.name === 'GPUOutOfMemoryError';
}
