/** The decoder followed backwards: what a search in latent space needs. */
import type { RunConfig } from '../core/runConfig.ts';
import { gradients } from '../graph/gradients.ts';
import { batchInput } from '../graph/leaves.ts';
import { multiply } from '../graph/ops/elementwise.ts';
import { sumBatch, sumSample } from '../graph/ops/structure.ts';
import { createProgram, type Program } from '../graph/program.ts';
import { buildModel, latentInput, programName } from './model.ts';

/**
 * Latents 'z' [h, w, c] and 'pull' [size, size, colours] → 'gradient' [h, w, c], for each sample that of ⟨pull, g(z)⟩ by
 * z. A VQ-VAE's goes straight through its codes, as in training.
 */
export function buildPullBackProgram(config: RunConfig): Program {
  const { autoencoder } = buildModel(config);
  const { size, colours } = config.architecture;
  const z = latentInput(config);
  const pull = batchInput('pull', [size, size, colours]);
  const pulled = sumBatch(sumSample(multiply(autoencoder.decode(z), pull)));
  const [gradient] = gradients(pulled, [z]);
  return createProgram(`${programName(config)} pull back`, { gradient });
}
