/** What the bench reports: one row for each measurement, null where a number does not apply. */
export interface BenchRow {
  readonly name: string;
  readonly engine: string;
  readonly method: string | null;
  readonly depth: number | null;
  readonly batch: number | null;
  readonly threads: number | null;
  readonly medianMs: number;
  /** 95th percentile, where the spread matters. */
  readonly p95Ms: number | null;
  readonly samplesPerSecond: number | null;
  /** Nominal: a convolution counts as a direct one, however it is computed. */
  readonly gflops: number | null;
  /** GFLOPS as a share of the faster bare convolution kernel's in the same run. */
  readonly fractionOfKernel: number | null;
  /** Samples per second as a multiple of stock tfjs's in the same run. */
  readonly ratioToTfjs: number | null;
  /** GPU dispatches of one step. */
  readonly dispatches: number | null;
  /** Time in JavaScript of one step, where the work itself runs elsewhere. */
  readonly scriptMs: number | null;
}

export function benchRow(
  row: Pick<BenchRow, 'name' | 'engine' | 'medianMs'> & Partial<BenchRow>,
): BenchRow {
  return {
    method: null,
    depth: null,
    batch: null,
    threads: null,
    p95Ms: null,
    samplesPerSecond: null,
    gflops: null,
    fractionOfKernel: null,
    ratioToTfjs: null,
    dispatches: null,
    scriptMs: null,
    ...row,
  };
}
