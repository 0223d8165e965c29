/**
 * Buffers of shared values. Sums over the batch lie in one arena, so that one call sets them to zero;
 * in it come first the gradients, in the order of their parameters, so that one Adam call moves a
 * whole network.
 */
import type { AdamUpdate, Program } from '../../graph/program.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { accumulates } from './phases.ts';
import { type Place, placeIn, type Region } from './place.ts';
import type { Storage } from './storage.ts';
import { paddedBytes, type WasmVariables } from './variables.ts';

export interface SharedValues {
  readonly arena: Region;
  /** Where the value of a shared node that a kernel computes lies. */
  placeOf(node: Tensor): Place;
  /** Adam updates in the order of their parameters, with the place that their gradient belongs in. */
  readonly gradients: readonly { readonly update: AdamUpdate; readonly place: Place }[];
}

export function placeSharedValues(
  program: Program,
  variables: WasmVariables,
  storage: Storage,
): SharedValues {
  const offsets = new Map<Tensor, number>();
  let bytes = 0;
  const append = (node: Tensor): number => {
    const offset = bytes;
    if (!offsets.has(node)) offsets.set(node, offset);
    bytes += paddedBytes(node.shape);
    return offset;
  };

  const adams = program.updates.filter((update) => update.kind === 'adam');
  const slots = adams
    .map((update) => ({ update, at: variableOffset(update.parameter, variables) }))
    .sort((a, b) => a.at - b.at)
    .map(({ update }) => ({ update, offset: append(update.gradient) }));
  for (const node of program.nodes) if (accumulates(node) && !offsets.has(node)) append(node);

  const arena = storage.keep(bytes);
  const places = new Map<Tensor, Place>(
    [...offsets].map(([node, offset]) => [node, placeIn(arena, offset)]),
  );
  return {
    arena,
    placeOf(node) {
      const known = places.get(node);
      if (known) return known;
      const place = placeIn(storage.keep(paddedBytes(node.shape)));
      places.set(node, place);
      return place;
    },
    gradients: slots.map(({ update, offset }) => ({ update, place: placeIn(arena, offset) })),
  };
}

function variableOffset(parameter: Tensor, variables: WasmVariables): number {
  return parameter.op.kind === 'variable'
    ? variables.place(parameter.op.name, parameter.shape).offset
    : 0;
}
