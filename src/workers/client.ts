/** What the main thread holds of a worker: its calls, and one notice when it dies. */
import { type CallOptions, type Calls, connect, type Endpoint, WorkerDeadError } from './rpc.ts';

/** The part of Worker that is used; tests give one end of a MessageChannel. */
export interface WorkerLike extends Endpoint {
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  addEventListener(type: 'error', listener: (event: { readonly message: string }) => void): void;
  terminate(): void;
}

export interface Client<C extends Calls<C>> {
  /** @throws RemoteError, WorkerDeadError: see `Caller`. */
  call<K extends keyof C>(
    kind: K,
    params: C[K]['params'],
    options?: CallOptions,
  ): Promise<C[K]['result']>;
  readonly alive: boolean;
  /** Ends the worker; open calls fail. `onDeath` is not told. */
  end(): void;
  /** Takes the worker for dead: ends it and tells `onDeath`. */
  giveUp(reason: string): void;
}

export interface ClientOptions<E> {
  readonly onEvent?: (event: E) => void;
  /** Told once, after the worker has failed or left a call without an answer in time. */
  readonly onDeath: (reason: string) => void;
  readonly timeoutMs: number;
}

export function createClient<C extends Calls<C>, E = never>(
  worker: WorkerLike,
  { onEvent, onDeath, timeoutMs }: ClientOptions<E>,
): Client<C> {
  const caller = connect<C, E>(worker, { onEvent, timeoutMs });
  let alive = true;

  function end(reason: string): void {
    alive = false;
    caller.close(reason);
    worker.terminate();
  }
  function giveUp(reason: string): void {
    if (!alive) return;
    end(reason);
    onDeath(reason);
  }
  worker.addEventListener('error', (event) => giveUp(event.message || 'the worker failed'));

  return {
    async call(kind, params, options) {
      try {
        return await caller.call(kind, params, options);
      } catch (error) {
        if (error instanceof WorkerDeadError) giveUp(error.message);
        throw error;
      }
    },
    get alive() {
      return alive;
    },
    end: () => end('the worker was ended'),
    giveUp,
  };
}
