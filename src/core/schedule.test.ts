import { describe, expect, it } from 'vitest';
import { adversaryWeightAt, learningRateAt, stepAfter } from './schedule.ts';

describe('learningRateAt', () => {
  const schedule = { learningRate: 1e-3, decay: { share: 0.05, samples: 1000 } };

  it('is constant without decay', () => {
    expect(learningRateAt({ learningRate: 1e-4, decay: null }, 2 ** 24)).toBe(1e-4);
  });

  it('falls along half a cosine to its share, and stays there', () => {
    expect(learningRateAt(schedule, 0)).toBeCloseTo(1e-3, 12);
    expect(learningRateAt(schedule, 500)).toBeCloseTo(1e-3 * (0.05 + 0.95 / 2), 12);
    expect(learningRateAt(schedule, 1000)).toBeCloseTo(5e-5, 12);
    expect(learningRateAt(schedule, 5000)).toBeCloseTo(5e-5, 12);
  });

  it('keeps the rate until the decay begins', () => {
    const late = { learningRate: 1e-3, decay: { share: 0, from: 600, samples: 1000 } };
    expect([0, 600].map((n) => learningRateAt(late, n))).toEqual([1e-3, 1e-3]);
    expect(learningRateAt(late, 800)).toBeCloseTo(5e-4, 12);
    expect(learningRateAt(late, 1000)).toBe(0);
  });
});

describe('adversaryWeightAt', () => {
  const schedule = { adversaryRamp: { from: 100, to: 300 } };

  it('is whole at once without a ramp', () => {
    expect(adversaryWeightAt({ adversaryRamp: null }, 0.5, 0)).toBe(0.5);
  });

  it('grows linearly between the two counts', () => {
    const weights = [0, 100, 150, 200, 300, 1e6].map((n) => adversaryWeightAt(schedule, 0.5, n));
    expect(weights).toEqual([0, 0, 0.125, 0.25, 0.5, 0.5]);
  });

  it('jumps where both counts are the same', () => {
    const jump = { adversaryRamp: { from: 100, to: 100 } };
    expect([99, 100].map((n) => adversaryWeightAt(jump, 0.5, n))).toEqual([0, 0.5]);
  });

  it('falls from its excess, which the ramp leads up to', () => {
    const excess = { ...schedule, adversaryExcess: { times: 4, samples: 700 } };
    const weights = [100, 200, 300, 500, 700, 1e6].map((n) => adversaryWeightAt(excess, 0.5, n));
    expect(weights).toEqual([0, 1, 2, 1.25, 0.5, 0.5].map((value) => expect.closeTo(value, 12)));
    const { adversaryExcess } = excess;
    expect(adversaryWeightAt({ adversaryRamp: null, adversaryExcess }, 0.5, 0)).toBe(2);
  });
});

describe('stepAfter', () => {
  it('counts steps from 1', () => {
    expect([0, 32, 64].map((samples) => stepAfter(samples, 32))).toEqual([1, 2, 3]);
  });
});
