/**
 * Who is next among several that share something by time: who has had least of it. One that joins
 * late, or rested, starts level with the others: what it did not take is not owed to it.
 */
export interface Shares<T extends object> {
  /** Again on its way from now on. */
  join(one: T): void;
  next(waiting: Iterable<T>): T | null;
  spend(one: T, ms: number): void;
}

export function createShares<T extends object>(): Shares<T> {
  const spent = new WeakMap<T, number>();
  let level = 0;
  const of = (one: T) => spent.get(one) ?? level;
  return {
    join: (one) => void spent.set(one, Math.max(of(one), level)),
    next(waiting) {
      let least: T | null = null;
      for (const one of waiting) if (least === null || of(one) < of(least)) least = one;
      if (least) level = Math.max(level, of(least));
      return least;
    },
    spend: (one, ms) => void spent.set(one, of(one) + ms),
  };
}
