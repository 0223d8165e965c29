import { presetConfig } from '../../core/presets.ts';
import { fillNormal, streamOf } from '../../core/random.ts';
import type { PresetName } from '../../core/runConfig.ts';
import type { Engine } from '../../engines/engine.ts';
import { createAutoencoder } from '../../training/autoencoder.ts';
import { type BenchRow, benchRow } from './benchRow.ts';
import { time } from './timing.ts';

/** From one latent to its image, as each frame of a drag needs it. */
export async function benchDecodeLatency(
  engine: Engine,
  engineName: string,
  preset: PresetName,
): Promise<BenchRow> {
  const config = presetConfig(preset, 'acai');
  const autoencoder = createAutoencoder(engine, config);
  const latent = new Float32Array(autoencoder.latentSize);
  fillNormal(latent, { seed: 1, stream: streamOf('bench'), step: 0 });
  const image = new Float32Array(autoencoder.imageSize);
  const { medianMs, p95Ms } = await time(
    async () => {
      await autoencoder.decode(latent, image);
    },
    { warmMs: 500, minimum: 5, maximum: 2000, forMs: 1500 },
  );
  autoencoder.dispose();
  return benchRow({
    name: `decode ${preset}`,
    engine: engineName,
    method: 'acai',
    depth: config.architecture.depth,
    batch: 1,
    threads: 1,
    medianMs,
    p95Ms,
    samplesPerSecond: 1000 / medianMs,
  });
}
