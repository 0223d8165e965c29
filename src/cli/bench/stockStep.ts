import * as tf from '@tensorflow/tfjs';
import { presetConfig } from '../../core/presets.ts';
import { fillUniform, streamOf } from '../../core/random.ts';
import type { PresetName } from '../../core/runConfig.ts';
import { type BenchRow, benchRow } from './benchRow.ts';
import { createStockAcaiStep } from './stockTfjs.ts';
import { type TimingPlan, time } from './timing.ts';

/** Stock tfjs takes seconds a sample on its cpu backend, the only one of Node's with all gradients. */
const batch = 2;

export async function benchStockStep(preset: PresetName, plan: TimingPlan): Promise<BenchRow> {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const { architecture } = presetConfig(preset, 'acai');
  const step = createStockAcaiStep(architecture, batch);
  const images = new Float32Array(batch * architecture.size ** 2 * architecture.colours);
  fillUniform(images, { seed: 1, stream: streamOf('bench'), step: 0 });
  const { medianMs } = await time(() => step.run(images), plan);
  step.dispose();
  return benchRow({
    name: `stock ${preset}`,
    engine: 'stock tfjs (cpu)',
    method: 'acai',
    depth: architecture.depth,
    batch,
    threads: 1,
    medianMs,
    samplesPerSecond: (1000 * batch) / medianMs,
    ratioToTfjs: 1,
  });
}
