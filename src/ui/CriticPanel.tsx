import { useState } from 'react';
import { useStore } from 'zustand';
import { type Lane, laneLabel } from '../core/experiment.ts';
import { type CriticLine, drawCritic, tent } from '../plots/drawCritic.ts';
import { seriesOf } from '../plots/series.ts';
import type { Surface } from '../plots/surface.ts';
import { experimentStore } from '../store/experiment.ts';
import { viewStore } from '../store/view.ts';
import { Canvas, watch } from './Canvas.tsx';
import controls from './controls.module.css';
import styles from './SidePanel.module.css';
import { Swatch } from './Swatch.tsx';
import { shownAlpha } from './shownAlpha.ts';
import { useSampled } from './useSampled.ts';

/** What each critic guesses α to be, along the path, against what one would say that cannot be fooled. */
export function CriticPanel() {
  const lanes = useStore(experimentStore, (experiment) => experiment.lanes);
  const [watches] = useState(() => [
    watch(viewStore, ({ strips }) => strips),
    watch(viewStore, ({ frames }) => frames),
    watch(viewStore, ({ hoverAlpha }) => hoverAlpha),
    watch(viewStore, ({ selectedLane }) => selectedLane),
    watch(experimentStore, ({ alpha }) => alpha),
  ]);
  const critics = lanes.filter((lane) => lane.critic);
  return (
    <section className={`${controls.panel} ${styles.panel}`} aria-labelledby="critic-heading">
      <h2 id="critic-heading" className={controls.heading}>
        What the critic guesses
      </h2>
      <Canvas
        className={styles.plot}
        label="The critic’s guess of α along the path, against the tent min(α, 1 − α)"
        draw={(surface) => draw(surface, critics)}
        watches={watches}
      />
      <ul className={styles.legend}>
        {critics.map((lane) => (
          <GuessText key={lane.id} lane={lane} />
        ))}
        {lanes.length > 0 && critics.length < lanes.length && (
          <li className={controls.note}>No critic: {namesWithout(lanes)}.</li>
        )}
      </ul>
      <p className={controls.note} title="The tent: min(α, 1 − α)">
        Grey: a critic that is never fooled.
      </p>
    </section>
  );
}

function draw(surface: Surface, critics: readonly Lane[]): void {
  const { strips, frames, selectedLane } = viewStore.getState();
  const lines = critics.map((lane): CriticLine => {
    return {
      series: seriesOf(lane.id),
      selected: selectedLane === lane.id || critics.length === 1,
      guesses: strips[lane.id]?.guesses ?? [],
      guess: frames[lane.id]?.guess ?? null,
    };
  });
  drawCritic(surface, lines, shownAlpha());
}

function GuessText({ lane }: { readonly lane: Lane }) {
  const guess = useSampled(viewStore, ({ frames }) => frames[lane.id]?.guess ?? null, 200);
  return (
    <li className={styles.item}>
      <Swatch laneId={lane.id} />
      {laneLabel(lane)}
      <span className={styles.value}>{guess === null ? 'not trained yet' : verdict(guess)}</span>
    </li>
  );
}

/** In words: near 0 the critic takes the mix for a real image. */
function verdict(guess: number): string {
  const fooled = Math.abs(guess) < 0.05 && tent(shownAlpha()) > 0.1;
  return `says ${guess.toFixed(2)}${fooled ? ', fooled' : ''}`;
}

function namesWithout(lanes: readonly Lane[]): string {
  return [...new Set(lanes.filter((lane) => !lane.critic).map(laneLabel))].join(', ');
}
