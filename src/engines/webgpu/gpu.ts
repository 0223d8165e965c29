/**
 * The device as the engine uses it: buffers that are counted, pipelines that are shared, and what
 * went wrong with it.
 */
import { EngineLostError } from '../engine.ts';
import { roundUp } from './place.ts';
import type { Binding } from './shader.ts';

export interface Gpu {
  readonly device: GPUDevice;
  /** Of all buffers held. */
  readonly bytes: number;
  readonly modules: number;
  /** Settles with a reason in plain words once the device is lost; never rejects. */
  readonly lost: Promise<string>;
  /** @throws EngineLostError once the device is lost, or has refused a step. */
  check(): void;
  createBuffer(label: string, floats: number, usage?: number): GPUBuffer;
  destroyBuffer(buffer: GPUBuffer): void;
  /** A pipeline for this source; equal sources share one. */
  pipeline(source: string, bindings: readonly Binding[]): Promise<GPUComputePipeline>;
  layout(bindings: readonly Binding[]): GPUBindGroupLayout;
  dispose(): void;
}

// As numbers, for the globals that name them are missing where a device is made outside a browser.
export const usage = { mapRead: 1, copySource: 4, copyTarget: 8, storage: 128 } as const;
export const mapModeRead = 1;
const computeStage = 4;

/** Of the labels of all buffers. */
const prefix = 'betwixt ';

const storageUsage = usage.storage | usage.copySource | usage.copyTarget;

export function createGpu(device: GPUDevice): Gpu {
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
    if (error.message.includes(prefix)) failure ??= error.message;
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

  return {
    device,
    lost,
    get bytes() {
      return bytes;
    },
    get modules() {
      return pipelines.size;
    },
    check() {
      if (lostBecause !== null) throw new EngineLostError(`webgpu: ${lostBecause}`);
      if (failure !== null) throw new EngineLostError(`webgpu: the GPU refused a step: ${failure}`);
    },
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
      device.removeEventListener('uncapturederror', note);
      for (const buffer of buffers) buffer.destroy();
      buffers.clear();
      pipelines.clear();
      bytes = 0;
    },
  };
}
