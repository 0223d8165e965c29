import { describe, expect, it } from 'vitest';
import { createShares } from './shares.ts';

type One = { readonly costMs: number; hadMs: number };

function run(shares: ReturnType<typeof createShares<One>>, all: readonly One[], totalMs: number) {
  for (let spent = 0; spent < totalMs; ) {
    const one = shares.next(all)!;
    shares.spend(one, one.costMs);
    one.hadMs += one.costMs;
    spent += one.costMs;
  }
}

describe('shares', () => {
  it('are equal in time, whatever a turn takes', () => {
    const all: One[] = [7, 300, 40].map((costMs) => ({ costMs, hadMs: 0 }));
    const shares = createShares<One>();
    for (const one of all) shares.join(one);
    run(shares, all, 30_000);
    for (const { hadMs } of all) {
      expect(hadMs).toBeGreaterThan(9_600);
      expect(hadMs).toBeLessThan(10_400);
    }
  });

  it('owe nothing to one that rested or comes late', () => {
    const [first, late, rested]: One[] = [10, 10, 10].map((costMs) => ({ costMs, hadMs: 0 }));
    const shares = createShares<One>();
    shares.join(first);
    shares.join(rested);
    run(shares, [first, rested], 200);
    run(shares, [first], 1000);
    shares.join(late);
    shares.join(rested);
    const before = rested.hadMs;
    run(shares, [first, late, rested], 300);
    expect(late.hadMs).toBeLessThanOrEqual(120);
    expect(rested.hadMs - before).toBeLessThanOrEqual(120);
  });

  it('has no one next among none', () => {
    expect(createShares<One>().next([])).toBeNull();
  });
});
