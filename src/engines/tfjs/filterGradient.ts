/** The gradient of a convolution by its kernel, of ops that every tfjs backend has. */
import * as tf from '@tensorflow/tfjs-core';

/**
 * x [n, h, w, ci], upstream [n, h, w, co] → [k, k, ci, co], for a stride-1 'same' convolution: tap
 * (i, j) is the matrix product over all pixels of x, shifted by that tap, and the upstream.
 * (tfjs-wasm has no Conv2DBackpropFilter.)
 */
export function filterGradient(x: tf.Tensor4D, upstream: tf.Tensor4D, size: number): tf.Tensor {
  const [n, h, w, ci] = x.shape;
  const co = upstream.shape[3];
  const margin = (size - 1) / 2;
  const padded =
    margin === 0
      ? x
      : tf.pad(x, [
          [0, 0],
          [margin, margin],
          [margin, margin],
          [0, 0],
        ]);
  const byPixel = tf.reshape(upstream, [n * h * w, co]);
  const taps: tf.Tensor[] = [];
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const shifted = size === 1 ? padded : tf.slice(padded, [0, i, j, 0], [n, h, w, ci]);
      taps.push(tf.matMul(tf.reshape(shifted, [n * h * w, ci]), byPixel, true, false));
    }
  }
  return tf.reshape(tf.concat(taps, 0), [size, size, ci, co]);
}
