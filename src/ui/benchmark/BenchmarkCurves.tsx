import { meanCurve } from '../../core/meanCurve.ts';
import type { MetricName } from '../../core/verdict.ts';
import { drawCurves } from '../../plots/drawCurves.ts';
import { benchmarkTexts } from '../../texts/benchmark.ts';
import { Canvas } from '../Canvas.tsx';
import controls from '../controls.module.css';
import { formatSamples } from '../format.ts';
import { useTexts } from '../useTexts.ts';
import styles from './BenchmarkCurves.module.css';
import { curvePlot } from './curvePlots.ts';
import { metricNames } from './ResultsTable.tsx';
import { formatSpread, type ShownRow } from './tableModel.ts';
import { useCurveWords } from './useCurveWords.ts';

interface BenchmarkCurvesProps {
  readonly rows: readonly ShownRow[];
  readonly selected: string | null;
}

/** Both metrics over the samples seen, with bands over seeds and the paper's final values. */
export function BenchmarkCurves({ rows, selected }: BenchmarkCurvesProps) {
  const texts = useTexts(benchmarkTexts);
  return (
    <section className={styles.curves} aria-label={texts.curves}>
      {metricNames.map((metric) => (
        <div key={metric} className={`${controls.panel} ${styles.panel}`}>
          <h3 className={controls.heading}>{texts[metric]}</h3>
          <MetricCurves metric={metric} rows={rows} selected={selected} />
        </div>
      ))}
      <p className={controls.note}>{texts.curvesNote}</p>
    </section>
  );
}

function MetricCurves({
  metric,
  rows,
  selected,
}: BenchmarkCurvesProps & { readonly metric: MetricName }) {
  const texts = useTexts(benchmarkTexts);
  const words = useCurveWords();
  const ends = rows.map((shown) => {
    const { samples, means, deviations } = meanCurve(shown.row.runs, metric);
    const last = samples.length - 1;
    if (last < 0) return `${words.nameOf(shown)}: ${texts.noNumber}`;
    const value = formatSpread({ mean: means[last], deviation: deviations[last] }, metric);
    return `${words.nameOf(shown)} ${texts.after(value, formatSamples(samples[last]))}`;
  });
  return (
    <Canvas
      className={styles.plot}
      label={`${texts[metric]}: ${ends.join('; ') || texts.noCurves}`}
      draw={(surface) => drawCurves(surface, curvePlot(metric, rows, selected, words))}
    />
  );
}
