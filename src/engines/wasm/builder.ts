/** What a lowering needs to turn a step into kernel calls. */
import type { Tensor } from '../../graph/tensor.ts';
import type { Step } from './fusion.ts';
import type { KernelName } from './kernelModule.ts';
import type { Value } from './layout.ts';
import type { Place } from './place.ts';

export type Argument = number | Place;

export interface Call {
  readonly kernel: KernelName;
  readonly arguments: readonly Argument[];
  /** For profiles: the op that the call executes. */
  readonly label: string;
  /** Adds to a sum over the batch, so micro-batches make it in their order. */
  readonly ordered: boolean;
}

/** For `convolve` or `winograd`; `turned` for the gradient by the input. */
export type KernelForm = 'plain' | 'turned' | 'winograd' | 'turnedWinograd';

export interface Builder {
  /** Samples of one batch in memory at once, and in all. */
  readonly micro: number;
  readonly batch: number;
  /** Where a value that was computed earlier lies. */
  value(tensor: Tensor): Value;
  call(kernel: KernelName, ...args: Argument[]): void;
  /** A call that is made once, right after all micro-batches, and reads no other such call's result. */
  callOnce(kernel: KernelName, ...args: Argument[]): void;
  /** Place of a float that never changes. */
  constant(value: number): Place;
  /** A convolution kernel in the order that another kernel reads; made anew when variables change. */
  packed(kernel: Tensor, form: KernelForm): Place;
  /** Bytes of the thread's own that the next call may write over. */
  scratch(bytes: number): Place;
  /** Bytes that are zero at the start of each step. */
  sums(bytes: number): Place;
}

/** Emits the calls that fill `result`. */
export type Lowering = (step: Step, result: Value, builder: Builder) => void;
