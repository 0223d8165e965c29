/** What the bench reports: one row for each measurement, null where a number does not apply. */
export interface BenchRow {
  readonly name: string;
  readonly engine: string;
  readonly method: string | null;
  readonly depth: number | null;
  /** Of one lane, where several train. */
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
  /** GFLOPS as a share of the graphics card's peak, where its name is known. */
  readonly fractionOfPeak: number | null;
  /** Samples per second as a multiple of stock tfjs's in the same run. */
  readonly ratioToTfjs: number | null;
  /** … of one lane on one thread, taking turns with it. */
  readonly ratioToOneThread: number | null;
  /** … of PyTorch on as many threads, taking turns with it. */
  readonly ratioToTorch: number | null;
  /** GPU dispatches of one step. */
  readonly dispatches: number | null;
  readonly submits: number | null;
  /** Time in JavaScript of one step, where the work itself runs elsewhere. */
  readonly scriptMs: number | null;
  readonly compileMs: number | null;
  /** From the start of compiling to the end of the first step. */
  readonly firstStepMs: number | null;
  /** Of GPU memory: variables and buffers of the step. */
  readonly bufferBytes: number | null;
  /** Share of a pass on the GPU in which none of its dispatches runs. */
  readonly gapShare: number | null;
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
    fractionOfPeak: null,
    ratioToTfjs: null,
    ratioToOneThread: null,
    ratioToTorch: null,
    dispatches: null,
    submits: null,
    scriptMs: null,
    compileMs: null,
    firstStepMs: null,
    bufferBytes: null,
    gapShare: null,
    ...row,
  };
}
