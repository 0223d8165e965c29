import { latentShape } from '../core/runConfig.ts';
import { constant } from '../graph/leaves.ts';
import { gatherRows, nearestRow, scaleRows, scatterRows } from '../graph/ops/discrete.ts';
import { add, divide, multiply, relu, stopGradient, subtract } from '../graph/ops/elementwise.ts';
import { broadcast, flatten, reshape, sumSample } from '../graph/ops/structure.ts';
import type { Update } from '../graph/program.ts';
import { sampleSize, type Tensor } from '../graph/tensor.ts';
import { denseLayer } from './layers.ts';
import { type Method, meanSquaredError, own, type Parts } from './method.ts';

/** Vectors that a latent is spread over before it is quantised, and the width of the layer after. */
export const vectorCount = 10;
export const hiddenWidth = 512;
/** Laplace smoothing of the counts. */
export const smoothing = 1e-5;

/**
 * ‖x − g(h(q(v)))‖² + β‖v − sg(q(v))‖², v = 10 vectors made of f(x), q(v) the nearest code of each, with
 * the gradient of q(v) passed straight on to v. Interpolations mix f(x) and are quantised anew.
 */
export const vqvae: Method = (parts) => {
  const { parameters, encoder: f, decoder: g, hyperparameter } = parts;
  const codebook = createCodebook(parts);

  const quantise = (z: Tensor) => {
    const width = sampleSize(z);
    const spread = denseLayer(parameters, 'vq/pre', flatten(z), width * vectorCount);
    const vectors = reshape(spread, [vectorCount, width]);
    const index = nearestRow(vectors, codebook.means);
    const codes = gatherRows(codebook.means, index);
    const straightThrough = add(vectors, stopGradient(subtract(codes, vectors)));
    const hidden = denseLayer(parameters, 'vq/h2', relu(flatten(straightThrough)), hiddenWidth);
    const quantised = denseLayer(parameters, 'vq/out', relu(hidden), width);
    return { vectors, index, codes, quantised: reshape(quantised, z.shape) };
  };

  return {
    encode: f,
    decode: (z) => g(quantise(z).quantised),
    classified: (x) => quantise(f(x)).quantised,
    train(x, withMixes) {
      const z = f(x);
      const { vectors, index, codes, quantised } = quantise(withMixes(z));
      const images = g(quantised);
      const loss_ae = meanSquaredError(x, own(images));
      const commitment_e_loss = meanSquaredError(own(vectors), stopGradient(own(codes)));
      const vqvae_loss = multiply(hyperparameter('commitment'), commitment_e_loss);
      return {
        images,
        classified: own(quantised),
        reconstruction: loss_ae,
        regulariser: vqvae_loss,
        losses: { loss_ae, commitment_e_loss, vqvae_loss },
        updates: codebook.follow(own(vectors), own(index), hyperparameter('codebookDecay')),
        probes: {
          z,
          z_dense: own(quantised),
          recon: own(images),
          vectors: own(vectors),
          code_index: own(index),
        },
      };
    },
  };
};

/** Codes that follow the mean of the vectors assigned to them, as exponential moving averages of counts and sums. */
function createCodebook({ parameters, architecture, quirks }: Parts) {
  const width = sampleSize({ shape: latentShape(architecture), batches: 0 });
  const codeCount = 2 ** architecture.codebookBits;
  const means = parameters.variable(
    'vq/means',
    [codeCount, width],
    { kind: 'uniform', limit: Math.sqrt(3 / codeCount) },
    'state',
  );
  const count = parameters.variable(
    'vq/ema_count',
    [codeCount],
    { kind: quirks.codebookStart ? 'zeros' : 'ones' },
    'state',
  );
  const sums = parameters.variable(
    'vq/ema_means',
    [codeCount, width],
    { kind: 'copy', of: 'vq/means' },
    'state',
  );

  /** average − (average − value) · (1 − decay) */
  const moved = (average: Tensor, value: Tensor, decay: Tensor) =>
    subtract(average, multiply(subtract(average, value), subtract(1, decay)));

  const follow = (vectors: Tensor, index: Tensor, decay: Tensor): Update[] => {
    const ones = broadcast(constant(1), { shape: [vectorCount, 1], batches: 1 });
    const hits = reshape(scatterRows(index, ones, codeCount), [codeCount]);
    const newCount = moved(count, hits, decay);
    const newSums = moved(sums, scatterRows(index, vectors, codeCount), decay);
    const total = sumSample(newCount);
    const smoothed = multiply(
      divide(add(newCount, smoothing), add(total, codeCount * smoothing)),
      total,
    );
    return [
      { kind: 'assign', variable: count, value: newCount },
      { kind: 'assign', variable: sums, value: newSums },
      { kind: 'assign', variable: means, value: scaleRows(newSums, divide(1, smoothed)) },
    ];
  };
  return { means, follow };
}
