import { useState } from 'react';
import { useStore } from 'zustand';
import type { Lane } from '../core/experiment.ts';
import { type AngleLine, drawAngles } from '../plots/drawAngles.ts';
import { seriesOf } from '../plots/series.ts';
import type { Surface } from '../plots/surface.ts';
import { experimentStore } from '../store/experiment.ts';
import { type ViewState, viewStore } from '../store/view.ts';
import { type PlotTexts, plotTexts } from '../texts/plots.ts';
import { Canvas, watch } from './Canvas.tsx';
import controls from './controls.module.css';
import { formatDegrees } from './format.ts';
import styles from './SidePanel.module.css';
import { alphaSpan, shownAlpha } from './shownAlpha.ts';
import { useLaneName } from './useLaneName.ts';
import { useSampled } from './useSampled.ts';
import { useTexts } from './useTexts.ts';

/** The angle of the line nearest to each decoded image, along the path. */
export function AnglePanel() {
  const lanes = useStore(experimentStore, (experiment) => experiment.lanes);
  const texts = useTexts(plotTexts);
  const nameOf = useLaneName();
  const strips = useSampled(viewStore, (view) => view.strips, 1000);
  const [watches] = useState(() => [
    watch(viewStore, ({ strips }) => strips),
    watch(viewStore, ({ frames }) => frames),
    watch(viewStore, ({ hoverAlpha }) => hoverAlpha),
    watch(viewStore, ({ selectedLane }) => selectedLane),
    watch(experimentStore, ({ alpha }) => alpha),
    watch(experimentStore, ({ beyond }) => beyond),
  ]);
  return (
    <section className={`${controls.panel} ${styles.panel}`} aria-labelledby="angle-heading">
      <h2 id="angle-heading" className={controls.heading}>
        {texts.angleHeading}
      </h2>
      <Canvas
        className={styles.plot}
        label={inWords(texts, lanes, strips, nameOf)}
        plot="angle"
        draw={(surface) => draw(surface, lanes)}
        watches={watches}
      />
      <p className={`${controls.note} ${controls.aside}`}>{texts.angleNote}</p>
    </section>
  );
}

/** Where each method's line starts and ends, and whether it jumps. */
function inWords(
  texts: PlotTexts,
  lanes: readonly Lane[],
  strips: ViewState['strips'],
  nameOf: (lane: Lane) => string,
): string {
  const paths = lanes.flatMap((lane) => {
    const angles = strips[lane.id]?.angles ?? [];
    const [first, last] = [angles[0], angles.at(-1)];
    if (first === undefined || last === undefined) return [];
    const steps = angles.slice(1).map((angle, index) => Math.abs(angle - angles[index]));
    const largest = formatDegrees(Math.max(...steps));
    return [texts.anglePath(nameOf(lane), formatDegrees(first), formatDegrees(last), largest)];
  });
  return [texts.angleLabel, ...paths].join('; ');
}

function draw(surface: Surface, lanes: readonly Lane[]): void {
  const { strips, frames, selectedLane } = viewStore.getState();
  const crossfade: AngleLine = {
    series: null,
    selected: false,
    angles: strips.crossfade?.angles ?? [],
    angle: null,
  };
  const lines = lanes.map((lane): AngleLine => {
    return {
      series: seriesOf(lane.id),
      selected: selectedLane === lane.id,
      angles: strips[lane.id]?.angles ?? [],
      angle: frames[lane.id]?.angle ?? null,
    };
  });
  drawAngles(surface, strips.ideal?.angles ?? [], [crossfade, ...lines], shownAlpha(), alphaSpan());
}
