import { type Client, type ClientOptions, createClient, type WorkerLike } from './client.ts';
import type { ViewCalls } from './protocol.ts';

export type ViewClient = Client<ViewCalls>;

export function spawnViewWorker(): WorkerLike {
  return new Worker(new URL('./view.worker.ts', import.meta.url), { type: 'module' });
}

export function createViewClient(
  worker: WorkerLike,
  options: Omit<ClientOptions<never>, 'onEvent'>,
): ViewClient {
  return createClient<ViewCalls>(worker, options);
}
