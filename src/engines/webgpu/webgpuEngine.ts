/** Compiles a Program to WGSL: a step is one command buffer of few dispatches. */
import { type Engine, EngineError, type Variables } from '../engine.ts';
import { describeAdapter, isSoftwareAdapter } from './adapterInfo.ts';
import { createGpu, type Gpu } from './gpu.ts';
import type { KernelChoice } from './planner.ts';
import type { Remembered } from './variants.ts';
import { compileStep, type WebgpuExecutable } from './webgpuExecutable.ts';
import { createWebgpuVariables, type WebgpuVariables } from './webgpuVariables.ts';

export interface WebgpuEngine extends Engine {
  readonly device: GPUDevice;
  /** Settles with a reason in plain words once the device is lost; every later run throws an EngineError. */
  readonly lost: Promise<string>;
  /** Of all buffers of executables and variables. */
  readonly bufferBytes: number;
  createVariables(...args: Parameters<Engine['createVariables']>): WebgpuVariables;
  compile(...args: Parameters<Engine['compile']>): Promise<WebgpuExecutable>;
}

export interface WebgpuOptions {
  /** For tests and measurements; by default what suits the adapter. */
  readonly kernels?: Partial<KernelChoice>;
  /** Findings of earlier measurements on this adapter; new ones are added. */
  readonly remembered?: Remembered;
  /** Steps that are recorded before they are submitted together; by default what suits the adapter. */
  readonly stepsPerSubmit?: number;
}

/** A software adapter takes far longer for a step than JavaScript does; a GPU should not wait for it. */
const stepsPerSubmit = { software: 1, tiled: 4 } as const;

/** An engine on a device that the caller made and keeps; `deviceDescriptor` says what to ask for. */
export function createWebgpuEngine(device: GPUDevice, options: WebgpuOptions = {}): WebgpuEngine {
  const kernels = { ...kernelsFor(device), ...options.kernels };
  const gpu = createGpu(device, options.stepsPerSubmit ?? stepsPerSubmit[kernels.family]);
  const remembered = options.remembered ?? new Map<string, number>();
  return {
    name: 'webgpu',
    description: describeDevice(device),
    device,
    lost: gpu.lost,
    get bufferBytes() {
      return gpu.bytes;
    },
    createVariables: (specs) => createWebgpuVariables(gpu, specs),
    async compile(program, variables, compileOptions) {
      if (!isOn(gpu, variables)) {
        throw new EngineError('variables belong to another engine; create them with this one');
      }
      return compileStep(gpu, program, variables, compileOptions, kernels, remembered);
    },
    dispose: () => gpu.dispose(),
  };
}

function isOn(gpu: Gpu, variables: Variables): variables is WebgpuVariables {
  return 'gpu' in variables && variables.gpu === gpu;
}

function describeDevice({ adapterInfo }: GPUDevice): string {
  const name = describeAdapter(adapterInfo);
  const kind = isSoftwareAdapter(adapterInfo) ? ', in software' : '';
  return `compiled WebGPU${name ? ` (${name}${kind})` : kind}`;
}

function kernelsFor({ adapterInfo, features }: GPUDevice): KernelChoice {
  return {
    family: isSoftwareAdapter(adapterInfo) ? 'software' : 'tiled',
    quads: features.has('subgroups'),
  };
}
