/** A sweep's results as the runs that tables are made of. */
import type { BenchmarkRun } from '../core/benchmarkRun.ts';
import type { Results } from './resultsFolder.ts';

export function benchmarkRuns({ jobs, records }: Results): BenchmarkRun[] {
  return [...jobs.values()].map(({ name, config, engine, evaluateEvery, interpolations }) => ({
    config,
    engineWish: engine,
    evaluateEvery,
    interpolations,
    result: records.get(name) ?? null,
  }));
}
