import { useState } from 'react';
import { useStore } from 'zustand';
import type { Lane } from '../core/experiment.ts';
import { type CriticLine, drawCritic, tent } from '../plots/drawCritic.ts';
import { seriesOf } from '../plots/series.ts';
import type { Surface } from '../plots/surface.ts';
import { experimentStore } from '../store/experiment.ts';
import { viewStore } from '../store/view.ts';
import { type PlotTexts, plotTexts } from '../texts/plots.ts';
import { Canvas, watch } from './Canvas.tsx';
import controls from './controls.module.css';
import { formatFixed } from './format.ts';
import styles from './SidePanel.module.css';
import { Swatch } from './Swatch.tsx';
import { alphaSpan, shownAlpha } from './shownAlpha.ts';
import { useLaneName } from './useLaneName.ts';
import { useSampled } from './useSampled.ts';
import { useTexts } from './useTexts.ts';

/** What each critic guesses α to be, along the path, against what one would say that cannot be fooled. */
export function CriticPanel() {
  const lanes = useStore(experimentStore, (experiment) => experiment.lanes);
  const texts = useTexts(plotTexts);
  const nameOf = useLaneName();
  const [watches] = useState(() => [
    watch(viewStore, ({ strips }) => strips),
    watch(viewStore, ({ frames }) => frames),
    watch(viewStore, ({ hoverAlpha }) => hoverAlpha),
    watch(viewStore, ({ selectedLane }) => selectedLane),
    watch(experimentStore, ({ alpha }) => alpha),
    watch(experimentStore, ({ beyond }) => beyond),
  ]);
  const critics = lanes.filter((lane) => lane.critic);
  return (
    <section className={`${controls.panel} ${styles.panel}`} aria-labelledby="critic-heading">
      <h2 id="critic-heading" className={controls.heading}>
        {texts.criticHeading}
      </h2>
      <Canvas
        className={styles.plot}
        label={texts.criticLabel}
        draw={(surface) => draw(surface, critics, texts.fooledTick)}
        watches={watches}
      />
      <ul className={styles.legend}>
        {critics.map((lane) => (
          <GuessText key={lane.id} lane={lane} />
        ))}
        {lanes.length > 0 && critics.length < lanes.length && (
          <li className={controls.note}>{texts.noCritic(namesWithout(lanes, nameOf))}</li>
        )}
      </ul>
      <p className={`${controls.note} ${controls.aside}`} title={texts.criticNoteTitle}>
        {texts.criticNote}
      </p>
    </section>
  );
}

function draw(surface: Surface, critics: readonly Lane[], fooled: string): void {
  const { strips, frames, selectedLane } = viewStore.getState();
  const lines = critics.map((lane): CriticLine => {
    return {
      series: seriesOf(lane.id),
      selected: selectedLane === lane.id || critics.length === 1,
      guesses: strips[lane.id]?.guesses ?? [],
      guess: frames[lane.id]?.guess ?? null,
    };
  });
  drawCritic(surface, lines, shownAlpha(), fooled, alphaSpan());
}

function GuessText({ lane }: { readonly lane: Lane }) {
  const texts = useTexts(plotTexts);
  const nameOf = useLaneName();
  const guess = useSampled(viewStore, ({ frames }) => frames[lane.id]?.guess ?? null, 200);
  return (
    <li className={styles.item}>
      <Swatch laneId={lane.id} />
      {nameOf(lane)}
      <span className={styles.value}>
        {guess === null ? texts.notTrained : verdict(guess, texts)}
      </span>
    </li>
  );
}

/** In words: near 0 the critic takes the mix for a real image. */
function verdict(guess: number, texts: PlotTexts): string {
  const fooled = Math.abs(guess) < 0.05 && tent(shownAlpha()) > 0.1;
  return (fooled ? texts.saysFooled : texts.says)(formatFixed(guess, 2));
}

function namesWithout(lanes: readonly Lane[], nameOf: (lane: Lane) => string): string {
  return [...new Set(lanes.filter((lane) => !lane.critic).map(nameOf))].join(', ');
}
