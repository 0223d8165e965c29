/** How many steps fit a slice of time, by how long the last ones took. */
export interface Pace {
  /** For the next slice: one at first, then at most twice as many as before; never none. */
  readonly steps: number;
  /** So many steps took so long. */
  note(steps: number, elapsedMs: number): void;
}

/** Clocks of browsers tell no less. */
const shortestMs = 0.1;

export function createPace(sliceMs: number): Pace {
  let next = 1;
  return {
    get steps() {
      return next;
    },
    note(steps, elapsedMs) {
      const fit = Math.floor((sliceMs * steps) / Math.max(elapsedMs, shortestMs));
      next = Math.max(1, Math.min(2 * steps, fit));
    },
  };
}
