/**
 * Whether the session has something under way that will end by itself: decoding, evaluating, a run
 * that starts, a file that is read. Training is not. Browser tests wait for it instead of sleeping.
 */
export interface Busy {
  /** Counts `work` as under way until it settles. */
  during<T>(work: Promise<T>): Promise<T>;
}

export function createBusy(tell: (busy: boolean) => void): Busy {
  let count = 0;
  const change = (by: number) => {
    const was = count > 0;
    count += by;
    if (count > 0 !== was) tell(count > 0);
  };
  tell(false);
  return {
    async during(work) {
      change(1);
      try {
        return await work;
      } finally {
        change(-1);
      }
    },
  };
}
