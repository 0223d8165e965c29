/** What the table and the curves show, from what ships and what was trained here. */
import type { BenchmarkRun } from '../../core/benchmarkRun.ts';
import { hyperparameterNames, methodNames } from '../../core/methodCatalogue.ts';
import { type Spread, type TableRow, tableRows } from '../../core/resultsTable.ts';
import type { ShippedRun } from '../../core/shippedCheckpoints.ts';
import type { MetricName } from '../../core/verdict.ts';
import type { Curve } from '../../plots/drawCurves.ts';
import { markers, seriesOf } from '../../plots/series.ts';
import type { BenchmarkState, HereRun, Weights } from '../../store/benchmark.ts';
import { formatFixed, noNumber } from '../format.ts';

export type Origin = 'shipped' | 'here';

export interface ShownRow {
  /** Of this row alone. */
  readonly id: string;
  readonly origin: Origin;
  readonly row: TableRow;
}

/** In the order of the paper's table, what ships before what was trained here. */
export function shownRows({ published, here }: Pick<BenchmarkState, 'published' | 'here'>) {
  const of = (origin: Origin, runs: readonly BenchmarkRun[]) =>
    tableRows(runs).map((row): ShownRow => ({ id: `${origin} ${row.key}`, origin, row }));
  const rows = [
    ...of('shipped', published),
    ...of(
      'here',
      here.map(({ run }) => run),
    ),
  ];
  return methodNames.flatMap((method) => rows.filter(({ row }) => row.method === method));
}

/** The methods keep their colours, whatever else is in the table. */
export function methodSeries(row: Pick<TableRow, 'method'>): string {
  return 'abcdefg'[methodNames.indexOf(row.method)];
}

/** Colour and marker are the method's; dashes tell what was trained here and what has another critic. */
export function lookOf({ origin, row }: ShownRow): Pick<Curve, 'colour' | 'dash' | 'marker'> {
  const { colour, marker } = seriesOf(methodSeries(row));
  const dash = row.label.includes('critic') ? [2, 2] : origin === 'here' ? [7, 3] : [];
  return { colour, dash, marker: marker ?? markers[0] };
}

export function formatSpread({ mean, deviation }: Spread, metric: MetricName): string {
  if (!Number.isFinite(mean)) return noNumber;
  const scale = metric === 'meanDistance' ? 1000 : 1;
  const text = (value: number) => formatFixed(scale * value, 2);
  return Number.isFinite(deviation) ? `${text(mean)} ± ${text(deviation)}` : text(mean);
}

export interface KnownWeights {
  readonly seed: number;
  readonly samples: number;
  readonly engine: string;
  readonly commits: readonly string[];
  readonly weights: Weights;
}

/** The checkpoints of a row that can be shown, by seed. */
export function weightsOf(
  { origin, row }: ShownRow,
  { shipped, here }: Pick<BenchmarkState, 'shipped' | 'here'>,
): KnownWeights[] {
  return row.runs.flatMap((run): KnownWeights[] => {
    const { config, result } = run;
    if (!result || result.failure !== null) return [];
    const { seed } = config;
    const { samples, engine, commits } = result;
    const about = { seed, samples, engine, commits };
    if (origin === 'shipped') {
      const file = shippedFile(run, shipped);
      return file === null ? [] : [{ ...about, weights: { file } }];
    }
    const id = here.find((each: HereRun) => each.run === run)?.id;
    return id === undefined ? [] : [{ ...about, weights: { id } }];
  });
}

function shippedFile({ config, result }: BenchmarkRun, shipped: readonly ShippedRun[]) {
  const found = shipped.find(
    (each) =>
      each.samples === result?.samples &&
      (['dataset', 'preset', 'method', 'critic', 'seed'] as const).every(
        (part) => each.config[part] === config[part],
      ) &&
      hyperparameterNames.every((name) => {
        const value = each.config.hyperparameters[name];
        return value === undefined || value === config.hyperparameters[name];
      }),
  );
  return found?.file ?? null;
}
