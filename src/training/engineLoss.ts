/** Telling an engine that failed from a run that cannot be. */
import { type Engine, EngineError, EngineLostError } from '../engines/engine.ts';

/**
 * The loss of `engine` that `error` tells of: the run may go on from a checkpoint on a new one. A GPU
 * that refuses, for want of memory perhaps, is as good as lost. Null where the run is at fault.
 */
export function lossOf(error: unknown, engine: Engine): EngineLostError | null {
  if (error instanceof EngineLostError) return error;
  if (engine.name !== 'webgpu' || !(error instanceof EngineError)) return null;
  return new EngineLostError(error.message, { cause: error });
}

/** For browser tests: ends the engine's GPU device; one without a device is told to be lost. */
export function loseEngine(engine: Engine): EngineLostError | null {
  if (!('device' in engine && engine.device instanceof GPUDevice)) {
    return new EngineLostError(`${engine.name}: it was ended by a test`);
  }
  engine.device.destroy();
  return null;
}
