/** The WebGPU device of a page or worker: one, which all engines in it share. */
import { messageOf } from '../../core/messageOf.ts';
import { EngineUnavailableError } from '../engine.ts';
import { deviceDescriptor } from './deviceDescriptor.ts';

/** The adapter that engines run on, or null. Never throws. */
export async function findAdapter(): Promise<GPUAdapter | null> {
  try {
    return await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  } catch {
    // No `navigator`, no `gpu`, or a driver that fails: all the same, there is none.
    return null;
  }
}

export interface DeviceKeeper {
  /** The device, made when first asked for and after a loss. @throws EngineUnavailableError */
  open(): Promise<GPUDevice>;
  /** Gives `device` up, if it is still the one that is kept, so that the next is a new one. */
  discard(device: GPUDevice): void;
}

export function createDeviceKeeper(): DeviceKeeper {
  let kept: Promise<GPUDevice> | null = null;
  let current: GPUDevice | null = null;

  async function make(): Promise<GPUDevice> {
    const adapter = await findAdapter();
    if (!adapter) throw new EngineUnavailableError('there is no WebGPU adapter');
    try {
      current = await adapter.requestDevice(deviceDescriptor(adapter));
    } catch (cause) {
      const why = messageOf(cause);
      throw new EngineUnavailableError(`the GPU gives no device: ${why}`, { cause });
    }
    const made = current;
    void made.lost.then(() => forget(made));
    return made;
  }

  function forget(device: GPUDevice): void {
    if (current === device) [current, kept] = [null, null];
  }

  return {
    open() {
      kept ??= make().catch((error: unknown) => {
        kept = null;
        throw error;
      });
      return kept;
    },
    discard(device) {
      forget(device);
      device.destroy();
    },
  };
}
