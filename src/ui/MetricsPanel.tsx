import { useStore } from 'zustand';
import { type Lane, laneLabel } from '../core/experiment.ts';
import { crossfadeResult, paperTable } from '../core/paperTable.ts';
import { type Curve, drawCurves, type Reference } from '../plots/drawCurves.ts';
import { seriesOf } from '../plots/series.ts';
import { experimentStore } from '../store/experiment.ts';
import type { Evaluation } from '../store/runs.ts';
import { idleRun, type RunStatus, runsStore } from '../store/runs.ts';
import { viewStore } from '../store/view.ts';
import { Canvas } from './Canvas.tsx';
import controls from './controls.module.css';
import { formatDistance, formatSamples, formatSmoothness } from './format.ts';
import { LossPlot } from './LossPlot.tsx';
import styles from './MetricsPanel.module.css';
import { useSampled } from './useSampled.ts';

interface Metric {
  readonly name: 'meanDistance' | 'smoothness';
  readonly title: string;
  readonly explanation: string;
  readonly scale: 'linear' | 'log';
  readonly range: readonly [number, number];
  readonly format: (value: number) => string;
}

const metrics: readonly Metric[] = [
  {
    name: 'meanDistance',
    title: 'Mean distance ×10⁻³',
    explanation: 'How far decoded images are from true lines. Lower is better, 0 is ideal.',
    scale: 'log',
    range: [1e-3, 5e-2],
    format: (value) => formatLogTick(value * 1000),
  },
  {
    name: 'smoothness',
    title: 'Smoothness',
    explanation: 'How uneven the turn is. Lower is better, 0 is ideal; one sudden jump is 0.93.',
    scale: 'linear',
    range: [0, 1],
    format: (value) => value.toFixed(1),
  },
];

/** How the two metrics fall while the lanes learn, and the losses of one lane. */
export function MetricsPanel() {
  const lanes = useStore(experimentStore, (experiment) => experiment.lanes);
  const selected = useStore(viewStore, (view) => view.selectedLane);
  const runs = useSampled(runsStore, (state) => state.runs, 500);
  const shown = lanes.find((lane) => lane.id === selected) ?? lanes[0];
  return (
    <section className={styles.panels} aria-label="Over training">
      {metrics.map((metric) => (
        <div key={metric.name} className={`${controls.panel} ${styles.panel}`}>
          <h2 className={controls.heading} title={metric.explanation}>
            {metric.title}
            <span className={controls.note}>dashed: the paper</span>
          </h2>
          <MetricPlot metric={metric} lanes={lanes} runs={runs} selected={selected} />
        </div>
      ))}
      <div className={`${controls.panel} ${styles.panel}`}>
        <LossPlot lane={shown ?? null} run={(shown && runs[shown.id]) ?? idleRun} />
      </div>
    </section>
  );
}

interface MetricPlotProps {
  readonly metric: Metric;
  readonly lanes: readonly Lane[];
  readonly runs: Readonly<Record<string, RunStatus>>;
  readonly selected: string | null;
}

function MetricPlot({ metric, lanes, runs, selected }: MetricPlotProps) {
  const evaluationsOf = (lane: Lane) => runs[lane.id]?.evaluations ?? [];
  const curves = lanes.map((lane): Curve => {
    const { colour, dash, marker } = seriesOf(lane.id);
    const evaluations = evaluationsOf(lane);
    return {
      label: laneLabel(lane),
      colour,
      dash,
      marker,
      selected: lane.id === selected,
      samples: evaluations.map(({ samples }) => samples),
      values: evaluations.map((evaluation) => evaluation[metric.name]),
    };
  });
  return (
    <Canvas
      className={styles.plot}
      label={inWords(metric, lanes, evaluationsOf)}
      draw={(surface) =>
        drawCurves(surface, {
          scale: metric.scale,
          range: metric.range,
          curves,
          references: referencesOf(metric, lanes),
          format: metric.format,
          formatSamples,
          leastSamples: 10_000,
          footnote: metric.scale === 'log' ? '↓ ideal: 0' : undefined,
        })
      }
    />
  );
}

/** The paper's value of each method shown, once, and the cross-fade's. */
function referencesOf(metric: Metric, lanes: readonly Lane[]): Reference[] {
  const seen = new Set<string>();
  const references: Reference[] = [
    { label: 'cross-fade', colour: 'muted', value: crossfadeResult[metric.name] },
  ];
  for (const lane of lanes) {
    if (seen.has(lane.method) || laneLabel(lane).includes('critic')) continue;
    seen.add(lane.method);
    references.push({
      label: `paper ${laneLabel(lane)}`,
      colour: seriesOf(lane.id).colour,
      value: paperTable[lane.method][metric.name],
    });
  }
  return references;
}

function inWords(
  metric: Metric,
  lanes: readonly Lane[],
  evaluationsOf: (lane: Lane) => readonly Evaluation[],
): string {
  const format = metric.name === 'meanDistance' ? formatDistance : formatSmoothness;
  const latest = lanes.map((lane) => {
    const last = evaluationsOf(lane).at(-1);
    return last
      ? `${laneLabel(lane)} ${format(last[metric.name])} after ${formatSamples(last.samples)} samples`
      : `${laneLabel(lane)} not measured yet`;
  });
  return `${metric.title}: ${latest.join('; ')}`;
}

function formatLogTick(value: number): string {
  return value >= 1 ? value.toFixed(0) : String(Number(value.toPrecision(1)));
}
