/** A worker for tests in Node: the real session at the other end of a real MessageChannel. */
import type { WorkerLike } from '../src/workers/client.ts';
import type { Endpoint } from '../src/workers/rpc.ts';

export interface ChannelWorker extends WorkerLike {
  /** As a worker that throws at its top level. */
  crash(message: string): void;
  readonly ended: boolean;
}

export function createChannelWorker(
  startSession: (endpoint: Endpoint) => { close(): void },
): ChannelWorker {
  const { port1, port2 } = new MessageChannel();
  const session = startSession(port1);
  const onError: ((event: { readonly message: string }) => void)[] = [];
  let ended = false;
  port1.start();
  port2.start();

  function addEventListener(
    ...[type, listener]:
      | [type: 'message', listener: (event: MessageEvent) => void]
      | [type: 'error', listener: (event: { readonly message: string }) => void]
  ): void {
    if (type === 'message') port2.addEventListener('message', listener);
    else onError.push(listener);
  }
  return {
    postMessage: (message, options) => port2.postMessage(message, options),
    addEventListener,
    removeEventListener: (type, listener) => port2.removeEventListener(type, listener),
    terminate() {
      ended = true;
      session.close();
      port1.close();
      port2.close();
    },
    crash(message) {
      for (const listener of onError) listener({ message });
    },
    get ended() {
      return ended;
    },
  };
}
