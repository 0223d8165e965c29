/** The real presets with networks so small that a step takes milliseconds; for `vi.mock`. */
import type { presetConfig } from '../src/core/presets.ts';
import type { RunConfig } from '../src/core/runConfig.ts';

export const tinyBatch = 8;

/** What stands in for core/presets.ts; imported within the factory, for `vi.mock` comes before imports. */
export function tinyPresets(real: { presetConfig: typeof presetConfig }) {
  return {
    presetConfig(...args: Parameters<typeof presetConfig>): RunConfig {
      const config = real.presetConfig(...args);
      const depth = config.preset === 'paper' ? 2 : 1;
      return {
        ...config,
        architecture: {
          ...config.architecture,
          depth,
          criticDepth: 1,
          latentChannels: 2,
          codebookBits: 3,
        },
        schedule: { batch: tinyBatch, learningRate: 1e-3, decay: null, adversaryRamp: null },
      };
    },
  };
}
