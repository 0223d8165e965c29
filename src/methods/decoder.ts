import { leakyRelu } from '../graph/ops/elementwise.ts';
import { upsample2 } from '../graph/ops/layers.ts';
import type { Tensor } from '../graph/tensor.ts';
import { convolution, type Network, slope } from './layers.ts';
import type { Parameters } from './parameters.ts';

export interface DecoderShape {
  /** Channels of the last but one convolution; the first has depth · 2^(scales − 1). */
  readonly depth: number;
  /** Doublings. */
  readonly scales: number;
  readonly colours: number;
}

/** g: latents [h, w, c] → [h · 2^scales, w · 2^scales, colours], unbounded. Source: golden/README.md, "Network". */
export function decoder(parameters: Parameters, name: string, shape: DecoderShape): Network {
  return (latent) => {
    let layer = 0;
    const convolve = (x: Tensor, channels: number) =>
      convolution(parameters, `${name}/conv${layer++}`, x, channels, 3);

    let x = latent;
    for (let scale = shape.scales - 1; scale >= 0; scale--) {
      const width = shape.depth * 2 ** scale;
      x = leakyRelu(convolve(x, width), slope);
      x = leakyRelu(convolve(x, width), slope);
      x = upsample2(x);
    }
    x = leakyRelu(convolve(x, shape.depth), slope);
    return convolve(x, shape.colours);
  };
}
