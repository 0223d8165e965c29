import type { Tensor } from '../../graph/tensor.ts';
import type { Place, Stored } from './place.ts';
import type { FixedSlots, View } from './task.ts';

/** Which kernels suit the adapter. */
export interface KernelChoice {
  /** `software`: registers alone. `tiled`: tiles in workgroup memory, for real GPUs. */
  readonly family: 'software' | 'tiled';
  /** Whether invocations of a quad can pass values round (the feature `subgroups`). */
  readonly quads: boolean;
}

/** What kernels ask while tasks are made. */
export interface Planner {
  readonly batch: number;
  readonly fixed: FixedSlots;
  /** @throws EngineError when the value is not in memory. */
  view(node: Tensor): View;
  /** The value that a task shall write. */
  target(node: Tensor): Stored;
  /** Memory of no meaning, to be bound where a layer lacks what its shader has. */
  readonly nothing: Stored;
  readonly kernels: KernelChoice;
  /** Puts unsigned numbers into memory; equal ones lie at one place. */
  constants(words: readonly number[]): Place;
}
