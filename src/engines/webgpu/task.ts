/** The pieces of work that a step is made of, in terms of values in memory. */
import type { Tensor } from '../../graph/tensor.ts';
import type { Place, Slot, Stored } from './place.ts';
import type { ShaderCode } from './shader.ts';

interface Work {
  /** For people: the ops that it executes. */
  readonly label: string;
  readonly reads: readonly Stored[];
  readonly writes: readonly Stored[];
}

/** One invocation for each element of `node`. */
export interface ElementTask extends Work {
  readonly kind: 'element';
  readonly node: Tensor;
  readonly target: Stored;
  /** The value is in memory already, and is copied. */
  readonly copies: boolean;
  /** Little enough to be done by one workgroup, together with other such tasks. */
  readonly small: boolean;
}

/** A shader of its own. */
export interface KernelTask extends Work {
  readonly kind: 'kernel';
  /**
   * Ways to compute it, the likeliest to be the fastest first; to be asked for, and written, once all
   * values have their places.
   */
  variants(): readonly (() => ShaderCode)[];
}

export type Task = ElementTask | KernelTask;

/** Several small tasks in order, by one workgroup. */
export interface Group extends Work {
  readonly kind: 'group';
  readonly stages: readonly ElementTask[];
}

export type Dispatch = Task | Group;

/** A value's part in memory. */
export interface View {
  readonly value: Stored;
  /** Floats from the start of the value. */
  readonly offset: number;
}

/** Done after the last dispatch: `from` may not change before. */
export interface Copy {
  readonly from: View;
  readonly to: Place;
  readonly floats: number;
}

/** The slots of a step that are no work buffers. */
export interface FixedSlots {
  /** What a run is fed: clock, scalars, arrays. */
  readonly feeds: Slot;
  /** Values of few elements, each at a place of its own. */
  readonly small: Slot;
  readonly gradients: Slot;
  readonly variables: Slot;
}
