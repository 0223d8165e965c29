import type { Tensor } from '../../graph/tensor.ts';
import type { Slot, Stored } from './place.ts';
import type { FixedSlots, View } from './task.ts';

/** What kernels ask while tasks are made. */
export interface Planner {
  readonly batch: number;
  readonly fixed: FixedSlots;
  /** @throws EngineError when the value is not in memory. */
  view(node: Tensor): View;
  /** The value that a task shall write. */
  target(node: Tensor): Stored;
  /** A slot with constants. */
  table(name: string, data: Uint32Array<ArrayBuffer>): Slot;
}
