/** The numbers in an equation. */
import type { RunConfig } from '../../core/runConfig.ts';
import { adversaryWeightAt } from '../../core/schedule.ts';
import type { Term } from '../../lessons/objectives.ts';
import type { RunStatus } from '../../store/runs.ts';

export interface Live {
  readonly run: Pick<RunStatus, 'losses' | 'evaluations' | 'samples'>;
  readonly config: Pick<RunConfig, 'hyperparameters' | 'schedule'>;
}

/** A term without its weight, in the last batch; else a reconstruction error on test images; else NaN. */
export function termValue(
  { loss, factor }: Term,
  { run }: Live,
): { readonly value: number; readonly source: 'batch' | 'test' } {
  const value = run.losses[loss];
  // Weights of a sum over pixels stand with the weight.
  if (value !== undefined) return { value: factor < 0 ? -value : value, source: 'batch' };
  const measured = loss === 'loss_ae' ? run.evaluations.at(-1)?.reconstruction : undefined;
  return measured === undefined
    ? { value: Number.NaN, source: 'batch' }
    : { value: measured, source: 'test' };
}

/** What the term counts now, its schedule included; null for one that simply counts. */
export function termWeight({ weight, factor }: Term, { run, config }: Live): number | null {
  if (weight === null) return null;
  const wanted = config.hyperparameters[weight] ?? Number.NaN;
  const ramped = weight === 'lambda' || weight === 'priorWeight';
  const now = ramped ? adversaryWeightAt(config.schedule, wanted, run.samples) : wanted;
  return now * Math.abs(factor);
}
