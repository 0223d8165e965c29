/** The gradient of a convolution by kernel and bias as its kernels see it. */
import type { KernelGradientStep } from './convolutionSteps.ts';
import { samplesOf } from './elements.ts';
import type { Stored } from './place.ts';
import type { Planner } from './planner.ts';
import type { View } from './task.ts';

export interface KernelGradientShape {
  /** Taps along an axis. */
  readonly size: number;
  readonly ci: number;
  readonly co: number;
  readonly height: number;
  readonly width: number;
  readonly samples: number;
}

export interface KernelGradientWork extends KernelGradientShape {
  readonly x: View;
  readonly upstream: View;
  /** A scalar of each sample that the upstream is multiplied by. */
  readonly factor: View | null;
  readonly kernel: Stored;
  readonly bias: Stored | null;
}

export function shapeOfKernelGradient(
  { kernelGradient, x }: KernelGradientStep,
  batch: number,
): KernelGradientShape {
  const [size, , ci, co] = kernelGradient.shape;
  const [height, width] = x.shape;
  return { size, ci, co, height, width, samples: samplesOf(x, batch) };
}

export function describeKernelGradient(
  step: KernelGradientStep,
  planner: Planner,
): KernelGradientWork {
  return {
    ...shapeOfKernelGradient(step, planner.batch),
    x: planner.view(step.x),
    upstream: planner.view(step.upstream),
    factor: step.factor && planner.view(step.factor),
    kernel: planner.target(step.kernelGradient),
    bias: step.biasGradient && planner.target(step.biasGradient),
  };
}
