/** Only the newest task is run: while one is under way, later ones replace each other. */
export interface Latest<T> {
  push(task: T): void;
  /** Whether a task is under way or waits. */
  readonly busy: boolean;
}

/** `run` handles its own errors; a rejection is passed to `onError` and the next task runs all the same. */
export function createLatest<T>(
  run: (task: T) => Promise<void>,
  onError: (error: unknown) => void,
): Latest<T> {
  let running = false;
  let waiting: { readonly task: T } | null = null;

  async function drain(): Promise<void> {
    running = true;
    while (waiting) {
      const { task } = waiting;
      waiting = null;
      await run(task).catch(onError);
    }
    running = false;
  }
  return {
    push(task) {
      waiting = { task };
      if (!running) void drain();
    },
    get busy() {
      return running;
    },
  };
}
