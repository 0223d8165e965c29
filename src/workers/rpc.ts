/**
 * Typed calls and events over anything with the shape of a MessagePort: a Worker as the page sees it,
 * `self` as the worker sees itself, or a port of a MessageChannel in tests.
 *
 *   caller ──{call, id, kind, params}──▶ server
 *   caller ◀──{result, id, value} or {error, id, name, message}── server
 *   caller ◀──{event, event}── server, unasked
 *
 * Messages that do not have this form are ignored; a call of an unknown kind is answered by an error.
 */

/** The part of Worker, MessagePort and DedicatedWorkerGlobalScope that is used here. */
export interface Endpoint {
  postMessage(message: unknown, options?: { transfer?: Transferable[] }): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/** A map of calls: kind → {params, result}. */
export type Calls<C> = { readonly [K in keyof C]: { params: unknown; result: unknown } };

/** The remote side failed; `name` and `message` are the remote error's. */
export class RemoteError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** The remote side did not answer in time, or was ended: whoever holds it should start it anew. */
export class WorkerDeadError extends Error {
  override name = 'WorkerDeadError';
}

/** A result whose buffers are handed over rather than copied. */
export class Transferred<T> {
  readonly value: T;
  readonly buffers: Transferable[];
  constructor(value: T, buffers: Transferable[]) {
    this.value = value;
    this.buffers = buffers;
  }
}

export type Handlers<C extends Calls<C>> = {
  readonly [K in keyof C]: (params: C[K]['params']) => Answer<C[K]['result']>;
};

type Answer<R> = R | Transferred<R> | Promise<R | Transferred<R>>;

type CallMessage<C extends Calls<C>, K extends keyof C> = {
  readonly type: 'call';
  readonly id: number;
  readonly kind: K;
  readonly params: C[K]['params'];
};

/** `never`: what a value is depends on the call with its id, which knows (`Pending`). */
type ServerMessage<E> =
  | { readonly type: 'result'; readonly id: number; readonly value: never }
  | { readonly type: 'error'; readonly id: number; readonly name: string; readonly message: string }
  | { readonly type: 'event'; readonly event: E };

export interface Server<E> {
  emit(event: E, buffers?: Transferable[]): void;
  close(): void;
}

/** Answers the calls that arrive at `endpoint`; a handler that throws becomes an error at the caller. */
export function serve<C extends Calls<C>, E = never>(
  endpoint: Endpoint,
  handlers: Handlers<C>,
): Server<E> {
  async function answer<K extends keyof C>(call: CallMessage<C, K>): Promise<void> {
    const { id, kind } = call;
    try {
      if (!Object.hasOwn(handlers, kind)) throw new TypeError(`unknown call ${String(kind)}`);
      const answered = await handlers[kind](call.params);
      const moved = answered instanceof Transferred;
      const value = moved ? answered.value : answered;
      endpoint.postMessage(
        { type: 'result', id, value },
        { transfer: moved ? answered.buffers : [] },
      );
    } catch (error) {
      endpoint.postMessage({ type: 'error', id, ...describeError(error) });
    }
  }
  const listener = ({ data }: MessageEvent) => {
    if (hasType(data, 'call') && typeof data.id === 'number') void answer(data);
  };
  endpoint.addEventListener('message', listener);
  return {
    emit: (event, buffers = []) =>
      endpoint.postMessage({ type: 'event', event }, { transfer: buffers }),
    close: () => endpoint.removeEventListener('message', listener),
  };
}

export interface CallOptions {
  /** Handed over; the caller's arrays are empty afterwards. */
  readonly transfer?: Transferable[];
  /** Milliseconds after which the remote side counts as dead; Infinity waits for ever. */
  readonly timeoutMs?: number;
}

export interface Caller<C extends Calls<C>> {
  /** @throws RemoteError what the handler threw; WorkerDeadError without an answer in time. */
  call<K extends keyof C>(
    kind: K,
    params: C[K]['params'],
    options?: CallOptions,
  ): Promise<C[K]['result']>;
  /** Fails every open call with WorkerDeadError(reason), and every later one. */
  close(reason: string): void;
}

interface Pending {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** The calling side of `serve`. */
export function connect<C extends Calls<C>, E = never>(
  endpoint: Endpoint,
  options: { readonly onEvent?: (event: E) => void; readonly timeoutMs?: number } = {},
): Caller<C> {
  const open = new Map<number, Pending>();
  let nextId = 1;
  let closed: string | null = null;

  function settle(message: ServerMessage<E>): void {
    switch (message.type) {
      case 'result':
        open.get(message.id)?.resolve(message.value);
        break;
      case 'error':
        open.get(message.id)?.reject(new RemoteError(message.name, message.message));
        break;
      case 'event':
        options.onEvent?.(message.event);
    }
  }
  const listener = ({ data }: MessageEvent) => {
    if (hasType(data, 'result') || hasType(data, 'error') || hasType(data, 'event')) settle(data);
  };
  endpoint.addEventListener('message', listener);

  function call<K extends keyof C>(
    kind: K,
    params: C[K]['params'],
    { transfer = [], timeoutMs = options.timeoutMs ?? Number.POSITIVE_INFINITY }: CallOptions = {},
  ): Promise<C[K]['result']> {
    if (closed !== null) return Promise.reject(new WorkerDeadError(closed));
    const id = nextId++;
    const message: CallMessage<C, K> = { type: 'call', id, kind, params };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const answered = new Promise<C[K]['result']>((resolve, reject) => {
      open.set(id, { resolve, reject });
      if (Number.isFinite(timeoutMs)) {
        const late = `no answer to ${String(kind)} within ${timeoutMs / 1000} s`;
        timer = setTimeout(() => reject(new WorkerDeadError(late)), timeoutMs);
      }
      endpoint.postMessage(message, { transfer });
    });
    return answered.finally(() => {
      clearTimeout(timer);
      open.delete(id);
    });
  }

  function close(reason: string): void {
    closed = reason;
    endpoint.removeEventListener('message', listener);
    for (const call of open.values()) call.reject(new WorkerDeadError(reason));
  }
  return { call, close };
}

function hasType(data: unknown, type: string): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === type;
}

function describeError(error: unknown): { name: string; message: string } {
  if (error instanceof Error) return { name: error.name, message: error.message };
  return { name: 'Error', message: String(error) };
}
