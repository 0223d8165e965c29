import { expect, test } from 'vitest';
import type { BenchmarkRun } from './benchmarkRun.ts';
import { meanCurve } from './meanCurve.ts';
import { presetConfig } from './presets.ts';

function run(points: readonly [number, number][], failure: string | null = null): BenchmarkRun {
  const rest = { seconds: 1, smoothnessPlain: 0.5, undefinedScores: 0, reconstruction: 0.1 };
  return {
    config: presetConfig('quick', 'vae'),
    engineWish: 'wasm',
    evaluateEvery: 100,
    interpolations: 256,
    result: {
      samples: 400,
      seconds: 1,
      cpuSeconds: 1,
      engine: 'wasm',
      commits: [],
      evaluations: points.map(([samples, meanDistance]) => {
        return { ...rest, samples, meanDistance, smoothness: Number.NaN };
      }),
      failure,
    },
  };
}

test('mean and deviation over seeds, at the moments of all', () => {
  const curve = meanCurve(
    [
      run([
        [100, 1],
        [200, 3],
      ]),
      run([
        [100, 3],
        [200, 5],
      ]),
    ],
    'meanDistance',
  );
  expect(curve.samples).toEqual([100, 200]);
  expect(curve.means).toEqual([2, 4]);
  for (const deviation of curve.deviations) expect(deviation).toBeCloseTo(Math.SQRT2, 12);
});

test('seeds that were measured at other moments are read between their points', () => {
  const curve = meanCurve(
    [
      run([
        [100, 0],
        [300, 4],
      ]),
      run([
        [150, 1],
        [200, 2],
        [400, 8],
      ]),
    ],
    'meanDistance',
  );
  expect(curve.samples).toEqual([150, 200, 300]);
  expect(curve.means).toEqual([1, 2, 4.5]);
});

test('one seed has no band, scores that are not defined leave a gap, failed runs are left out', () => {
  expect(meanCurve([run([[100, 1]]), run([[100, 9]], 'diverged')], 'meanDistance')).toEqual({
    samples: [100],
    means: [1],
    deviations: [Number.NaN],
  });
  const gap = { samples: [100], means: [Number.NaN], deviations: [Number.NaN] };
  expect(meanCurve([run([[100, 1]])], 'smoothness')).toEqual(gap);
  const none = { samples: [], means: [], deviations: [] };
  expect(meanCurve([{ ...run([]), result: null }], 'meanDistance')).toEqual(none);
});
