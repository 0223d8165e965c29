/** Ctrl-C as a question that a loop asks between two slices. */

export interface Interruption {
  readonly asked: boolean;
  /** Aborted when `asked` becomes true. */
  readonly signal: AbortSignal;
  /** From here on, signals kill again. */
  stop(): void;
}

/** The first Ctrl-C (or a polite kill) asks for an end; the second kills. */
export function listenForInterruption(): Interruption {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const controller = new AbortController();
  const interruption = {
    asked: false,
    signal: controller.signal,
    stop() {
      for (const signal of signals) process.off(signal, ask);
    },
  };
  function ask() {
    interruption.asked = true;
    controller.abort();
  }
  for (const signal of signals) process.once(signal, ask);
  return interruption;
}
