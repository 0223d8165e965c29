import { describe, expect, test } from 'vitest';
import type { BenchmarkRun } from './benchmarkRun.ts';
import { presetConfig } from './presets.ts';
import { formatPublished, PublishedResultsError, readPublished } from './publishedResults.ts';
import { tableRows } from './resultsTable.ts';

function benchmarkRun(seed: number, failure: string | null = null): BenchmarkRun {
  return {
    config: presetConfig('quick', 'vae', { seed, critic: true }),
    engineWish: 'wasm',
    evaluateEvery: 1024,
    interpolations: 256,
    result: {
      samples: 2048,
      seconds: 3.5,
      cpuSeconds: Number.NaN,
      engine: 'WebAssembly SIMD, one thread',
      commits: ['abc'],
      evaluations: [
        {
          samples: 2048,
          seconds: 3,
          meanDistance: 0.002 * seed,
          smoothness: Number.NaN,
          smoothnessPlain: 0.5,
          undefinedScores: 256,
          reconstruction: 0.01,
        },
      ],
      failure,
    },
  };
}

const runs = [benchmarkRun(1), benchmarkRun(2), benchmarkRun(3, 'loss_ae is no longer a number')];

describe('a results file', () => {
  test('reads back as it was written, undefined scores too', () => {
    const back = readPublished(formatPublished(runs));
    expect(back).toEqual(runs);
    expect(tableRows(back)).toEqual(tableRows(runs));
  });

  test('has no runs that are not finished, and nothing that a result does not have', () => {
    const { result } = runs[0];
    const extra = { ...runs[0], result: result && { ...result, fingerprint: 'abc' } };
    const text = formatPublished([extra, { ...runs[1], result: null }]);
    expect(text).not.toContain('fingerprint');
    expect(readPublished(text)).toHaveLength(1);
  });

  test('that is none, or of another version, or damaged, is refused in one line', () => {
    const text = formatPublished(runs);
    const faults: [string, RegExp][] = [
      ['<!doctype html>', /not JSON/],
      ['{"runs":[]}', /no results file/],
      [text.replace('"version":1', '"version":2'), /its version is 2, and this page reads 1/],
      [text.replace('"seed":2', '"seed":-2'), /run 2 is damaged: in its config, seed must be/],
      [text.replace('"samples":2048,', ''), /run 1 is damaged: result.samples/],
      [text.replace('"engineWish":"wasm"', '"engineWish":7'), /run 1 is damaged: engineWish/],
    ];
    for (const [damaged, message] of faults) {
      expect(() => readPublished(damaged)).toThrow(PublishedResultsError);
      expect(() => readPublished(damaged)).toThrow(message);
      expect(() => readPublished(damaged)).not.toThrow(/\n/);
    }
  });
});
