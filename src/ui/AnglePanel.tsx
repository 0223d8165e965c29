import { useState } from 'react';
import { useStore } from 'zustand';
import type { Lane } from '../core/experiment.ts';
import { type AngleLine, drawAngles } from '../plots/drawAngles.ts';
import { seriesOf } from '../plots/series.ts';
import type { Surface } from '../plots/surface.ts';
import { experimentStore } from '../store/experiment.ts';
import { viewStore } from '../store/view.ts';
import { plotTexts } from '../texts/plots.ts';
import { Canvas, watch } from './Canvas.tsx';
import controls from './controls.module.css';
import styles from './SidePanel.module.css';
import { shownAlpha } from './shownAlpha.ts';
import { useTexts } from './useTexts.ts';

/** The angle of the line nearest to each decoded image, along the path. */
export function AnglePanel() {
  const lanes = useStore(experimentStore, (experiment) => experiment.lanes);
  const texts = useTexts(plotTexts);
  const [watches] = useState(() => [
    watch(viewStore, ({ strips }) => strips),
    watch(viewStore, ({ frames }) => frames),
    watch(viewStore, ({ hoverAlpha }) => hoverAlpha),
    watch(viewStore, ({ selectedLane }) => selectedLane),
    watch(experimentStore, ({ alpha }) => alpha),
  ]);
  return (
    <section className={`${controls.panel} ${styles.panel}`} aria-labelledby="angle-heading">
      <h2 id="angle-heading" className={controls.heading}>
        {texts.angleHeading}
      </h2>
      <Canvas
        className={styles.plot}
        label={texts.angleLabel}
        draw={(surface) => draw(surface, lanes)}
        watches={watches}
      />
      <p className={`${controls.note} ${controls.aside}`}>{texts.angleNote}</p>
    </section>
  );
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
  drawAngles(surface, strips.ideal?.angles ?? [], [crossfade, ...lines], shownAlpha());
}
