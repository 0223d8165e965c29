/** One optimiser of a step: an Adam update for each of its parameters. */
import { gradients } from './gradients.ts';
import { variable } from './leaves.ts';
import type { Update } from './program.ts';
import { GraphError, type Tensor } from './tensor.ts';

/** Suffixes of the variables that hold Adam's moments. */
export const momentSuffix = { first: '/adam/m', second: '/adam/v' } as const;

/** Updates that make `parameters` follow the gradient of `loss`; `learningRate` is a step's. */
export function adam(loss: Tensor, parameters: readonly Tensor[], learningRate: Tensor): Update[] {
  const slopes = gradients(loss, parameters);
  return parameters.map((parameter, index) => {
    if (parameter.op.kind !== 'variable') throw new GraphError('adam: can only move variables');
    const { name, shape } = parameter.op.spec;
    const moment = (suffix: string) => variable(name + suffix, shape, { kind: 'zeros' }, 'moment');
    return {
      kind: 'adam',
      parameter,
      gradient: slopes[index],
      firstMoment: moment(momentSuffix.first),
      secondMoment: moment(momentSuffix.second),
      learningRate,
    };
  });
}
