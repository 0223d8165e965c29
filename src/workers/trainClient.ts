import { type Client, type ClientOptions, createClient, type WorkerLike } from './client.ts';
import type { TrainCalls, TrainEvent } from './protocol.ts';

export type TrainClient = Client<TrainCalls>;

export function spawnTrainWorker(): WorkerLike {
  return new Worker(new URL('./train.worker.ts', import.meta.url), { type: 'module' });
}

export function createTrainClient(
  worker: WorkerLike,
  options: ClientOptions<TrainEvent>,
): TrainClient {
  return createClient<TrainCalls, TrainEvent>(worker, options);
}
