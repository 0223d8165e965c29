/** Curves of one row of the table: mean over seeds against the samples seen. */
import type { BenchmarkRun } from './benchmarkRun.ts';
import { mean, sampleStandardDeviation } from './statistics.ts';
import type { MetricName } from './verdict.ts';

export interface MeanCurve {
  readonly samples: readonly number[];
  readonly means: readonly number[];
  /** Sample standard deviation over seeds; NaN for one, as both are where a seed's value is not defined. */
  readonly deviations: readonly number[];
}

interface Points {
  readonly samples: readonly number[];
  readonly values: readonly number[];
}

/**
 * Over the runs that ended well and have points. Where seeds were measured at different moments, each is
 * read between its points, linearly; only samples that every seed's points enclose are in the curve.
 */
export function meanCurve(runs: readonly BenchmarkRun[], metric: MetricName): MeanCurve {
  const curves = runs.flatMap(({ result }): Points[] => {
    const points = result?.evaluations ?? [];
    if (result?.failure !== null || points.length === 0) return [];
    return [
      { samples: points.map((each) => each.samples), values: points.map((each) => each[metric]) },
    ];
  });
  const first = Math.max(...curves.map(({ samples }) => samples[0]));
  const last = Math.min(...curves.map(({ samples }) => samples[samples.length - 1]));
  const moments = [...new Set(curves.flatMap(({ samples }) => samples))]
    .filter((moment) => moment >= first && moment <= last)
    .sort((a, b) => a - b);
  const columns = moments.map((moment) => curves.map((curve) => valueAt(curve, moment)));
  return {
    samples: moments,
    means: columns.map((values) => mean(values)),
    deviations: columns.map((values) => sampleStandardDeviation(values)),
  };
}

/** Within the curve's points. */
function valueAt({ samples, values }: Points, moment: number): number {
  const after = samples.findIndex((sample) => sample >= moment);
  if (samples[after] === moment) return values[after];
  const share = (moment - samples[after - 1]) / (samples[after] - samples[after - 1]);
  return values[after - 1] + share * (values[after] - values[after - 1]);
}
