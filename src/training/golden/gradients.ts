/** Checks of the gradient of every parameter before the first step, `grad/…`. */
import type { Program } from '../../graph/program.ts';
import { type Check, checkElements, checkNumber, checkThat, largest, norm } from './checks.ts';
import type { GoldenModel, Results } from './session.ts';
import { storedElements } from './thinning.ts';
import type { Tolerances } from './tolerances.ts';

export async function checkGradients(
  { tensors, json }: GoldenModel,
  probe: Program,
  before: Results,
  { gradient: share }: Tolerances,
): Promise<Check[]> {
  const names = Object.keys(probe.outputs).filter((name) => name.startsWith('grad/'));
  const checks: Check[] = [];
  const looked = new Set<string>();
  for (const name of names) {
    const whole = await before(name);
    const stored = storedElements(tensors, name, whole);
    if (!stored) {
      checks.push(checkThat(name, false, 'there is no golden gradient of this parameter'));
      continue;
    }
    looked.add(stored.name);
    const stats = json.full_tensor_stats[name];
    const scale = stats?.max_abs ?? largest(stored.golden);
    checks.push(checkElements(name, stored.own, stored.golden, share * scale));
    if (!stats) continue;
    const sum = whole.reduce((total, value) => total + value, 0);
    // By Cauchy and Schwarz a difference of norm d moves a sum of n by at most √n · d.
    const sumTolerance = share * stats.l2 * Math.sqrt(whole.length);
    checks.push(checkNumber(`${name}: largest`, largest(whole), stats.max_abs, share * scale));
    checks.push(checkNumber(`${name}: norm`, norm(whole), stats.l2, share * stats.l2));
    checks.push(checkNumber(`${name}: sum`, sum, stats.sum, sumTolerance));
  }
  const missed = tensors.names.filter((name) => name.startsWith('grad/') && !looked.has(name));
  checks.push(
    checkThat('every gradient is made', missed.length === 0, `not made: ${missed.join(', ')}`),
  );
  return checks;
}
