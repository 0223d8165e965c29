import { expect, test } from 'vitest';
import { presetConfig } from '../../core/presets.ts';
import { countParameters } from './cpuContest.ts';
import { startTorch } from './torchTrainer.ts';

const small = {
  size: 32,
  colours: 1,
  scales: 4,
  depth: 2,
  criticDepth: 1,
  latentChannels: 2,
  codebookBits: 3,
} as const;

test("PyTorch's networks have as many parameters as ours, and learn", async ({ skip }) => {
  const torch = await startTorch({
    architecture: small,
    batch: 8,
    threads: 1,
    learningRate: 1e-2,
  });
  if (typeof torch === 'string') return skip(torch);
  try {
    const config = { ...presetConfig('quick', 'acai'), architecture: small };
    expect({ autoencoder: torch.autoencoder, critic: torch.critic }).toEqual(
      countParameters(config),
    );
    const first = await torch.round(0);
    const later = await torch.round(1000);
    expect(first.steps).toBe(1);
    expect(first.loss).toBeGreaterThan(0.9);
    expect(later.loss).toBeLessThan(0.7 * first.loss);
  } finally {
    torch.close();
  }
});
