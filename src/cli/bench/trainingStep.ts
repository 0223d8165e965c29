/** A training step on one engine: time, samples a second, GFLOPS. */
import type { MethodName } from '../../core/methodCatalogue.ts';
import { presetConfig } from '../../core/presets.ts';
import type { PresetName } from '../../core/runConfig.ts';
import { median } from '../../core/statistics.ts';
import type { Engine } from '../../engines/engine.ts';
import { countFlops } from '../../graph/flops.ts';
import { buildTrainingProgram } from '../../methods/trainingProgram.ts';
import { createRun } from '../../training/run.ts';
import { type BenchRow, benchRow } from './benchRow.ts';
import { type KernelProbe, kernelForms } from './convolutionKernel.ts';
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
  probe: KernelProbe | null,
): Promise<BenchRow> {
  const base = presetConfig(preset, method);
  const config = { ...base, schedule: { ...base.schedule, batch } };
  const run = await createRun(engine, config);
  // The faster of the bare kernels is measured between steps, so that both meet the same machine.
  const kernelGflops: number[] = [];
  const measureKernel = () => {
    if (probe) kernelGflops.push(Math.max(...kernelForms.map((form) => probe.measure(form))));
  };
  const step = async () => {
    run.step();
    await run.losses();
  };
  const { medianMs, p95Ms } = await time(step, plan, measureKernel);
  run.dispose();
  const gflops = countFlops(buildTrainingProgram(config), batch) / medianMs / 1e6;
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
    gflops,
    fractionOfKernel: probe ? gflops / median(kernelGflops) : null,
  });
}
