/** Convolutions and their gradients as tasks, by the kernels that suit the adapter. */
import type { ConvolutionStep, KernelGradientStep } from './convolutionSteps.ts';
import { describeConvolution } from './convolutionWork.ts';
import { describeKernelGradient } from './kernelGradientWork.ts';
import type { Planner } from './planner.ts';
import { writeConvolution } from './software/convolution.ts';
import { writeKernelGradient } from './software/kernelGradient.ts';
import type { KernelTask, View } from './task.ts';

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
    code: () => writeConvolution(work, planner),
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
    code: () => writeKernelGradient(work, planner),
  };
}
