/** The bare convolution kernel of the wasm engine: the speed that a whole step is measured by. */
import { type BenchRow, benchRow } from './benchRow.ts';
import { time } from './timing.ts';

/** The largest layer of the paper's networks, on a micro-batch that stays in cache. */
const layer = { batch: 8, size: 32, channels: 16 } as const;

type Convolve = (...pointersAndSizes: number[]) => void;

/** Runs the kernel once and says how fast that was. */
export interface KernelProbe {
  /** GFLOPS of one run of some milliseconds. */
  measure(): number;
}

const callsPerRun = 20;
const flopsPerRun =
  2 * layer.batch * layer.size ** 2 * 9 * layer.channels * layer.channels * callsPerRun;

export async function createKernelProbe(kernels: BufferSource): Promise<KernelProbe> {
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
  return {
    measure() {
      const began = performance.now();
      for (let i = 0; i < callsPerRun; i++) {
        convolve(x, weights, interior, batch, size, size, channels, channels, 3, 0, 0, 0);
      }
      return flopsPerRun / (performance.now() - began) / 1e6;
    },
  };
}

export async function benchConvolutionKernel(probe: KernelProbe): Promise<BenchRow> {
  const work = () => {
    probe.measure();
  };
  const { medianMs } = await time(work, { warmMs: 200, minimum: 20, maximum: 500, forMs: 1500 });
  return benchRow({
    name: 'kernel',
    engine: 'wasm',
    depth: layer.channels,
    batch: layer.batch,
    threads: 1,
    medianMs: medianMs / callsPerRun,
    gflops: flopsPerRun / medianMs / 1e6,
    fractionOfKernel: 1,
  });
}
