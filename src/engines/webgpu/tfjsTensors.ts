/**
 * Variables to and from tfjs tensors on the same GPUDevice, by copies on the GPU. Loads tfjs: whoever
 * wants the compiled engine alone does not import this file. First `loadBackendOn(engine.device)`.
 */

import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { sameShape, sampleSize } from '../../graph/tensor.ts';
import { EngineError } from '../engine.ts';
import { enterBackend } from '../tfjs/backend.ts';
import { storageUsage } from './usage.ts';
import type { WebgpuVariables } from './webgpuVariables.ts';

/**
 * A variable's values as they are now, of its shape; the caller disposes of the tensor.
 * @throws EngineError for an unknown name, or when tfjs does not run on the variables' device.
 */
export function tensorFromVariable(variables: WebgpuVariables, name: string): tf.Tensor {
  const { gpu } = variables;
  gpu.check();
  const { shape, offset, floats } = find(variables, name);
  requireBackend(variables);
  // Of the exact size: what tfjs reads back of a tensor is its whole buffer.
  const size = floats * 4;
  const copy = gpu.device.createBuffer({ label: `copy of ${name}`, size, usage: storageUsage });
  try {
    gpu.commands.encoder().copyBufferToBuffer(variables.buffer(), offset, copy, 0, size);
    gpu.commands.submit();
    enterBackend('webgpu');
    // Without zeroCopy tfjs copies into a buffer of its own, which goes with the tensor.
    return tf.tensor({ buffer: copy }, [...shape], 'float32');
  } finally {
    copy.destroy();
  }
}

/**
 * Sets a variable to a tensor's values; the tensor stays the caller's.
 * @throws EngineError for an unknown name, another shape or type, or a tensor of another device.
 */
export function variableFromTensor(
  variables: WebgpuVariables,
  name: string,
  tensor: tf.Tensor,
): void {
  const { gpu } = variables;
  gpu.check();
  const { shape, offset, floats } = find(variables, name);
  if (!sameShape(tensor.shape, shape) || tensor.dtype !== 'float32') {
    throw new EngineError(
      `variable ${name} has shape [${shape}] of float32, the tensor [${tensor.shape}] of ${tensor.dtype}`,
    );
  }
  const backend = requireBackend(variables);
  if (!backend.tensorMap.has(tensor.dataId)) {
    throw new EngineError(`${name} cannot be set to a tensor that is not on tfjs’s webgpu backend`);
  }
  // Small tensors that tfjs computed on the CPU are there only.
  backend.uploadToGPU(tensor.dataId);
  const { tensorRef, buffer } = tensor.dataToGPU();
  if (!buffer) throw new EngineError('tfjs gave no GPU buffer for the tensor');
  gpu.commands.encoder().copyBufferToBuffer(buffer, 0, variables.buffer(), offset, floats * 4);
  gpu.commands.submit();
  variables.touch();
  tensorRef.dispose();
}

/** @throws EngineError for an unknown name. */
function find(variables: WebgpuVariables, name: string) {
  const place = variables.place(name);
  const shape = variables.specs.find((spec) => spec.name === name)?.shape ?? [];
  return { shape, offset: place.offset * 4, floats: sampleSize({ shape, batches: 0 }) };
}

/** @throws EngineError unless tfjs's webgpu backend runs on the device of the variables. */
function requireBackend({ gpu }: WebgpuVariables): WebGPUBackend {
  const backend = tf.findBackend('webgpu');
  if (isOn(backend, gpu.device)) return backend;
  throw new EngineError(
    backend
      ? 'tfjs runs on another GPU device; start it on the engine’s by loadBackendOn(engine.device)'
      : 'tfjs has no webgpu backend yet; start it by loadBackendOn(engine.device)',
  );
}

function isOn(backend: unknown, device: GPUDevice): backend is WebGPUBackend {
  return (
    typeof backend === 'object' &&
    backend !== null &&
    'device' in backend &&
    backend.device === device
  );
}
