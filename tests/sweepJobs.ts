/** Jobs and records of sweeps, for tests that train nothing. */
import { presetConfig } from '../src/core/presets.ts';
import type { RunRecord } from '../src/sweep/runRecord.ts';
import { jobFingerprint, jobName, type SweepJob, type Variant } from '../src/sweep/sweepJob.ts';

export function sweepJob(
  method: Variant['method'] = 'acai',
  seed = 1,
  changes: Partial<SweepJob> = {},
): SweepJob {
  const variant = { method, critic: false };
  return {
    name: jobName(variant, seed),
    config: { ...presetConfig('quick', method, { seed }), budget: 1024 },
    engine: 'wasm',
    evaluateEvery: 512,
    interpolations: 16,
    checkpointEvery: 128,
    ...changes,
  };
}

export function runRecord(job: SweepJob, changes: Partial<RunRecord> = {}): RunRecord {
  return {
    name: job.name,
    fingerprint: jobFingerprint(job),
    samples: job.config.budget,
    seconds: 2,
    cpuSeconds: 3,
    engine: 'WebAssembly SIMD, one thread',
    commits: ['abc'],
    evaluations: [evaluation(512, job.config.seed / 100), evaluation(1024, job.config.seed / 1000)],
    failure: null,
    ...changes,
  };
}

export function evaluation(samples: number, meanDistance: number): RunRecord['evaluations'][0] {
  return {
    samples,
    seconds: samples / 512,
    meanDistance,
    smoothness: 0.25,
    smoothnessPlain: 0.5,
    undefinedScores: 8,
    reconstruction: 0.0625,
  };
}
