/** Copies from the GPU. The state read is that of the moment of asking, whatever is submitted later. */
import { EngineError } from '../engine.ts';
import { type Gpu, mapModeRead, usage } from './gpu.ts';

/** Floats from `offset` of a buffer. @throws EngineError when the device is lost meanwhile. */
export async function readBuffer(
  gpu: Gpu,
  buffer: GPUBuffer,
  offset: number,
  floats: number,
): Promise<Float32Array> {
  gpu.check();
  const staging = gpu.createBuffer('staging', floats, usage.mapRead | usage.copyTarget);
  try {
    const encoder = gpu.device.createCommandEncoder();
    encoder.copyBufferToBuffer(buffer, offset * 4, staging, 0, floats * 4);
    gpu.device.queue.submit([encoder.finish()]);
    await staging.mapAsync(mapModeRead);
    const values = new Float32Array(staging.getMappedRange(0, floats * 4)).slice();
    staging.unmap();
    return values;
  } catch (cause) {
    await Promise.resolve();
    gpu.check();
    throw new EngineError(`webgpu: could not read from the GPU: ${messageOf(cause)}`, { cause });
  } finally {
    gpu.destroyBuffer(staging);
  }
}

export function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
