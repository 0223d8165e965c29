/**
 * The bare convolution kernels of the wasm engine: the speed that a whole step is measured by. Both
 * count the arithmetic of a direct convolution, of which Winograd's form needs less than half.
 */
import { instantiateKernels } from '../../engines/wasm/kernelModule.ts';
import { convolutionScratch } from '../../engines/wasm/winograd.ts';
import { type BenchRow, benchRow } from './benchRow.ts';
import { time } from './timing.ts';

/** The largest layer of the paper's networks, on a micro-batch that stays in cache. */
const layer = { batch: 8, size: 32, channels: 16 } as const;
const callsPerRun = 20;
const flopsPerRun =
  2 * layer.batch * layer.size ** 2 * 9 * layer.channels * layer.channels * callsPerRun;

export const kernelForms = ['direct', 'winograd'] as const;

export type KernelForm = (typeof kernelForms)[number];

export interface KernelProbe {
  /** GFLOPS of one run of some milliseconds. */
  measure(form: KernelForm): number;
}

export function createKernelProbe(module: WebAssembly.Module): KernelProbe {
  const { batch, size, channels } = layer;
  const memory = new WebAssembly.Memory({ initial: 64 });
  const { kernels, heapStart } = instantiateKernels(module, memory);

  const pixelBytes = channels * 4;
  const rowBytes = (size + 2) * pixelBytes;
  const imageBytes = batch * (size + 2) * rowBytes;
  const x = Math.ceil(heapStart / 64) * 64;
  const weights = x + imageBytes;
  const y = weights + 16 * channels * channels * 4;
  const scratch = y + imageBytes;
  if (scratch + convolutionScratch(channels) > memory.buffer.byteLength) {
    throw new RangeError('the memory of the kernel probe is too small for its layer');
  }
  new Float32Array(memory.buffer, x, (y - x) / 4).forEach((_, i, values) => {
    values[i] = Math.sin(i);
  });
  const images = [batch, size, size, channels, channels];
  const interior = y + rowBytes + pixelBytes;
  const calls: Readonly<Record<KernelForm, () => void>> = {
    direct: () => kernels.convolve(x, weights, interior, ...images, 3, 0, 0, 0),
    winograd: () => kernels.winograd(x, weights, interior, ...images, 0, 0, 0, scratch),
  };
  return {
    measure(form) {
      const call = calls[form];
      const began = performance.now();
      for (let i = 0; i < callsPerRun; i++) call();
      return flopsPerRun / (performance.now() - began) / 1e6;
    },
  };
}

export async function benchConvolutionKernel(
  probe: KernelProbe,
  form: KernelForm,
): Promise<BenchRow> {
  const work = () => {
    probe.measure(form);
  };
  const { medianMs } = await time(work, { warmMs: 200, minimum: 20, maximum: 500, forMs: 1500 });
  return benchRow({
    name: `kernel ${form}`,
    engine: 'wasm',
    depth: layer.channels,
    batch: layer.batch,
    threads: 1,
    medianMs: medianMs / callsPerRun,
    gflops: flopsPerRun / medianMs / 1e6,
  });
}
