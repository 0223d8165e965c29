/** A device for tests, or why there is none. */
import { EngineUnavailableError } from '../engine.ts';
import { openNodeDevice } from './nodeDevice.ts';

export async function openOrExplain(): Promise<GPUDevice | string> {
  try {
    return await openNodeDevice();
  } catch (error) {
    if (error instanceof EngineUnavailableError) return error.message;
    throw error;
  }
}
