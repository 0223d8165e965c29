import { useStore } from 'zustand';
import type { Lane } from '../core/experiment.ts';
import { type LossEntry, lossesOf } from '../core/lossCatalogue.ts';
import { type Curve, drawCurves } from '../plots/drawCurves.ts';
import { markers, seriesOf } from '../plots/series.ts';
import { filmCursor, filmStore } from '../store/film.ts';
import type { RunStatus } from '../store/runs.ts';
import { lossTexts } from '../texts/losses.ts';
import { plotTexts } from '../texts/plots.ts';
import { Canvas } from './Canvas.tsx';
import controls from './controls.module.css';
import { formatLoss, formatSamples } from './format.ts';
import styles from './MetricsPanel.module.css';
import { Swatch } from './Swatch.tsx';
import { useLaneName } from './useLaneName.ts';
import { useTexts } from './useTexts.ts';

interface LossPlotProps {
  readonly lane: Lane | null;
  readonly run: RunStatus;
}

const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [8, 3, 2, 3]];

/** What the selected lane minimises, term by term. */
export function LossPlot({ lane, run }: LossPlotProps) {
  const texts = useTexts(plotTexts);
  const losses = useTexts(lossTexts);
  const nameOf = useLaneName();
  const cursor = useStore(filmStore, filmCursor);
  if (!lane) return <p className={controls.note}>{texts.noMethod}</p>;
  const entries = lossesOf(lane.method, lane.critic).filter(({ part }) => part === 'term');
  const samples = run.lossHistory.map((point) => point.samples);
  const curves = entries.map((entry, index): Curve => {
    return {
      label: losses[entry.name],
      colour: colourOf(lane, entry),
      dash: dashes[index % dashes.length],
      marker: markers[index % markers.length],
      selected: false,
      samples,
      values: run.lossHistory.map(({ losses }) => Math.abs(losses[entry.name])),
    };
  });
  const latest = entries.map(({ name }) => `${losses[name]} ${formatLoss(run.losses[name])}`);
  return (
    <>
      <h2 className={controls.heading}>
        {texts.lossesOf} <Swatch laneId={lane.id} /> {nameOf(lane)}
      </h2>
      <Canvas
        className={styles.plot}
        label={texts.lossesLabel(nameOf(lane), latest.join('; '))}
        plot="losses"
        draw={(surface) =>
          drawCurves(surface, {
            scale: 'log',
            range: [1e-2, 0.2],
            curves,
            references: [],
            format: formatLoss,
            formatSamples,
            firstSamples: startOf(samples),
            leastSamples: 10_000,
            cursor,
            footnote: samples.length === 0 ? texts.noLosses : undefined,
          })
        }
      />
    </>
  );
}

/** The autoencoder's terms in the lane's colour, its opponents' in ink. */
function colourOf(lane: Lane, { player }: LossEntry) {
  return player === 'autoencoder' || player === null ? seriesOf(lane.id).colour : 'ink';
}

/** A run that went on from a file has no losses from before: they must not leave the plot empty. */
function startOf(samples: readonly number[]): number {
  const [first = 0] = samples;
  return first > (samples.at(-1) ?? 0) / 2 ? first : 0;
}
