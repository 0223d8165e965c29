import { describe, expect, it } from 'vitest';
import { createPace } from './pace.ts';

/** Steps of slices in which each step takes so long. */
function slices(sliceMs: number, stepMs: readonly number[]): number[] {
  const pace = createPace(sliceMs);
  return stepMs.map((each) => {
    const { steps } = pace;
    pace.note(steps, steps * each);
    return steps;
  });
}

describe('the pace', () => {
  it('starts with one step and doubles until the slice is full', () => {
    expect(slices(40, Array(6).fill(4))).toEqual([1, 2, 4, 8, 10, 10]);
  });

  it('takes one step where a step takes longer than a slice', () => {
    expect(slices(40, [300, 1500, 300])).toEqual([1, 1, 1]);
    expect(slices(0, [0, 0, 0])).toEqual([1, 1, 1]);
  });

  it('follows steps that become slow, at once', () => {
    expect(slices(40, [1, 1, 1, 1, 20, 20])).toEqual([1, 2, 4, 8, 16, 2]);
  });
});
