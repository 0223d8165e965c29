/** A checkpoint of networks so small that any engine takes a step within seconds. */
import { presetConfig } from '../src/core/presets.ts';
import { encodeCheckpoint } from '../src/training/checkpoint.ts';
import { createRun } from '../src/training/run.ts';
import { openTestEngine } from '../tests/testEngine.ts';

export async function tinyCheckpoint(): Promise<Uint8Array> {
  const preset = presetConfig('quick', 'baseline', { seed: 1 });
  const batch = 2;
  const engine = await openTestEngine();
  const run = await createRun(engine, {
    ...preset,
    architecture: { ...preset.architecture, depth: 2, latentChannels: 2 },
    schedule: { ...preset.schedule, batch },
  });
  run.step();
  const bytes = encodeCheckpoint(await run.save('checkpoint'));
  run.dispose();
  engine.dispose();
  return new Uint8Array(bytes);
}
