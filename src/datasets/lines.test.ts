import { describe, expect, test } from 'vitest';
import { drawLine, lineClasses, lineLabel, linePixels } from '../core/lines.ts';
import { fillUniform, streamOf } from '../core/random.ts';
import { mean } from '../core/statistics.ts';
import { createDataset, imageSources, testImageCount } from './dataset.ts';
import type { Split } from './imageSource.ts';
import { lines } from './lines.ts';

function batch(split: Split, seed: number, step: number, count: number) {
  const images = new Float32Array(count * linePixels).fill(9);
  const labels = new Float32Array(count * lineClasses).fill(9);
  const angles = new Float64Array(count);
  lines.fillBatch(split, seed, step, images, labels, angles);
  return { images, labels, angles };
}

describe('a batch of lines', () => {
  test('images and labels are those of the angles', () => {
    const { images, labels, angles } = batch('train', 3, 5, 33);
    const image = new Float32Array(linePixels);
    angles.forEach((angle, i) => {
      drawLine(angle, image);
      expect(images.slice(i * linePixels, (i + 1) * linePixels)).toEqual(image);
      const oneHot = Array.from(labels.slice(i * lineClasses, (i + 1) * lineClasses));
      expect(oneHot).toEqual(oneHot.map((_, label) => (label === lineLabel(angle) ? 1 : 0)));
      expect(oneHot.reduce((a, b) => a + b)).toBe(1);
    });
  });

  test('angles are the draws of stream "data", so a smaller batch is the start of a larger one', () => {
    const draws = new Float32Array(33);
    fillUniform(draws, { seed: 3, stream: streamOf('data'), step: 5 });
    const { angles } = batch('train', 3, 5, 33);
    expect(Array.from(angles)).toEqual(Array.from(draws, (u) => 2 * u * Math.PI));
    expect(batch('train', 3, 5, 7).angles).toEqual(angles.slice(0, 7));
  });

  test('seed and step each give other lines; the same ones give the same', () => {
    const { angles } = batch('train', 1, 1, 16);
    expect(batch('train', 1, 1, 16).angles).toEqual(angles);
    expect(batch('train', 2, 1, 16).angles).not.toEqual(angles);
    expect(batch('train', 1, 2, 16).angles).not.toEqual(angles);
  });

  test('the test split is the same for every seed and no training batch', () => {
    const { angles } = batch('test', 1, 0, 64);
    expect(batch('test', 99, 0, 64).angles).toEqual(angles);
    expect(batch('test', 1, 1, 64).angles).not.toEqual(angles);
    expect(batch('train', 0, 0, 64).angles).not.toEqual(angles);
  });

  test('angles are spread evenly over the turn', () => {
    const { angles, labels } = batch('train', 1, 1, 2000);
    // Five standard errors.
    expect(Math.abs(mean(angles) - Math.PI)).toBeLessThan(0.21);
    const counts = Array.from({ length: lineClasses }, (_, label) =>
      labels.reduce((sum, value, i) => sum + (i % lineClasses === label ? value : 0), 0),
    );
    for (const count of counts) expect(Math.abs(count - 200)).toBeLessThan(68);
  });

  test('lengths that do not fit are refused', () => {
    const labels = new Float32Array(lineClasses);
    const images = new Float32Array(linePixels);
    expect(() => lines.fillBatch('train', 1, 1, new Float32Array(5), labels)).toThrow(RangeError);
    expect(() => lines.fillBatch('train', 1, 1, images, new Float32Array(3))).toThrow(RangeError);
    const angles = new Float64Array(2);
    expect(() => lines.fillBatch('train', 1, 1, images, labels, angles)).toThrow(RangeError);
  });
});

describe('a dataset of a run', () => {
  test('trains on batches of its seed', () => {
    const dataset = createDataset({ dataset: 'lines', seed: 3 });
    const images = new Float32Array(4 * dataset.imageSize);
    const labels = new Float32Array(4 * dataset.labelSize);
    dataset.fillTraining(5, images, labels);
    const expected = batch('train', 3, 5, 4);
    expect(images).toEqual(expected.images);
    expect(labels).toEqual(expected.labels);
  });

  test('is evaluated on the same 512 lines whatever its seed', () => {
    const images = createDataset({ dataset: 'lines', seed: 1 }).testImages();
    expect(images.length).toBe(testImageCount * linePixels);
    expect(createDataset({ dataset: 'lines', seed: 2 }).testImages()).toEqual(images);
    expect(images).toEqual(batch('test', 0, 0, testImageCount).images);
  });

  test('every source goes by its own name', () => {
    for (const [name, source] of Object.entries(imageSources)) expect(source.name).toBe(name);
  });
});
