import { type Client, type ClientOptions, createClient, type WorkerLike } from './client.ts';
import type { ViewCalls, ViewEvent } from './protocol.ts';

export type ViewClient = Client<ViewCalls>;

export function spawnViewWorker(): WorkerLike {
  return new Worker(new URL('./view.worker.ts', import.meta.url), { type: 'module' });
}

export function createViewClient(
  worker: WorkerLike,
  options: ClientOptions<ViewEvent>,
): ViewClient {
  return createClient<ViewCalls, ViewEvent>(worker, options);
}
