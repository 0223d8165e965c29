/** Lines at random angles, drawn fresh at every step: the paper's benchmark. */
import { drawLine, lineClasses, lineLabel, linePixels, lineSize } from '../core/lines.ts';
import { streamOf, threefry } from '../core/random.ts';
import type { ImageSource, Split } from './imageSource.ts';

const streams: Readonly<Record<Split, number>> = {
  train: streamOf('data'),
  test: streamOf('test data'),
};

const words = new Uint32Array(2);

/** Image i of a batch is the line at 2·u·π, u uniform on [0, 1): draw number i of the split's stream at (seed, step). */
export const lines: ImageSource = {
  name: 'lines',
  size: lineSize,
  colours: 1,
  classes: lineClasses,
  hasGroundTruth: true,

  fillBatch(split, seed, step, images, labels, angles) {
    const count = images.length / linePixels;
    const fits = Number.isInteger(count) && labels.length === count * lineClasses;
    if (!fits || (angles && angles.length !== count)) {
      throw new RangeError(
        `${images.length} pixels, ${labels.length} label values and ${angles?.length ?? 'no'} angles are not a batch of lines`,
      );
    }
    const key = split === 'train' ? seed : 0;
    labels.fill(0);
    for (let i = 0; i < count; i++) {
      if (i % 2 === 0) threefry(key, streams[split], step, i / 2, words);
      const u = (words[i % 2] >>> 8) * 2 ** -24;
      const angle = 2 * u * Math.PI;
      drawLine(angle, images, i * linePixels);
      const label = lineLabel(angle);
      // Label 10 has no class: its row stays all zeros, as in the authors' code.
      if (label < lineClasses) labels[i * lineClasses + label] = 1;
      if (angles) angles[i] = angle;
    }
  },
};
