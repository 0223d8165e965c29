/**
 * A way to let waiting messages be handled between two pieces of work. By MessageChannel, because
 * timers are clamped to 4 ms when nested and to 1 s in background tabs. Two channels take turns:
 * Node empties one port, new messages included, before it looks at the next.
 */
export interface Pause {
  /** Resolves in a task of its own, after the messages that wait now. */
  (): Promise<void>;
  close(): void;
}

export function createPause(): Pause {
  const channels = [createWaker(), createWaker()];
  let turn = 0;
  const pause = () => {
    turn = 1 - turn;
    return channels[turn].wake();
  };
  return Object.assign(pause, { close: () => channels.forEach((channel) => void channel.close()) });
}

function createWaker() {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return {
    wake: () =>
      new Promise<void>((resolve) => {
        waiting.push(resolve);
        port2.postMessage(null);
      }),
    close: () => port1.close(),
  };
}
