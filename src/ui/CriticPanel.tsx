import { useState } from 'react';
import { useStore } from 'zustand';
import type { Lane } from '../core/experiment.ts';
import { type CriticLine, drawCritic, type RefereeLine, tent } from '../plots/drawCritic.ts';
import { seriesOf } from '../plots/series.ts';
import type { Surface } from '../plots/surface.ts';
import { experimentStore } from '../store/experiment.ts';
import { refereesStore } from '../store/referees.ts';
import { runsStore } from '../store/runs.ts';
import { viewStore } from '../store/view.ts';
import { type PlotTexts, plotTexts } from '../texts/plots.ts';
import { refereeTexts } from '../texts/referee.ts';
import { Canvas, watch } from './Canvas.tsx';
import controls from './controls.module.css';
import { formatFixed } from './format.ts';
import { RefereeMenu } from './referee/RefereeMenu.tsx';
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
  const referee = useTexts(refereeTexts);
  const nameOf = useLaneName();
  const judged = useStore(refereesStore, ({ referees }) =>
    Object.values(referees).some(({ guesses }) => guesses !== null),
  );
  const [watches] = useState(() => [
    watch(viewStore, ({ strips }) => strips),
    watch(viewStore, ({ frames }) => frames),
    watch(viewStore, ({ hoverAlpha }) => hoverAlpha),
    watch(viewStore, ({ selectedLane }) => selectedLane),
    watch(refereesStore, ({ referees }) => referees),
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
        plot="critic"
        draw={(surface) => draw(surface, { lanes, critics }, texts.fooledTick, referee.onPlot)}
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
      <div className={styles.foot}>
        <p
          className={`${controls.note} ${controls.aside}`}
          title={judged ? `${texts.criticNoteTitle}. ${referee.legend}` : texts.criticNoteTitle}
        >
          {texts.criticNote}
        </p>
        <RefereeMenu />
      </div>
    </section>
  );
}

interface Shown {
  readonly lanes: readonly Lane[];
  readonly critics: readonly Lane[];
}

function draw(surface: Surface, { lanes, critics }: Shown, fooled: string, referee: string): void {
  const { strips, frames, selectedLane } = viewStore.getState();
  const lines = critics.map((lane): CriticLine => {
    return {
      series: seriesOf(lane.id),
      selected: selectedLane === lane.id || critics.length === 1,
      guesses: strips[lane.id]?.guesses ?? [],
      guess: frames[lane.id]?.guess ?? null,
    };
  });
  const { referees } = refereesStore.getState();
  const { runs } = runsStore.getState();
  const judged = lanes.flatMap((lane): RefereeLine[] => {
    const { guesses = null, samples = 0 } = referees[lane.id] ?? {};
    const stale = samples !== runs[lane.id]?.samples;
    return guesses ? [{ series: seriesOf(lane.id), guesses, stale, label: referee }] : [];
  });
  drawCritic(surface, lines, shownAlpha(), fooled, alphaSpan(), judged);
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
