import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import type { Lane } from '../core/experiment.ts';
import { methodCatalogue } from '../core/methodCatalogue.ts';
import { crossfadeResult, paperTable } from '../core/paperTable.ts';
import { type Curve, drawCurves, type Reference } from '../plots/drawCurves.ts';
import { seriesOf } from '../plots/series.ts';
import { experimentStore } from '../store/experiment.ts';
import { filmCursor, filmStore } from '../store/film.ts';
import type { Evaluation } from '../store/runs.ts';
import { idleRun, type RunStatus, runsStore } from '../store/runs.ts';
import { viewStore } from '../store/view.ts';
import { type PlotTexts, plotTexts } from '../texts/plots.ts';
import { Canvas } from './Canvas.tsx';
import controls from './controls.module.css';
import { firstPicture } from './firstPicture.ts';
import {
  formatDistance,
  formatFixed,
  formatLoss,
  formatSamples,
  formatSmoothness,
} from './format.ts';
import { LossPlot } from './LossPlot.tsx';
import styles from './MetricsPanel.module.css';
import { Part } from './Part.tsx';
import { useLaneName } from './useLaneName.ts';
import { useSampled } from './useSampled.ts';
import { useTexts } from './useTexts.ts';

// KaTeX comes after the first strips.
const EquationPanel = lazy(async () => {
  await firstPicture();
  const { EquationPanel } = await import('./equation/EquationPanel.tsx');
  return { default: EquationPanel };
});

interface Metric {
  readonly name: 'meanDistance' | 'smoothness';
  readonly part: 'distance' | 'smoothness';
  readonly scale: 'linear' | 'log';
  readonly range: readonly [number, number];
  readonly format: (value: number) => string;
}

const metrics: readonly Metric[] = [
  {
    name: 'meanDistance',
    part: 'distance',
    scale: 'log',
    range: [1e-3, 5e-2],
    format: (value) => formatLogTick(value * 1000),
  },
  {
    name: 'smoothness',
    part: 'smoothness',
    scale: 'linear',
    range: [0, 1],
    format: (value) => formatFixed(value, 1),
  },
];

/** How the two metrics fall while the lanes learn, and the losses of one lane. */
export function MetricsPanel() {
  const lanes = useStore(experimentStore, (experiment) => experiment.lanes);
  const texts = useTexts(plotTexts);
  const selected = useStore(viewStore, (view) => view.selectedLane);
  const runs = useSampled(runsStore, (state) => state.runs, 500);
  const shown = lanes.find((lane) => lane.id === selected) ?? lanes[0];
  return (
    <section className={styles.panels} data-metrics aria-label={texts.overTraining}>
      {metrics.map((metric) => (
        <Part key={metric.name} name={metric.part}>
          <div className={`${controls.panel} ${styles.panel}`}>
            <h2 className={controls.heading} title={texts[metric.name].explanation}>
              {texts[metric.name].title}
              <span className={`${controls.note} ${controls.aside}`}>{texts.dashed}</span>
            </h2>
            <MetricPlot metric={metric} lanes={lanes} runs={runs} selected={selected} />
          </div>
        </Part>
      ))}
      <Part name="losses">
        <div className={`${controls.panel} ${styles.panel}`}>
          <LossPlot lane={shown ?? null} run={(shown && runs[shown.id]) ?? idleRun} />
        </div>
      </Part>
      <Part name="equation">
        <div className={`${controls.panel} ${styles.equation}`}>
          <Suspense>{shown && <EquationPanel lane={shown} />}</Suspense>
        </div>
      </Part>
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
  const texts = useTexts(plotTexts);
  const nameOf = useLaneName();
  const cursor = useStore(filmStore, filmCursor);
  const evaluationsOf = (lane: Lane) => runs[lane.id]?.evaluations ?? [];
  const curves = lanes.map((lane): Curve => {
    const { colour, dash, marker } = seriesOf(lane.id);
    const evaluations = evaluationsOf(lane);
    return {
      label: nameOf(lane),
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
      label={inWords(metric, lanes, { texts, nameOf, evaluationsOf })}
      plot={metric.part}
      draw={(surface) =>
        drawCurves(surface, {
          scale: metric.scale,
          range: metric.range,
          curves,
          references: referencesOf(metric, lanes, { texts, nameOf }),
          format: metric.format,
          formatSamples,
          leastSamples: 10_000,
          cursor,
          footnote: metric.scale === 'log' ? texts.idealFootnote : undefined,
        })
      }
    />
  );
}

interface Words {
  readonly texts: PlotTexts;
  readonly nameOf: (lane: Lane) => string;
}

/** The paper has no such lane. */
function carriesForeignCritic({ method, critic }: Lane): boolean {
  return critic && !methodCatalogue[method].adversarial;
}

/** The paper's value of each method shown, once, and the cross-fade's. */
function referencesOf(
  metric: Metric,
  lanes: readonly Lane[],
  { texts, nameOf }: Words,
): Reference[] {
  const seen = new Set<string>();
  const references: Reference[] = [
    { label: texts.crossfade, colour: 'muted', value: crossfadeResult[metric.name] },
  ];
  for (const lane of lanes) {
    if (seen.has(lane.method) || carriesForeignCritic(lane)) continue;
    seen.add(lane.method);
    references.push({
      label: texts.paper(nameOf(lane)),
      colour: seriesOf(lane.id).colour,
      value: paperTable[lane.method][metric.name],
    });
  }
  return references;
}

function inWords(
  metric: Metric,
  lanes: readonly Lane[],
  {
    texts,
    nameOf,
    evaluationsOf,
  }: Words & { evaluationsOf: (lane: Lane) => readonly Evaluation[] },
): string {
  const format = metric.name === 'meanDistance' ? formatDistance : formatSmoothness;
  const latest = lanes.map((lane) => {
    const last = evaluationsOf(lane).at(-1);
    return last
      ? texts.measured(nameOf(lane), format(last[metric.name]), formatSamples(last.samples))
      : texts.notMeasured(nameOf(lane));
  });
  return texts.metricLabel(texts[metric.name].title, latest.join('; '));
}

function formatLogTick(value: number): string {
  return value >= 1 ? value.toFixed(0) : formatLoss(Number(value.toPrecision(1)));
}
