import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillBernoulli, fillNormal, fillUniform, streamOf, threefry } from './random.ts';
import { mean, sampleStandardDeviation } from './statistics.ts';

const key = { seed: 1, stream: streamOf('test'), step: 7 };

/** Of the generator's authors: Random123, kat_vectors, threefry2x32 with 20 rounds. */
test.each([
  { counter: [0, 0], keys: [0, 0], expected: [0x6b200159, 0x99ba4efe] },
  {
    counter: [0xffffffff, 0xffffffff],
    keys: [0xffffffff, 0xffffffff],
    expected: [0x1cb996fc, 0xbb002be7],
  },
  {
    counter: [0x243f6a88, 0x85a308d3],
    keys: [0x13198a2e, 0x03707344],
    expected: [0xc4923a9c, 0x483df7a0],
  },
])('Threefry-2x32-20, known answer for counter $counter', ({ counter, keys, expected }) => {
  const out = new Uint32Array(2);
  threefry(keys[0], keys[1], counter[0], counter[1], out);
  expect(Array.from(out)).toEqual(expected);
});

test('stream numbers are FNV-1a', () => {
  expect(streamOf('')).toBe(0x811c9dc5);
  expect(streamOf('a')).toBe(0xe40c292c);
  expect(streamOf('foobar')).toBe(0xbf9cf968);
});

const fills = {
  uniform: fillUniform,
  normal: fillNormal,
  bernoulli: (out: Float32Array, drawKey: typeof key, first?: number) =>
    fillBernoulli(out, 0.3, drawKey, first),
};

describe.each(Object.entries(fills))('%s', (_, fill) => {
  test('filled in parts is filled whole', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.array(fc.nat(199)), (length, cuts) => {
        const whole = new Float32Array(length);
        fill(whole, key);
        const starts = [0, ...cuts.map((cut) => cut * 2).filter((cut) => cut < length)];
        starts.sort((a, b) => a - b);
        const parts = new Float32Array(length);
        starts.forEach((start, i) => {
          fill(parts.subarray(start, starts[i + 1] ?? length), key, start);
        });
        expect(parts).toEqual(whole);
      }),
      { seed: 7 },
    );
  });

  test('seed, stream and step each give other draws; the same ones give the same', () => {
    const draw = (drawKey: typeof key) => {
      const out = new Float32Array(64);
      fill(out, drawKey);
      return out;
    };
    expect(draw(key)).toEqual(draw({ ...key }));
    expect(draw(key)).not.toEqual(draw({ ...key, seed: 2 }));
    expect(draw(key)).not.toEqual(draw({ ...key, stream: streamOf('other') }));
    expect(draw(key)).not.toEqual(draw({ ...key, step: 8 }));
    // Seeds and steps beyond 2³¹ are as good as any.
    expect(draw({ ...key, seed: 2 ** 32 - 1 })).not.toEqual(draw({ ...key, seed: 2 ** 32 - 2 }));
  });
});

describe('distributions, 100,000 draws; bounds are at least 5 standard errors', () => {
  const count = 100_000;
  const draws = new Float32Array(count);

  test('uniform: range, moments, even tenths, neighbours uncorrelated', () => {
    fillUniform(draws, key);
    expect(draws.every((u) => u >= 0 && u < 1)).toBe(true);
    expect(draws.every((u) => Number.isInteger(u * 2 ** 24))).toBe(true);
    expect(Math.abs(mean(draws) - 0.5)).toBeLessThan(0.005);
    expect(Math.abs(sampleStandardDeviation(draws) - Math.sqrt(1 / 12))).toBeLessThan(0.003);
    const tenths = new Array<number>(10).fill(0);
    for (const u of draws) tenths[Math.floor(u * 10)] += 1;
    for (const tenth of tenths) expect(Math.abs(tenth - count / 10)).toBeLessThan(500);
    let product = 0;
    for (let i = 1; i < count; i++) product += (draws[i] - 0.5) * (draws[i - 1] - 0.5);
    expect(Math.abs((product * 12) / count)).toBeLessThan(0.02);
  });

  test('normal: moments, tails, the two of a pair uncorrelated', () => {
    fillNormal(draws, key);
    expect(draws.every(Number.isFinite)).toBe(true);
    expect(Math.abs(mean(draws))).toBeLessThan(0.02);
    expect(Math.abs(sampleStandardDeviation(draws) - 1)).toBeLessThan(0.015);
    const beyond = draws.filter((z) => Math.abs(z) > 1.959964).length / count;
    expect(Math.abs(beyond - 0.05)).toBeLessThan(0.004);
    let product = 0;
    for (let i = 0; i < count; i += 2) product += draws[i] * draws[i + 1];
    expect(Math.abs(product / (count / 2))).toBeLessThan(0.025);
  });

  test('Bernoulli: ones and zeros in proportion', () => {
    for (const probability of [0, 0.1, 0.5, 1]) {
      fillBernoulli(draws, probability, key);
      expect(draws.every((value) => value === 0 || value === 1)).toBe(true);
      expect(Math.abs(mean(draws) - probability)).toBeLessThan(0.01);
    }
  });
});
