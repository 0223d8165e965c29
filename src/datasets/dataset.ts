/** A source of images as one run sees it: bound to the run's seed. */
import type { DatasetName, RunConfig } from '../core/runConfig.ts';
import type { ImageSource } from './imageSource.ts';
import { lines } from './lines.ts';

export const imageSources: Readonly<Record<DatasetName, ImageSource>> = { lines };

/** The evaluation protocol's: interpolation i runs from test image i to image 256 + i. */
export const testImageCount = 512;

export interface Dataset {
  readonly source: ImageSource;
  /** Values in an image: size · size · colours. */
  readonly imageSize: number;
  /** Values in a one-hot label. */
  readonly labelSize: number;
  /**
   * The batch of a training step (1-based): `images` [n, size, size, colours], `labels` [n, classes].
   * Allocates nothing.
   */
  fillTraining(step: number, images: Float32Array, labels: Float32Array): void;
  /** A fresh copy of the test images [512, size, size, colours]: the same for every run. */
  testImages(): Float32Array<ArrayBuffer>;
}

export function createDataset(config: Pick<RunConfig, 'dataset' | 'seed'>): Dataset {
  const source = imageSources[config.dataset];
  const { seed } = config;
  const imageSize = source.size * source.size * source.colours;
  return {
    source,
    imageSize,
    labelSize: source.classes,
    fillTraining(step, images, labels) {
      source.fillBatch('train', seed, step, images, labels);
    },
    testImages() {
      const images = new Float32Array(testImageCount * imageSize);
      source.fillBatch('test', seed, 0, images, new Float32Array(testImageCount * source.classes));
      return images;
    },
  };
}
