// Convolution with any number of output channels: blocks of eight, then one of four, then single ones.
import { conv1 } from './conv1';
import { conv4 } from './conv4';
import { conv8 } from './conv8';

// y = conv(x, w) + bias, then leakyReLU, or times the mask of one. `x`, `y`, `mask`: interior starts
// (x: the first input under the kernel) of ringed images; w: as packKernel lays it out; bias, slope,
// mask: 0 for none. In place of leakyReLU's output, `mask` gates by the output of the layer below.
export function convolve(
  x: usize,
  w: usize,
  y: usize,
  n: usize,
  h: usize,
  width: usize,
  ci: usize,
  co: usize,
  k: usize,
  bias: usize,
  slope: usize,
  mask: usize,
): void {
  const perChannel = k * k * ci * 4;
  let c: usize = 0;
  for (; c + 8 <= co; c += 8) {
    const at = c * 4;
    conv8(
      x, w + c * perChannel, y + at, n, h, width, ci, co, k,
      bias ? bias + at : 0, slope, mask ? mask + at : 0,
    );
  }
  for (; c + 4 <= co; c += 4) {
    const at = c * 4;
    conv4(
      x, w + c * perChannel, y + at, n, h, width, ci, co, k,
      bias ? bias + at : 0, slope, mask ? mask + at : 0,
    );
  }
  for (; c < co; c++) {
    const at = c * 4;
    conv1(
      x, w + c * perChannel, y + at, n, h, width, ci, co, k,
      bias ? bias + at : 0, slope, mask ? mask + at : 0,
    );
  }
}
