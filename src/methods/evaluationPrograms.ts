/** Programs that look at a trained model and change nothing; each needs only the variables that it uses. */
import type { RunConfig } from '../core/runConfig.ts';
import { createProgram, type Program } from '../graph/program.ts';
import { accuracy, classify, crossEntropy } from './classifier.ts';
import { buildModel, imageInput, labelInput, latentInput, programName } from './model.ts';

/** Images 'x' → latents 'z' [h, w, c], those that are interpolated; a VAE's mean. Draws nothing. */
export function buildEncodeProgram(config: RunConfig): Program {
  const { autoencoder } = buildModel(config);
  return createProgram(`${programName(config)} encode`, {
    z: autoencoder.encode(imageInput(config)),
  });
}

/** The same with a draw from the latent's distribution, as the authors' VAE; null for methods without one. */
export function buildSampleProgram(config: RunConfig): Program | null {
  const { autoencoder } = buildModel(config);
  if (!autoencoder.sample) return null;
  return createProgram(`${programName(config)} sample`, {
    z: autoencoder.sample(imageInput(config)),
  });
}

/** Latents 'z' → images 'image' [size, size, colours]; a VQ-VAE quantises them on the way. */
export function buildDecodeProgram(config: RunConfig): Program {
  const { autoencoder } = buildModel(config);
  return createProgram(`${programName(config)} decode`, {
    image: autoencoder.decode(latentInput(config)),
  });
}

/** Images 'x' → 'z' and their reconstruction 'image', by way of `encode`. */
export function buildReconstructionProgram(config: RunConfig): Program {
  const { autoencoder } = buildModel(config);
  const z = autoencoder.encode(imageInput(config));
  return createProgram(`${programName(config)} reconstruct`, { z, image: autoencoder.decode(z) });
}

/** Images 'x' → the critic's 'guess' of α, one scalar each; null where the run carries no critic. */
export function buildCriticProgram(config: RunConfig): Program | null {
  const { critic } = buildModel(config);
  if (!critic) return null;
  return createProgram(`${programName(config)} critic`, { guess: critic(imageInput(config)) });
}

/** Images 'x' and one-hot 'labels' → 'logits' [10], 'classify_latent' and 'latent_accuracy' over the batch. */
export function buildClassifierProgram(config: RunConfig): Program {
  const { autoencoder, parameters } = buildModel(config);
  const seen = (autoencoder.classified ?? autoencoder.encode)(imageInput(config));
  const logits = classify(parameters, seen);
  const labels = labelInput();
  return createProgram(`${programName(config)} classifier`, {
    logits,
    classify_latent: crossEntropy(logits, labels),
    latent_accuracy: accuracy(logits, labels),
  });
}
