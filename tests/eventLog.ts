/** Events in the order in which they came, and a way to wait for one. */
export interface EventLog<E> {
  readonly events: readonly E[];
  push(event: E): void;
  /** The first event, past ones included, that `is` accepts. */
  next<F extends E>(is: (event: E) => event is F): Promise<F>;
}

export function createEventLog<E>(): EventLog<E> {
  const events: E[] = [];
  const waiting = new Set<(event: E) => void>();
  return {
    events,
    push(event) {
      events.push(event);
      for (const look of waiting) look(event);
    },
    next(is) {
      const past = events.find(is);
      if (past) return Promise.resolve(past);
      return new Promise((resolve) => {
        const look = (event: E) => {
          if (!is(event)) return;
          waiting.delete(look);
          resolve(event);
        };
        waiting.add(look);
      });
    },
  };
}
