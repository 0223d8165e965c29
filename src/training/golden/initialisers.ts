/** Checks that a run's parameters start as the authors' do. */
import type { Program } from '../../graph/program.ts';
import type { Initialiser } from '../../graph/tensor.ts';
import { type Check, checkEqual, checkRelative, checkThat } from './checks.ts';
import type { GoldenModel } from './session.ts';

export function checkInitialisers({ method, common }: GoldenModel, training: Program): Check[] {
  const official = { ...common.official_init.baseline, ...common.official_init[method] };
  const own = new Map(training.variables.map((spec) => [spec.name, spec]));
  return Object.entries(official).flatMap(([name, { shape, ...golden }]) => {
    const spec = own.get(name);
    if (!spec) return [checkThat(`start of ${name}`, false, 'there is no such variable')];
    return [
      checkEqual(`shape of ${name}`, spec.shape, shape),
      checkThat(
        `start of ${name}`,
        spec.initialiser.kind === golden.kind,
        `${spec.initialiser.kind}, golden ${golden.kind}`,
      ),
      checkRelative(
        `spread of ${name}`,
        spread(spec.initialiser),
        golden.std ?? golden.limit ?? 0,
        1e-12,
      ),
    ];
  });
}

function spread(initialiser: Initialiser): number {
  if (initialiser.kind === 'normal') return initialiser.standardDeviation;
  return initialiser.kind === 'uniform' ? initialiser.limit : 0;
}
