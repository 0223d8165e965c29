import type { Lane } from '../../core/experiment.ts';
import { type MethodName, methodNames } from '../../core/methodCatalogue.ts';
import { paperTable } from '../../core/paperTable.ts';
import type { TableRow } from '../../core/resultsTable.ts';
import { type BenchmarkState, benchmarkStore } from '../../store/benchmark.ts';
import { idleRun, runsStore } from '../../store/runs.ts';
import { learnPageTexts } from '../../texts/learn/page.ts';
import { methodTexts } from '../../texts/methods.ts';
import { formatSpread, shownRows } from '../benchmark/tableModel.ts';
import controls from '../controls.module.css';
import { formatDistance, formatSamples, formatSmoothness, noNumber } from '../format.ts';
import { Swatch } from '../Swatch.tsx';
import { useSampled } from '../useSampled.ts';
import { useTexts } from '../useTexts.ts';
import { selectLane } from './deeds.ts';
import styles from './Tables.module.css';

/** The paper's table 1 beside the lanes of this page; a number of this page leads to its strip. */
export function ResultsTable({ lanes }: { readonly lanes: readonly Lane[] }) {
  const { table: words } = useTexts(learnPageTexts);
  const methods = useTexts(methodTexts);
  const runs = useSampled(runsStore, (state) => state.runs, 300);
  const benchmark = useSampled(benchmarkStore, (state) => state, 500);
  return (
    <section className={`${controls.panel} ${styles.panel}`} aria-labelledby="results-heading">
      <h2 id="results-heading" className={controls.heading}>
        {words.results}
      </h2>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              {words.method}
            </th>
            <th scope="colgroup" colSpan={3}>
              {words.distance}
            </th>
            <th scope="colgroup" colSpan={3}>
              {words.smoothness}
            </th>
          </tr>
          <tr>
            {['distance', 'smoothness'].flatMap((quantity) => [
              <th key={`${quantity} paper`} scope="col">
                {words.paper}
              </th>,
              <th key={`${quantity} seeds`} scope="col">
                {words.seeds}
              </th>,
              <th key={`${quantity} page`} scope="col">
                {words.page}
              </th>,
            ])}
          </tr>
        </thead>
        <tbody>
          {methodNames.map((method) => {
            const lane = lanes.find((each) => each.method === method);
            const evaluation = (runs[lane?.id ?? ''] ?? idleRun).evaluations.at(-1);
            const paper = paperTable[method];
            const swept = sweptRow(benchmark, method);
            const title =
              swept && words.seedsTitle(swept.seeds.length, formatSamples(swept.budget));
            return (
              <tr key={method}>
                <th scope="row">
                  {lane && <Swatch laneId={lane.id} />} {methods.names[method]}
                </th>
                <td>
                  {formatDistance(paper.meanDistance)} ±{' '}
                  {formatDistance(paper.meanDistanceDeviation)}
                </td>
                <td title={title}>
                  {swept ? formatSpread(swept.meanDistance, 'meanDistance') : noNumber}
                </td>
                <td>
                  <Measured
                    lane={lane}
                    value={evaluation ? formatDistance(evaluation.meanDistance) : noNumber}
                    name={(value) => words.show(methods.names[method], words.distance, value)}
                  />
                </td>
                <td>
                  {formatSmoothness(paper.smoothness)} ±{' '}
                  {formatSmoothness(paper.smoothnessDeviation)}
                </td>
                <td title={title}>
                  {swept ? formatSpread(swept.smoothness, 'smoothness') : noNumber}
                </td>
                <td>
                  <Measured
                    lane={lane}
                    value={evaluation ? formatSmoothness(evaluation.smoothness) : noNumber}
                    name={(value) => words.show(methods.names[method], words.smoothness, value)}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className={controls.note}>{words.source}</p>
    </section>
  );
}

/** The paper's method in the quick preset with the most seeds, trained here or shipped; undefined without any. */
function sweptRow(benchmark: BenchmarkState, method: MethodName): TableRow | undefined {
  const rows = shownRows(benchmark)
    .map(({ row }) => row)
    .filter((row) => row.method === method && row.paper !== null && row.preset === 'quick');
  return rows.sort((a, b) => b.seeds.length - a.seeds.length)[0];
}

interface MeasuredProps {
  readonly lane: Lane | undefined;
  readonly value: string;
  readonly name: (value: string) => string;
}

function Measured({ lane, value, name }: MeasuredProps) {
  if (!lane) return noNumber;
  return (
    <button
      type="button"
      className={styles.cell}
      aria-label={name(value)}
      title={name(value)}
      onClick={() => showStrip(lane.id)}
    >
      {value}
    </button>
  );
}

function showStrip(laneId: string): void {
  selectLane(laneId);
  const row = document.querySelector(`[data-row="${laneId}"]`);
  row?.scrollIntoView({ block: 'center' });
}
