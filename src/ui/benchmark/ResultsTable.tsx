import { crossfadeResult, paperSamples, paperSeeds } from '../../core/paperTable.ts';
import { type MetricName, paperSpread, verdictOf } from '../../core/verdict.ts';
import { benchmarkTexts } from '../../texts/benchmark.ts';
import { methodName, methodTexts } from '../../texts/methods.ts';
import { topBarTexts } from '../../texts/topBar.ts';
import { formatSamples } from '../format.ts';
import { Swatch } from '../Swatch.tsx';
import { useTexts } from '../useTexts.ts';
import styles from './ResultsTable.module.css';
import { formatSpread, methodSeries, type ShownRow } from './tableModel.ts';
import { VerdictMark } from './VerdictMark.tsx';

export const metricNames: readonly MetricName[] = ['meanDistance', 'smoothness'];

interface ResultsTableProps {
  readonly rows: readonly ShownRow[];
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
  readonly onOpen: (row: ShownRow) => void;
}

/** Ours beside the paper's, each with its budget and a verdict. */
export function ResultsTable({ rows, selected, onSelect, onOpen }: ResultsTableProps) {
  const texts = useTexts(benchmarkTexts);
  const explained = {
    meanDistance: texts.distanceExplained,
    smoothness: texts.smoothnessExplained,
  };
  return (
    <table className={styles.table}>
      <caption className="visuallyHidden">{texts.caption}</caption>
      <thead>
        <tr>
          <th scope="col" rowSpan={2}>
            {texts.method}
          </th>
          {metricNames.map((metric) => (
            <th
              key={metric}
              scope="colgroup"
              colSpan={3}
              className={styles.metric}
              title={explained[metric]}
            >
              {texts[metric]}
            </th>
          ))}
        </tr>
        <tr>
          {metricNames.map((metric) => (
            <SubHeads key={metric} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((shown) => (
          <Row
            key={shown.id}
            shown={shown}
            selected={shown.id === selected}
            onSelect={() => onSelect(shown.id)}
            onOpen={() => onOpen(shown)}
          />
        ))}
        <tr className={styles.reference}>
          <th scope="row">{texts.crossfade}</th>
          {metricNames.map((metric) => (
            <ReferenceCells key={metric} metric={metric} />
          ))}
        </tr>
      </tbody>
    </table>
  );
}

function SubHeads() {
  const texts = useTexts(benchmarkTexts);
  return (
    <>
      <th scope="col" className={styles.metric}>
        {texts.ours}
      </th>
      <th scope="col">{texts.paper}</th>
      <td />
    </>
  );
}

function ReferenceCells({ metric }: { readonly metric: MetricName }) {
  const spread = { mean: crossfadeResult[metric], deviation: Number.NaN };
  return (
    <>
      <td className={styles.group}>{formatSpread(spread, metric)}</td>
      <td />
      <td />
    </>
  );
}

interface RowProps {
  readonly shown: ShownRow;
  readonly selected: boolean;
  readonly onSelect: () => void;
  readonly onOpen: () => void;
}

function Row({ shown, selected, onSelect, onOpen }: RowProps) {
  const texts = useTexts(benchmarkTexts);
  const methods = useTexts(methodTexts);
  const { presets } = useTexts(topBarTexts);
  const { row, origin } = shown;
  const name = methodName(row, methods);
  const label = origin === 'here' ? `${name} (${texts.here})` : name;
  return (
    <tr data-selected={selected}>
      <th scope="row">
        <button
          type="button"
          className={styles.method}
          aria-pressed={selected}
          title={texts.selectRow(label)}
          onClick={onSelect}
        >
          <Swatch laneId={methodSeries(row)} />
          {name}
        </button>
        <span className={styles.small} title={texts[`${origin}Explained`]}>
          {texts[origin]} · {presets[row.preset].name}
        </span>
        {row.diverged.length > 0 && (
          <span className={styles.failed}>{texts.diverged(row.diverged.join(', '))}</span>
        )}
      </th>
      {metricNames.map((metric) => (
        <Cells key={metric} shown={shown} label={label} metric={metric} onOpen={onOpen} />
      ))}
    </tr>
  );
}

interface CellsProps {
  readonly shown: ShownRow;
  readonly label: string;
  readonly metric: MetricName;
  readonly onOpen: () => void;
}

/** Our number, which opens the strips, the paper's, and the verdict. */
function Cells({ shown: { row }, label, metric, onOpen }: CellsProps) {
  const texts = useTexts(benchmarkTexts);
  const paper = paperSpread(row.paper, metric);
  const verdict = verdictOf(row, metric);
  const isUndefined = row.seeds.length > 0 && Number.isNaN(row[metric].mean);
  const value = isUndefined ? texts.undefinedScore : formatSpread(row[metric], metric);
  const budget = texts.budgetOf(formatSamples(row.budget), texts.seeds(row.seeds.length));
  return (
    <>
      <td className={styles.group}>
        <button
          type="button"
          className={styles.open}
          aria-label={texts.openStrips(label, texts[metric], value)}
          aria-haspopup="dialog"
          onClick={onOpen}
        >
          <strong title={isUndefined ? texts.undefinedExplained : undefined}>{value}</strong>
          <span className={styles.small}>{budget}</span>
        </button>
      </td>
      <td>
        {paper ? (
          <>
            {formatSpread(paper, metric)}
            <span className={styles.small}>
              {texts.budgetOf(formatSamples(paperSamples), texts.seeds(paperSeeds))}
            </span>
          </>
        ) : (
          <span className={styles.small}>{texts.noVerdict}</span>
        )}
      </td>
      <td className={styles.verdict}>{verdict && <VerdictMark verdict={verdict} />}</td>
    </>
  );
}
