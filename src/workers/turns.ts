/** Tasks that may not overlap take turns, in the order in which they asked. */
export interface Turns {
  take<T>(task: () => T | Promise<T>): Promise<T>;
}

export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return {
    take(task) {
      const mine = last.then(task);
      last = mine.catch(() => {});
      return mine;
    },
  };
}
