import { describe, expect, test } from 'vitest';
import { paperTable } from './paperTable.ts';
import { verdictOf } from './verdict.ts';

/** A row whose mean distance is the VAE's of the paper (1.21 ± 0.17, five seeds) shifted, in thousandths. */
function verdict(shift: number, deviation: number, seeds: number) {
  const spread = { mean: (1.21 + shift) / 1000, deviation: deviation / 1000 };
  const row = {
    meanDistance: spread,
    smoothness: spread,
    seeds: Array.from({ length: seeds }, (_, i) => i + 1),
    paper: paperTable.vae,
  };
  return verdictOf(row, 'meanDistance');
}

describe('the verdict', () => {
  test('agrees just where the intervals of both means touch', () => {
    // 2 · 0.17/√5 + 2 · 0.17/√5
    const reach = (4 * 0.17) / Math.sqrt(5);
    for (const sign of [1, -1]) expect(verdict(0.999 * sign * reach, 0.17, 5)).toBe('agrees');
    expect(verdict(1.001 * reach, 0.17, 5)).toBe('differs');
    expect(verdict(-1.001 * reach, 0.17, 5)).toBe('better');
  });

  test('is the stricter the more seeds there are', () => {
    expect(verdict(0.3, 0.17, 5)).toBe('agrees');
    expect(verdict(0.3, 0.17, 20)).toBe('differs');
  });

  test('with one or two seeds takes the larger of both deviations', () => {
    // 2 · 0.17 + 2 · 0.17/√5 = 0.492
    expect(verdict(0.49, Number.NaN, 1)).toBe('agrees');
    expect(verdict(0.5, Number.NaN, 1)).toBe('differs');
    // 2 · 0.17/√2 + 2 · 0.17/√5 = 0.392, as if our own were the paper's
    expect(verdict(0.39, 0.01, 2)).toBe('agrees');
    expect(verdict(0.4, 0.01, 2)).toBe('differs');
    expect(verdict(0.4, 0.3, 2)).toBe('agrees');
    expect(verdict(0.39, 0.01, 3)).toBe('differs');
  });

  test('is none where there is nothing to compare', () => {
    expect(verdict(Number.NaN, Number.NaN, 0)).toBeNull();
    const spread = { mean: 0.1, deviation: 0.1 };
    const row = { meanDistance: spread, smoothness: spread, seeds: [1], paper: null };
    expect(verdictOf(row, 'smoothness')).toBeNull();
  });
});
