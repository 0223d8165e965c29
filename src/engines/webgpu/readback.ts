/** Copies from the GPU. The state read is that of the moment of asking, whatever is submitted later. */
import { messageOf } from '../../core/messageOf.ts';
import { EngineError } from '../engine.ts';
import type { Commands } from './commands.ts';
import { mapModeRead, usage } from './usage.ts';

/** Where the buffers come from. */
interface Owner {
  readonly commands: Commands;
  createBuffer(label: string, floats: number, usage?: number): GPUBuffer;
  destroyBuffer(buffer: GPUBuffer): void;
  /** @throws EngineLostError once the device is lost, or has refused a step. */
  check(): void;
  /** Something failed: waits for what the device has to say, then checks. */
  explain(): Promise<void>;
}

export interface Readback {
  /** Floats from `offset` of a buffer. @throws EngineError when the device is lost meanwhile. */
  read(buffer: GPUBuffer, offset: number, floats: number): Promise<Float32Array>;
}

/** Losses fit: such staging buffers are kept. */
const smallFloats = 16_384;
/** Reads that wait at the same time and still need no new buffer. */
const mostKept = 4;

export function createReadback(gpu: Owner): Readback {
  const kept: GPUBuffer[] = [];

  function take(floats: number): GPUBuffer {
    const held = floats <= smallFloats ? kept.pop() : undefined;
    if (held) return held;
    const size = Math.max(floats, smallFloats);
    return gpu.createBuffer('staging', size, usage.mapRead | usage.copyTarget);
  }

  function giveBack(staging: GPUBuffer): void {
    if (staging.size === smallFloats * 4 && kept.length < mostKept) kept.push(staging);
    else gpu.destroyBuffer(staging);
  }

  async function read(buffer: GPUBuffer, offset: number, floats: number): Promise<Float32Array> {
    gpu.check();
    const staging = take(floats);
    try {
      const { commands } = gpu;
      commands.encoder().copyBufferToBuffer(buffer, offset * 4, staging, 0, floats * 4);
      commands.submit();
      await staging.mapAsync(mapModeRead, 0, floats * 4);
      const values = new Float32Array(staging.getMappedRange(0, floats * 4)).slice();
      staging.unmap();
      gpu.check();
      giveBack(staging);
      return values;
    } catch (cause) {
      gpu.destroyBuffer(staging);
      await gpu.explain();
      throw new EngineError(`webgpu: could not read from the GPU: ${messageOf(cause)}`, { cause });
    }
  }

  return { read };
}
