/** Where images come from. Every source is a pure function of its arguments: nothing to save or to rewind. */
import type { DatasetName } from '../core/runConfig.ts';

/** `train` is fresh at every step; `test` is the same for every run, whatever its seed. */
export type Split = 'train' | 'test';

export interface ImageSource {
  readonly name: DatasetName;
  /** Width and height of an image in pixels. */
  readonly size: number;
  readonly colours: number;
  readonly classes: number;
  /** Whether the right image between two others is known. */
  readonly hasGroundTruth: boolean;
  /**
   * Writes one batch; its size n is that of `images`.
   * @param seed of the run; has no effect on `test`.
   * @param step which batch: the training step, or any count for `test`.
   * @param images [n, size, size, colours] out, in [−1, 1].
   * @param labels [n, classes] out, one-hot.
   * @param angles [n] out, radians in [0, 2π), of a source that has them.
   * Allocates nothing.
   * @throws RangeError when the lengths do not fit.
   */
  fillBatch(
    split: Split,
    seed: number,
    step: number,
    images: Float32Array,
    labels: Float32Array,
    angles?: Float64Array,
  ): void;
}
