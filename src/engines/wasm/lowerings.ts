/** Every op that needs a kernel call; the rest are leaves or views of their input. */
import type { OpKind } from '../../graph/tensor.ts';
import type { Lowering } from './builder.ts';
import { elementwiseLowerings } from './lowerElementwise.ts';
import { layerLowerings } from './lowerLayers.ts';
import { structureLowerings } from './lowerStructure.ts';

type LeafKind = 'input' | 'variable' | 'constant' | 'draw';
/** Ops whose value lies in their input's buffer. */
type ViewKind = 'stopGradient' | 'sampleScalar' | 'unstack';

export const lowerings: Readonly<Record<Exclude<OpKind, LeafKind | ViewKind>, Lowering>> = {
  ...elementwiseLowerings,
  ...layerLowerings,
  ...structureLowerings,
};
