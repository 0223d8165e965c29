/** A training step on one engine: time, samples a second, GFLOPS. */
import type { MethodName } from '../../core/methodCatalogue.ts';
import { presetConfig } from '../../core/presets.ts';
import type { PresetName } from '../../core/runConfig.ts';
import type { Engine } from '../../engines/engine.ts';
import { countFlops } from '../../graph/flops.ts';
import { buildTrainingProgram } from '../../methods/trainingProgram.ts';
import { createRun } from '../../training/run.ts';
import { type BenchRow, benchRow } from './benchRow.ts';
import { type TimingPlan, time } from './timing.ts';

export interface StepCase {
  readonly preset: PresetName;
  readonly method: MethodName;
  readonly batch: number;
  readonly plan: TimingPlan;
}

export async function benchTrainingStep(
  engine: Engine,
  engineName: string,
  { preset, method, batch, plan }: StepCase,
): Promise<BenchRow> {
  const base = presetConfig(preset, method);
  const config = { ...base, schedule: { ...base.schedule, batch } };
  const run = await createRun(engine, config);
  const { medianMs, p95Ms } = await time(async () => {
    run.step();
    await run.losses();
  }, plan);
  run.dispose();
  const flops = countFlops(buildTrainingProgram(config), batch);
  return benchRow({
    name: `step ${preset}`,
    engine: engineName,
    method,
    depth: config.architecture.depth,
    batch,
    threads: 1,
    medianMs,
    p95Ms,
    samplesPerSecond: (1000 * batch) / medianMs,
    gflops: flops / medianMs / 1e6,
  });
}
