/** Convolutions, dense maps, biases and changes of resolution as kernel calls. */
import type { OpKind, Tensor } from '../../graph/tensor.ts';
import type { Argument, Builder, Lowering } from './builder.ts';
import type { Step } from './fusion.ts';
import { interior, type Value } from './layout.ts';
import {
  convolutionScratch,
  gradientScratch,
  transformedBytes,
  winogradConvolves,
  winogradFindsGradient,
} from './winograd.ts';

/** The first input under a k×k kernel at pixel (0, 0): the ring's corner for 3×3. */
const underKernel = (value: Value, k: number) => (k === 3 ? value.place : interior(value));

/** Whether each pixel is repeated 2×2: Winograd's kernels then have less to multiply. */
const isRepeated = ({ op }: Tensor) => Number(op.kind === 'upsample2');

function emitConvolution(step: Step, to: Value, builder: Builder, turned: boolean): void {
  const [input, kernel] = step.core.inputs;
  const x = builder.value(input);
  const [k] = kernel.shape;
  const [h, w, co] = step.core.shape;
  const bias: Argument = step.bias ? interior(builder.value(step.bias)) : 0;
  const slope: Argument = step.slope === undefined ? 0 : builder.constant(step.slope);
  const gate: Argument = step.gate ? interior(builder.value(step.gate)) : 0;
  const ci = input.shape[2];
  const { samples } = to.layout;
  if (winogradConvolves(k, ci, step.core, samples)) {
    const weights = builder.packed(kernel, turned ? 'turnedWinograd' : 'winograd');
    const scratch = builder.scratch(convolutionScratch(ci));
    const places = [x.place, weights, interior(to)];
    const extents = [samples, h, w, ci, co];
    const rest = [bias, slope, gate, scratch, isRepeated(input), Number(step.pooled ?? false)];
    builder.call('winograd', ...places, ...extents, ...rest);
    return;
  }
  const weights = builder.packed(kernel, turned ? 'turned' : 'plain');
  builder.call(
    'convolve',
    underKernel(x, k),
    weights,
    interior(to),
    samples,
    h,
    w,
    ci,
    co,
    k,
    bias,
    slope,
    gate,
  );
}

/** What a tile of the kernel's gradient runs over at a time should fit the first-level cache … */
const cacheBytes = 24 * 1024;
/** … but be long enough to pay for loading and storing the accumulators. */
const fewestPixels = 64;

/** Samples and rows of such an area, for images of h rows of w pixels with `channels` floats in all. */
export function gradientArea(samples: number, h: number, w: number, channels: number): number[] {
  const rowBytes = (w + 2) * channels * 4;
  const rows = Math.max(Math.floor(cacheBytes / rowBytes), Math.ceil(fewestPixels / w));
  if (rows < h) return [1, rows];
  const fitting = Math.floor(cacheBytes / (rowBytes * (h + 2)));
  const needed = Math.ceil(fewestPixels / (h * w));
  return [Math.min(samples, Math.max(fitting, needed, 1)), h];
}

const kernelGradient: Lowering = ({ core }, to, builder) => {
  const [x, upstream] = core.inputs.map(builder.value);
  const [k, , ci, co] = core.shape;
  const [h, w] = upstream.type.shape;
  const { samples } = upstream.layout;
  if (winogradFindsGradient(core.shape, upstream.type, samples)) {
    const sums = builder.sums(transformedBytes(core.shape));
    const scratch = builder.scratch(gradientScratch(ci, co));
    const places = [x.place, interior(upstream), sums];
    const extents = [samples, h, w, ci, co];
    const repeated = isRepeated(core.inputs[0]);
    builder.call('winogradKernelGradient', ...places, ...extents, scratch, repeated);
    builder.callOnce('unpackWinograd', interior(to), sums, ci, co);
    return;
  }
  builder.call(
    'kernelGradient',
    underKernel(x, k),
    interior(upstream),
    interior(to),
    samples,
    h,
    w,
    ci,
    co,
    k,
    ...gradientArea(samples, h, w, ci + co),
  );
};

const changeResolution =
  (kernel: 'pool2' | 'upsample2'): Lowering =>
  (step, to, builder) => {
    const { op, inputs } = step.core;
    if (op.kind !== 'pool2' && op.kind !== 'upsample2') return;
    const x = builder.value(inputs[0]);
    const [h, w, c] = (kernel === 'pool2' ? to : x).type.shape;
    builder.call(
      kernel,
      interior(to),
      interior(x),
      to.layout.samples,
      h,
      w,
      c,
      builder.constant(op.scale),
      step.gate ? interior(builder.value(step.gate)) : 0,
      step.gate ? builder.constant(step.slope ?? 0) : 0,
    );
  };

const addBias: Lowering = (step, to, builder) => {
  const [x, bias] = step.core.inputs.map(builder.value);
  const { samples, rows, len, sampleBytes, rowBytes } = to.layout;
  builder.call(
    'addBias',
    interior(to),
    interior(x),
    interior(bias),
    samples,
    rows,
    len,
    sampleBytes,
    rowBytes,
    x.layout.sampleBytes,
    x.layout.rowBytes,
    bias.type.shape[0],
    step.slope === undefined ? 0 : builder.constant(step.slope),
  );
};

const biasGradient: Lowering = ({ core }, to, builder) => {
  const x = builder.value(core.inputs[0]);
  const { samples, rows, len, sampleBytes, rowBytes } = x.layout;
  const channels = core.shape[0];
  builder.call(
    'biasGradient',
    interior(to),
    interior(x),
    samples,
    rows,
    len,
    sampleBytes,
    rowBytes,
    channels,
  );
};

/** The three dense kernels take result, two operands, samples, and the kernel's shape [n, m]. */
const denseCall =
  (
    name: 'dense' | 'denseInputGradient' | 'denseKernelGradient',
    kernelShape: (core: Tensor) => readonly number[],
  ): Lowering =>
  ({ core }, to, builder) => {
    const [a, b] = core.inputs.map(builder.value);
    const [n, m] = kernelShape(core);
    builder.call(name, interior(to), interior(a), interior(b), a.layout.samples, n, m);
  };

export const layerLowerings = {
  conv2d: (step, to, builder) => emitConvolution(step, to, builder, false),
  conv2dInputGradient: (step, to, builder) => emitConvolution(step, to, builder, true),
  conv2dKernelGradient: kernelGradient,
  addBias,
  biasGradient,
  dense: denseCall('dense', ({ inputs }) => inputs[1].shape),
  denseInputGradient: denseCall('denseInputGradient', ({ inputs }) => inputs[1].shape),
  denseKernelGradient: denseCall('denseKernelGradient', ({ shape }) => shape),
  pool2: changeResolution('pool2'),
  upsample2: changeResolution('upsample2'),
} satisfies Partial<Record<OpKind, Lowering>>;
