/** A convolution as its kernels see it: extents, and what lies where. */
import type { ConvolutionStep } from './convolutionSteps.ts';
import { samplesOf } from './elements.ts';
import { placeOf, type Stored, shifted } from './place.ts';
import type { Planner } from './planner.ts';
import type { Access, ElementType, Shader } from './shader.ts';
import type { View } from './task.ts';

export interface ConvolutionWork {
  /** The gradient by the input: the same sum with the taps in reverse, and the kernel's inputs and outputs exchanged. */
  readonly turned: boolean;
  readonly samples: number;
  readonly height: number;
  readonly width: number;
  /** Taps along an axis. */
  readonly size: number;
  /** Channels that are summed over, and channels of the result. */
  readonly ci: number;
  readonly co: number;
  readonly input: View;
  readonly kernel: View;
  readonly bias: View | null;
  readonly gate: View | null;
  /** Of the leakyReLU, or of its gradient where there is a gate; 1 where there is none. */
  readonly slope: number;
  readonly resize: ConvolutionStep['resize'];
  /** Where the result goes, and a pooling of it. */
  readonly full: Stored | null;
  readonly pooled: { readonly target: Stored; readonly scale: number } | null;
}

export function describeConvolution(step: ConvolutionStep, planner: Planner): ConvolutionWork {
  const { core, result, isRead, pooled, resize } = step;
  const [image, weights] = core.inputs;
  const [height, width, ci] = image.shape;
  return {
    turned: core.op.kind === 'conv2dInputGradient',
    samples: samplesOf(image, planner.batch),
    ...{ height, width, ci, resize },
    size: weights.shape[0],
    co: core.shape[2],
    input: planner.view(image),
    kernel: planner.view(weights),
    bias: step.bias && planner.view(step.bias),
    gate: step.gate && planner.view(step.gate),
    slope: step.slope ?? 1,
    full: isRead ? planner.target(result) : null,
    pooled:
      pooled?.op.kind === 'pool2'
        ? { target: planner.target(pooled), scale: pooled.op.scale }
        : null,
  };
}

export const wholeOf = (value: Stored): View => ({ value, offset: 0 });

/** Whether a view can be bound as vectors of four. */
export function isAligned({ value, offset }: View): boolean {
  return (placeOf(value).offset + offset) % 4 === 0 && (value.floats - offset) % 4 === 0;
}

/** Binds a view alone. */
export function accessTo({ value, offset }: View, type: ElementType, shader: Shader): Access {
  return shader.piece(shifted(placeOf(value), offset), value.floats - offset, type);
}
