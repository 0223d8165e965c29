import { leakyRelu } from '../graph/ops/elementwise.ts';
import { pool2 } from '../graph/ops/layers.ts';
import type { Tensor } from '../graph/tensor.ts';
import { convolution, type Network, slope } from './layers.ts';
import type { Parameters } from './parameters.ts';

export interface EncoderShape {
  /** Channels of the first convolution; doubled at each scale. */
  readonly depth: number;
  /** Halvings. */
  readonly scales: number;
  /** Channels that come out. */
  readonly channels: number;
}

/** f: images [s, s, colours] → [s / 2^scales, s / 2^scales, channels]. Source: golden/README.md, "Network". */
export function encoder(parameters: Parameters, name: string, shape: EncoderShape): Network {
  return (image) => {
    let layer = 0;
    const convolve = (x: Tensor, channels: number, size: 1 | 3 = 3) =>
      convolution(parameters, `${name}/conv${layer++}`, x, channels, size);

    let x = convolve(image, shape.depth, 1);
    for (let scale = 0; scale < shape.scales; scale++) {
      const width = shape.depth * 2 ** scale;
      x = leakyRelu(convolve(x, width), slope);
      x = leakyRelu(convolve(x, width), slope);
      x = pool2(x);
    }
    x = leakyRelu(convolve(x, shape.depth * 2 ** shape.scales), slope);
    return convolve(x, shape.channels);
  };
}
