/** The bare convolution kernel of the wasm engine: the speed that a whole step is measured by. */
import { type BenchRow, benchRow } from './benchRow.ts';
import { time } from './timing.ts';

/** The largest layer of the paper's networks, on a micro-batch that stays in cache. */
const layer = { batch: 8, size: 32, channels: 16 } as const;
const calls = 20;

type Convolve = (...pointersAndSizes: number[]) => void;

export async function benchConvolutionKernel(kernels: BufferSource): Promise<BenchRow> {
  const { batch, size, channels } = layer;
  const memory = new WebAssembly.Memory({ initial: 64 });
  const { instance } = await WebAssembly.instantiate(kernels, { env: { memory } });
  const { convolve, heapStart } = instance.exports as { convolve: Convolve; heapStart(): number };

  const pixelBytes = channels * 4;
  const rowBytes = (size + 2) * pixelBytes;
  const imageBytes = batch * (size + 2) * rowBytes;
  const x = Math.ceil(heapStart() / 64) * 64;
  const weights = x + imageBytes;
  const y = weights + 9 * channels * channels * 4;
  new Float32Array(memory.buffer, x, (y - x) / 4).forEach((_, i, values) => {
    values[i] = Math.sin(i);
  });
  const interior = y + rowBytes + pixelBytes;
  const work = () => {
    for (let i = 0; i < calls; i++) {
      convolve(x, weights, interior, batch, size, size, channels, channels, 3, 0, 0, 0);
    }
  };
  const { medianMs } = await time(work, { warmMs: 200, minimum: 20, maximum: 500, forMs: 1500 });
  const flops = 2 * batch * size * size * 9 * channels * channels * calls;
  return benchRow({
    name: 'kernel',
    engine: 'wasm',
    depth: channels,
    batch,
    threads: 1,
    medianMs: medianMs / calls,
    gflops: flops / medianMs / 1e6,
    fractionOfKernel: 1,
  });
}
