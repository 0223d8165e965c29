/** Whether a row of our table agrees with the paper's. */
import { type PaperResult, paperSeeds } from './paperTable.ts';
import type { Spread, TableRow } from './resultsTable.ts';

export type MetricName = 'meanDistance' | 'smoothness';

export type Verdict = 'agrees' | 'better' | 'differs';

/** With fewer seeds their own deviation says too little. */
const fewSeeds = 3;

/**
 * The paper's value of a metric as a spread; null for a method that is not in its table.
 */
export function paperSpread(paper: PaperResult | null, metric: MetricName): Spread | null {
  return paper && { mean: paper[metric], deviation: paper[`${metric}Deviation`] };
}

/**
 * 'agrees' where the interval mean ± 2·s/√n over our n seeds overlaps the paper's over its five: about 95 %
 * of either mean's uncertainty. Otherwise 'better' where ours is lower, for both metrics are better the
 * lower they are, and else 'differs'. With one or two seeds s is the paper's deviation where ours is
 * smaller or not defined. Budgets are not considered: they differ, and stand beside the numbers.
 * @returns null where there is nothing to compare: no finished run, no defined value, or no value of the paper's.
 */
export function verdictOf(
  row: Pick<TableRow, MetricName | 'seeds' | 'paper'>,
  metric: MetricName,
): Verdict | null {
  const { mean, deviation } = row[metric];
  const theirs = paperSpread(row.paper, metric);
  const count = row.seeds.length;
  if (!theirs || Number.isNaN(mean)) return null;
  const own = Number.isNaN(deviation) ? 0 : deviation;
  const ours = count < fewSeeds ? Math.max(own, theirs.deviation) : own;
  const reach = (2 * ours) / Math.sqrt(count) + (2 * theirs.deviation) / Math.sqrt(paperSeeds);
  if (Math.abs(mean - theirs.mean) <= reach) return 'agrees';
  return mean < theirs.mean ? 'better' : 'differs';
}
