/** Only the newest task is run: while one is under way, later ones replace each other. */
export interface Latest<T> {
  /** Resolves when no task is under way and none waits. */
  push(task: T): Promise<void>;
}

/** `run` handles its own errors; a rejection is passed to `onError` and the next task runs all the same. */
export function createLatest<T>(
  run: (task: T) => Promise<void>,
  onError: (error: unknown) => void,
): Latest<T> {
  let draining: Promise<void> | null = null;
  let waiting: { readonly task: T } | null = null;

  async function drain(): Promise<void> {
    while (waiting) {
      const { task } = waiting;
      waiting = null;
      await run(task).catch(onError);
    }
    draining = null;
  }
  return {
    push(task) {
      waiting = { task };
      draining ??= drain();
      return draining;
    },
  };
}
