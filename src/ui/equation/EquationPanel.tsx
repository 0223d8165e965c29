import { useEffect, useId } from 'react';
import { useStore } from 'zustand';
import { type Lane, laneRunConfig } from '../../core/experiment.ts';
import type { RunConfig } from '../../core/runConfig.ts';
import { type Objective, objectivesOf, type Term } from '../../lessons/objectives.ts';
import { experimentStore } from '../../store/experiment.ts';
import { light, litStore } from '../../store/lit.ts';
import { idleRun, type RunStatus, runsStore } from '../../store/runs.ts';
import { viewStore } from '../../store/view.ts';
import { equationTexts } from '../../texts/equations.ts';
import { lossTexts } from '../../texts/losses.ts';
import controls from '../controls.module.css';
import { formatAlpha, formatLoss } from '../format.ts';
import { Swatch } from '../Swatch.tsx';
import { shownAlpha } from '../shownAlpha.ts';
import { useLaneName } from '../useLaneName.ts';
import { useSampled } from '../useSampled.ts';
import { useTexts } from '../useTexts.ts';
import styles from './EquationPanel.module.css';
import { Formula } from './Formula.tsx';
import { followTouch } from './touch.ts';
import { type Live, termValue, termWeight } from './values.ts';

/** What a lane's players minimise, the numbers of its last batch in it; a term lights what it drives. */
export function EquationPanel({ lane }: { readonly lane: Lane }) {
  const heading = useId();
  const texts = useTexts(equationTexts);
  const nameOf = useLaneName();
  const run = useSampled(runsStore, ({ runs }) => runs[lane.id] ?? idleRun, 300);
  const experiment = useStore(experimentStore);
  const config = laneRunConfig(experiment, lane);
  const { size, colours } = config.architecture;
  const objectives = objectivesOf(lane.method, lane.critic, size * size * colours);
  useEffect(followTouch, []);
  return (
    <section className={styles.panel} aria-labelledby={heading}>
      <h2 id={heading} className={controls.heading}>
        {texts.heading} <Swatch laneId={lane.id} /> {nameOf(lane)}
      </h2>
      {objectives.map((objective) => (
        <ObjectiveRows key={objective.player} objective={objective} run={run} config={config} />
      ))}
      <p className={controls.note}>
        {'objective_ae' in run.losses ? texts.batch : texts.noBatch}
        {lane.critic && <AtSlider laneId={lane.id} />}
      </p>
    </section>
  );
}

function AtSlider({ laneId }: { readonly laneId: string }) {
  const texts = useTexts(equationTexts);
  const guess = useSampled(viewStore, ({ frames }) => frames[laneId]?.guess ?? null, 200);
  if (guess === null) return null;
  return <> {texts.atAlpha(formatAlpha(guess), formatAlpha(shownAlpha()))}</>;
}

interface RowsProps {
  readonly objective: Objective;
  readonly run: RunStatus;
  readonly config: RunConfig;
}

function ObjectiveRows({ objective, run, config }: RowsProps) {
  const texts = useTexts(equationTexts);
  const { player, tex, terms, loss } = objective;
  const live = { run, config };
  return (
    <div className={styles.objective}>
      <div className={styles.whole} data-player={player}>
        <span>
          <Formula tex={tex} />{' '}
          {player !== 'classifier' && (
            <span className={controls.note}>{texts.minimises[player]}</span>
          )}
        </span>
        <output className={styles.value}>= {formatLoss(run.losses[loss] ?? Number.NaN)}</output>
      </div>
      <ul className={styles.terms}>
        {terms.map((term, index) => (
          <TermRow key={term.loss} term={term} first={index === 0} live={live} />
        ))}
      </ul>
    </div>
  );
}

interface TermRowProps {
  readonly term: Term;
  readonly first: boolean;
  readonly live: Live;
}

function TermRow({ term, first, live }: TermRowProps) {
  const words = useTexts(lossTexts)[term.loss];
  const texts = useTexts(equationTexts);
  const driven = useStore(
    litStore,
    ({ touched }) => touched !== null && term.drives.includes(touched),
  );
  const value = termValue(term, live);
  const weight = termWeight(term, live);
  const weighed = weight !== null && !(term.weight === 'reconstruction' && weight === 1);
  const tex = `${first ? '' : '+\\,'}${weighed ? `${term.weightTex}\\,` : ''}${term.tex}`;
  return (
    <li>
      <button
        type="button"
        className={styles.term}
        data-driven={driven}
        title={words}
        onPointerEnter={() => light(term.drives)}
        onPointerLeave={() => light()}
        onFocus={() => light(term.drives)}
        onBlur={() => light()}
      >
        <Formula tex={tex} />
        <span className="visuallyHidden">: {words}, </span>
        <span className={styles.value}>
          {weighed && `${formatLoss(weight)} · `}
          {formatLoss(value.value)}
          {value.source === 'test' && <span className={controls.note}> {texts.onTest}</span>}
        </span>
      </button>
    </li>
  );
}
