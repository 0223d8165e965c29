/** Both metrics over training, as plots: for the page and for the exported picture. */
import { meanCurve } from '../../core/meanCurve.ts';
import { crossfadeResult, paperTable } from '../../core/paperTable.ts';
import type { MetricName } from '../../core/verdict.ts';
import type { Curve, CurvePlot, Reference } from '../../plots/drawCurves.ts';
import { seriesOf } from '../../plots/series.ts';
import { formatFixed, formatSamples } from '../format.ts';
import { lookOf, methodSeries, type ShownRow } from './tableModel.ts';

export interface CurveWords {
  readonly nameOf: (row: ShownRow) => string;
  readonly paperOf: (name: string) => string;
  readonly crossfade: string;
}

const scales = {
  meanDistance: { scale: 'log', range: [1.5e-4, 1e-2] },
  smoothness: { scale: 'linear', range: [0, 1] },
} as const;

export function curvePlot(
  metric: MetricName,
  rows: readonly ShownRow[],
  selected: string | null,
  words: CurveWords,
): CurvePlot {
  return {
    ...scales[metric],
    curves: rows.map((shown): Curve => {
      const { samples, means, deviations } = meanCurve(shown.row.runs, metric);
      return {
        ...lookOf(shown),
        label: words.nameOf(shown),
        selected: shown.id === selected,
        samples,
        values: means,
        reach: deviations,
      };
    }),
    references: referencesOf(metric, rows, selected, words),
    format: (value) => (metric === 'meanDistance' ? formatTick(value * 1000) : formatTick(value)),
    formatSamples,
    footnote: metric === 'meanDistance' ? '↓ 0' : undefined,
    leastSamples: 1000,
  };
}

/** The paper's value of each method that is shown, named for the row that is emphasised. */
function referencesOf(
  metric: MetricName,
  rows: readonly ShownRow[],
  selected: string | null,
  words: CurveWords,
): Reference[] {
  const emphasised = rows.find(({ id }) => id === selected);
  const methods = new Set(rows.filter(({ row }) => row.paper).map(({ row }) => row.method));
  return [
    { label: words.crossfade, colour: 'muted', value: crossfadeResult[metric] },
    ...[...methods].map((method): Reference => {
      const named = emphasised?.row.method === method && emphasised.row.paper;
      return {
        label: named ? words.paperOf(words.nameOf({ ...emphasised, origin: 'shipped' })) : '',
        colour: seriesOf(methodSeries({ method })).colour,
        value: paperTable[method][metric],
      };
    }),
  ];
}

function formatTick(value: number): string {
  if (value >= 1) return formatFixed(value, 0);
  return formatFixed(value, value < 0.1 && value > 0 ? 2 : 1);
}
