/** Convolutions and their gradients as tasks, by the kernels that suit the adapter. */
import type { ConvolutionStep, KernelGradientStep } from './convolutionSteps.ts';
import { type ConvolutionWork, describeConvolution } from './convolutionWork.ts';
import {
  describeKernelGradient,
  type KernelGradientShape,
  type KernelGradientWork,
} from './kernelGradientWork.ts';
import type { KernelChoice, Planner } from './planner.ts';
import { writeConvolution } from './software/convolution.ts';
import { partsFor, writeKernelGradient } from './software/kernelGradient.ts';
import type { KernelTask, View } from './task.ts';
import { blockingsFor } from './tiled/blocking.ts';
import { suitsTiles, writeTiledConvolution } from './tiled/convolution.ts';
import {
  gradientSuitsTiles,
  tiledPartsOf,
  writeTiledKernelGradient,
} from './tiled/kernelGradient.ts';

/** Invocations that keep a software adapter's threads, and a real GPU, busy. */
const enough = { software: 256, tiled: 4096 } as const;

const valuesOf = (views: readonly (View | null)[]) =>
  views.flatMap((view) => (view ? [view.value] : []));

export function convolutionTask(step: ConvolutionStep, planner: Planner): KernelTask {
  const work = describeConvolution(step, planner);
  const { input, kernel, bias, gate, full, pooled } = work;
  return {
    kind: 'kernel',
    label: step.core.op.kind,
    reads: valuesOf([input, kernel, bias, gate]),
    writes: [...(full ? [full] : []), ...(pooled ? [pooled.target] : [])],
    variants: convolutionVariants(work, planner),
  };
}

export function kernelGradientTask(step: KernelGradientStep, planner: Planner): KernelTask {
  const work = describeKernelGradient(step, planner);
  const { x, upstream, factor, kernel, bias } = work;
  return {
    kind: 'kernel',
    label: 'conv2dKernelGradient',
    reads: valuesOf([x, upstream, factor]),
    writes: bias ? [kernel, bias] : [kernel],
    variants: kernelGradientVariants(work, planner),
  };
}

/** Shaders that compute the same; the first is the likeliest to be the fastest. */
function convolutionVariants(work: ConvolutionWork, planner: Planner): KernelTask['variants'] {
  const { family } = planner.kernels;
  return () =>
    family === 'tiled' && suitsTiles(work)
      ? blockingsFor(work.co).map(
          (blocking) => () => writeTiledConvolution(work, blocking, planner),
        )
      : [() => writeConvolution(work, planner)];
}

function kernelGradientVariants(
  work: KernelGradientWork,
  planner: Planner,
): KernelTask['variants'] {
  const { family } = planner.kernels;
  return () =>
    family === 'tiled' && gradientSuitsTiles(work)
      ? blockingsFor(work.co).map(
          (blocking) => () => writeTiledKernelGradient(work, blocking, planner),
        )
      : [() => writeKernelGradient(work, planner)];
}

/** Into how many parts a kernel's gradient is cut, where its reader adds them up. */
export function partsOf(shape: KernelGradientShape, { family }: KernelChoice): number {
  return family === 'tiled' && shape.ci % 4 === 0 && shape.co % 4 === 0
    ? tiledPartsOf(shape)
    : partsFor(shape, enough[family]);
}
