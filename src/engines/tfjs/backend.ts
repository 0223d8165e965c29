/** Loads a tfjs backend when it is asked for, and makes it the current one. */

import * as tf from '@tensorflow/tfjs-core';
import { messageOf } from '../../core/messageOf.ts';
import { EngineUnavailableError } from '../engine.ts';

export const tfjsBackends = ['webgpu', 'wasm', 'cpu'] as const;

export type TfjsBackend = (typeof tfjsBackends)[number];

/** Where a browser finds tfjs-wasm's `.wasm` files: a folder, or each file's address by its name. */
export type WasmPaths = string | Readonly<Record<string, string>>;

const loading = new Map<TfjsBackend, Promise<void>>();

/**
 * Registers and starts a backend, once.
 * @throws EngineUnavailableError when this machine cannot run it.
 */
export function loadBackend(backend: TfjsBackend, wasmPaths?: WasmPaths): Promise<void> {
  const started = loading.get(backend) ?? start(backend, wasmPaths);
  loading.set(backend, started);
  // A failure is not kept: another try may name the right paths.
  started.catch(() => loading.delete(backend));
  return started;
}

/** The device that the webgpu backend was started on, where a caller named it. */
let givenDevice: GPUDevice | null = null;

/**
 * Starts the webgpu backend on a device that the caller made and keeps, so that tensors and compiled
 * buffers live on one. `loadBackend('webgpu')` then finds it started.
 * @throws EngineUnavailableError where there is no WebGPU, or the backend runs on another device.
 */
export async function loadBackendOn(device: GPUDevice): Promise<void> {
  if (givenDevice === device) return loadBackend('webgpu');
  if (loading.has('webgpu')) {
    throw new EngineUnavailableError(
      'tfjs already runs on another GPU device; a page or process has one',
    );
  }
  givenDevice = device;
  try {
    await loadBackend('webgpu');
  } catch (error) {
    givenDevice = null;
    throw error;
  }
}

/**
 * tfjs has one current backend for all; a started one becomes current before `setBackend` returns.
 * Engines on two backends thus take turns within a process.
 */
export function enterBackend(backend: TfjsBackend): void {
  if (tf.getBackend() !== backend) void tf.setBackend(backend);
}

async function start(backend: TfjsBackend, wasmPaths?: WasmPaths): Promise<void> {
  try {
    // Without it tfjs-cpu greets every user of Node on the console.
    tf.enableProdMode();
    await register(backend, wasmPaths);
    if (!(await tf.setBackend(backend))) throw new Error('it did not start');
  } catch (cause) {
    const why = messageOf(cause);
    throw new EngineUnavailableError(`tfjs cannot run on ${backend} here: ${why}`, { cause });
  }
}

async function register(backend: TfjsBackend, wasmPaths?: WasmPaths): Promise<void> {
  switch (backend) {
    case 'cpu':
      await import('@tensorflow/tfjs-backend-cpu');
      return;
    case 'wasm': {
      const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
      if (wasmPaths !== undefined) setWasmPaths(wasmPaths);
      // Its build for threads, chosen where memory can be shared, never starts within a worker.
      tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
      return;
    }
    case 'webgpu': {
      const gpu = typeof navigator === 'undefined' ? undefined : navigator.gpu;
      if (!gpu) throw new Error('this browser or runtime has no WebGPU');
      if (!givenDevice && !(await gpu.requestAdapter())) {
        throw new Error('WebGPU offers no adapter');
      }
      const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
      if (!givenDevice) return;
      // The package has registered itself with a device of its own, to be made when it starts.
      const device = givenDevice;
      tf.removeBackend('webgpu');
      tf.registerBackend('webgpu', () => new WebGPUBackend(device, device.adapterInfo), 3);
    }
  }
}
