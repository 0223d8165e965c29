/** The gradients of a stride-1 'same' convolution, of ops that every tfjs backend has and does well. */
import * as tf from '@tensorflow/tfjs-core';

/** Samples whose contributions are summed at once: shorter float32 sums lose less. */
const samplesAtOnce = 16;

/**
 * x [n, h, w, ci], upstream [n, h, w, co] → [size, size, ci, co].
 *
 * tfjs-wasm has no Conv2DBackpropFilter and tfjs-cpu's is slow. But the gradient is itself a
 * convolution, where samples stand for channels and channels for samples: the padded x as
 * [ci, h + 2, w + 2, n] with the upstream as the filter [h, w, n, co].
 */
export function kernelGradient(x: tf.Tensor4D, upstream: tf.Tensor4D, size: number): tf.Tensor {
  const margin = (size - 1) / 2;
  const samples = x.shape[0];
  const parts: tf.Tensor4D[] = [];
  for (let start = 0; start < samples; start += samplesAtOnce) {
    const count = Math.min(samplesAtOnce, samples - start);
    const images = tf.pad(tf.slice(x, start, count), [
      [0, 0],
      [margin, margin],
      [margin, margin],
      [0, 0],
    ]);
    const filter = tf.transpose(tf.slice(upstream, start, count), [1, 2, 0, 3]);
    parts.push(tf.conv2d(tf.transpose(images, [3, 1, 2, 0]), filter, 1, 'valid'));
  }
  // Not tf.addN: on WebGPU it binds all parts at once, more than a device need allow.
  const [first, ...rest] = parts;
  const sum = rest.reduce((partial, part) => tf.add(partial, part), first);
  return tf.transpose(sum, [1, 2, 0, 3]);
}

/**
 * upstream [n, h, w, co], kernel [size, size, ci, co] → [n, h, w, ci].
 *
 * A convolution with the kernel turned by 180° and its channels swapped; on wasm four to ten times
 * quicker than Conv2DBackpropInput. On cpu it is turning the kernel that is slow.
 */
export function inputGradient(upstream: tf.Tensor4D, kernel: tf.Tensor4D): tf.Tensor {
  if (tf.getBackend() === 'cpu') {
    const [n, h, w] = upstream.shape;
    return tf.conv2dTranspose(upstream, kernel, [n, h, w, kernel.shape[2]], 1, 'same');
  }
  const turned = tf.transpose(tf.reverse(kernel, [0, 1]), [0, 1, 3, 2]);
  return tf.conv2d(upstream, turned, 1, 'same');
}
