/**
 * The peer that the engines are measured against: ACAI's training step as a tfjs user would write it,
 * with tf.conv2d, tf.variableGrads and tf.train.adam, on whatever tfjs backend is active. It shares
 * no code with the engines.
 */
import * as tf from '@tensorflow/tfjs';
import type { Architecture } from '../../core/runConfig.ts';

type Layer = { readonly kernel: tf.Variable; readonly bias: tf.Variable };
type Network = (x: tf.Tensor4D) => tf.Tensor4D;

export interface StockStep {
  /** One training step on images [batch, size, size, colours]; resolves when its losses are there. */
  run(images: Float32Array): Promise<void>;
  dispose(): void;
}

export function createStockAcaiStep(architecture: Architecture, batch: number): StockStep {
  const layers = { autoencoder: [] as Layer[], critic: [] as Layer[] };
  const encode = createEncoder(architecture, architecture.depth, layers.autoencoder);
  const decode = createDecoder(architecture, layers.autoencoder);
  const criticise = createEncoder(architecture, architecture.criticDepth, layers.critic);
  const critic = (images: tf.Tensor4D) => tf.mean(criticise(images), [1, 2, 3]);
  const weights = (of: readonly Layer[]) => of.flatMap(({ kernel, bias }) => [kernel, bias]);
  const optimisers = { autoencoder: tf.train.adam(1e-4), critic: tf.train.adam(1e-4) };
  const [lambda, gamma] = [0.5, 0.2];

  async function run(values: Float32Array): Promise<void> {
    const loss = tf.tidy(() => {
      const { size, colours } = architecture;
      const x = tf.tensor4d(values, [batch, size, size, colours]);
      const alpha = tf.randomUniform<tf.Rank.R1>([batch], 0, 0.5);
      const a = tf.reshape(alpha, [batch, 1, 1, 1]);
      let [reconstruction, mix] = [x, x];
      const forAutoencoder = tf.variableGrads(() => {
        const z = encode(x);
        reconstruction = tf.keep(decode(z));
        mix = tf.keep(decode(tf.add(tf.mul(a, z), tf.mul(tf.sub(1, a), tf.reverse(z, 0)))));
        const distance = tf.mean(tf.square(tf.sub(x, reconstruction)));
        const fooled = tf.mean(tf.square(critic(mix)));
        return tf.add(distance, tf.mul(fooled, lambda)) as tf.Scalar;
      }, weights(layers.autoencoder));
      const blend: tf.Tensor4D = tf.add(tf.mul(gamma, x), tf.mul(1 - gamma, reconstruction));
      const forCritic = tf.variableGrads(() => {
        const guess = tf.mean(tf.square(tf.sub(critic(mix), alpha)));
        return tf.add(guess, tf.mean(tf.square(critic(blend)))) as tf.Scalar;
      }, weights(layers.critic));
      optimisers.autoencoder.applyGradients(named(forAutoencoder.grads));
      optimisers.critic.applyGradients(named(forCritic.grads));
      tf.dispose([reconstruction, mix]);
      return forAutoencoder.value;
    });
    await loss.data();
    loss.dispose();
  }

  return {
    run,
    dispose() {
      tf.dispose([...weights(layers.autoencoder), ...weights(layers.critic)]);
      optimisers.autoencoder.dispose();
      optimisers.critic.dispose();
    },
  };
}

function named(tensors: tf.NamedTensorMap) {
  return Object.entries(tensors).map(([name, tensor]) => ({ name, tensor }));
}

function createEncoder(a: Architecture, depth: number, into: Layer[]): Network {
  const convolve = convolver(into);
  const stages: Network[] = [convolve(1, a.colours, depth, false)];
  let channels = depth;
  for (let scale = 0; scale < a.scales; scale++) {
    const wide = depth * 2 ** scale;
    stages.push(convolve(3, channels, wide, true), convolve(3, wide, wide, true));
    stages.push((x) => tf.avgPool(x, 2, 2, 'same'));
    channels = wide;
  }
  const last = depth * 2 ** a.scales;
  stages.push(convolve(3, channels, last, true), convolve(3, last, a.latentChannels, false));
  return chain(stages);
}

function createDecoder(a: Architecture, into: Layer[]): Network {
  const convolve = convolver(into);
  const stages: Network[] = [];
  let channels = a.latentChannels;
  for (let scale = a.scales - 1; scale >= 0; scale--) {
    const wide = a.depth * 2 ** scale;
    stages.push(convolve(3, channels, wide, true), convolve(3, wide, wide, true), upsample);
    channels = wide;
  }
  stages.push(convolve(3, channels, a.depth, true), convolve(3, a.depth, a.colours, false));
  return chain(stages);
}

function chain(stages: readonly Network[]): Network {
  return (x) => stages.reduce((y, stage) => stage(y), x);
}

function convolver(into: Layer[]) {
  return (size: number, from: number, to: number, active: boolean): Network => {
    const deviation = Math.sqrt(1 / (1.04 * size * size * from));
    const kernel = tf.variable(tf.randomNormal<tf.Rank.R4>([size, size, from, to], 0, deviation));
    const bias = tf.variable(tf.zeros<tf.Rank.R1>([to]));
    into.push({ kernel, bias });
    return (x) => {
      const y = tf.add(tf.conv2d(x, kernel as tf.Tensor4D, 1, 'same'), bias) as tf.Tensor4D;
      return active ? tf.leakyRelu(y, 0.2) : y;
    };
  };
}

/** By concat and reshape: the gradient of tfjs-cpu's resizeNearestNeighbor is wrong for a batch above 1. */
function upsample(x: tf.Tensor4D): tf.Tensor4D {
  const [n, h, w, c] = x.shape;
  const wide = tf.reshape(tf.concat([x, x], 3), [n, h, 2 * w, c]);
  const rows = tf.reshape(wide, [n, h, 1, 2 * w * c]);
  return tf.reshape(tf.concat([rows, rows], 2), [n, 2 * h, 2 * w, c]);
}
