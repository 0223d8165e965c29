/** Who reads what, seen past ops that only rename a value. */
import { finalReads, type Program } from '../../graph/program.ts';
import type { OpKind, Tensor } from '../../graph/tensor.ts';

/** The value is the same, in the same order. */
const renaming = new Set<OpKind>(['reshape', 'stopGradient', 'sampleScalar']);

/** The node that makes the value which `node` only renames. */
export function origin(node: Tensor): Tensor {
  let made = node;
  while (renaming.has(made.op.kind)) made = made.inputs[0];
  return made;
}

export interface Uses {
  /** Nodes that read a value, each as often as it does; renaming nodes stand for their readers. */
  readers(made: Tensor): readonly Tensor[];
  /** How often outputs and updates look at it. */
  watchers(made: Tensor): number;
}

export function findUses(program: Program): Uses {
  const readers = new Map<Tensor, Tensor[]>();
  const watchers = new Map<Tensor, number>();
  for (const node of program.nodes) {
    if (renaming.has(node.op.kind)) continue;
    for (const input of node.inputs) {
      const made = origin(input);
      const list = readers.get(made);
      if (list) list.push(node);
      else readers.set(made, [node]);
    }
  }
  const watch = (node: Tensor) => {
    const made = origin(node);
    watchers.set(made, (watchers.get(made) ?? 0) + 1);
  };
  finalReads(program).forEach(watch);
  return {
    readers: (made) => readers.get(made) ?? [],
    watchers: (made) => watchers.get(made) ?? 0,
  };
}
