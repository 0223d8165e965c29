import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { stopNames } from '../../core/stops.ts';
import { stopOf, stops } from '../../lessons/stops.ts';
import { experimentStore, openPage } from '../../store/experiment.ts';
import { learnPageTexts } from '../../texts/learn/page.ts';
import controls from '../controls.module.css';
import { PresentBar } from '../present/PresentBar.tsx';
import { usePresenting } from '../present/usePresenting.ts';
import { RunControls } from '../RunControls.tsx';
import { useTexts } from '../useTexts.ts';
import styles from './LearnPage.module.css';
import { Prose } from './Prose.tsx';
import { QuestionBox } from './QuestionBox.tsx';
import { Stage } from './Stage.tsx';
import { followKeys } from './stopKeys.ts';
import { visitStop, walk } from './visit.ts';

/** One stop: its text and question beside the parts of the explorer that it speaks of. */
export function LearnPage() {
  const name = useStore(experimentStore, ({ stop }) => stop ?? stopNames[0]);
  // An address that names only a stop, or a way back from the explorer: the preset is not there yet.
  const unset = useStore(experimentStore, ({ stop, hide }) => stop === null || hide.length === 0);
  const present = useStore(experimentStore, (experiment) => experiment.present);
  const words = useTexts(learnPageTexts);
  const stop = stopOf(name);
  const texts = useTexts(stop.texts);
  const number = stopNames.indexOf(name) + 1;
  const heading = useRef<HTMLHeadingElement>(null);
  const shownBefore = useRef(name);

  useEffect(() => {
    if (unset) visitStop(name);
  }, [unset, name]);
  useEffect(followKeys, []);
  usePresenting(present);
  useEffect(() => {
    if (shownBefore.current === name) return;
    shownBefore.current = name;
    heading.current?.focus({ preventScroll: true });
    heading.current?.closest('article')?.scrollTo(0, 0);
  }, [name]);

  return (
    <main className={styles.main} data-present={present}>
      <div className={styles.side}>
        <StopList current={number} />
        <article className={styles.text} aria-label={words.text}>
          <p className={styles.place}>{words.place(number, stops.length)}</p>
          <h2 ref={heading} tabIndex={-1} className={styles.title}>
            {texts.title}
          </h2>
          <Prose paragraphs={texts.lead} deeds={stop.deeds} />
          <QuestionBox key={name} stop={stop} />
        </article>
        <div className={styles.foot}>
          <button
            type="button"
            className={controls.button}
            disabled={number === 1}
            onClick={() => walk(-1)}
          >
            ← {words.previous}
          </button>
          <button
            type="button"
            className={`${controls.button} ${controls.primary}`}
            disabled={number === stops.length}
            onClick={() => walk(1)}
          >
            {words.next} →
          </button>
          {present && <RunControls />}
          {!present && (
            <button type="button" className={controls.button} onClick={() => openPage('explore')}>
              {words.explore}
            </button>
          )}
          <PresentBar present={present} />
        </div>
        {!present && <p className={controls.note}>{words.keys}</p>}
      </div>
      <Stage label={words.stage} />
    </main>
  );
}

function StopList({ current }: { readonly current: number }) {
  const words = useTexts(learnPageTexts);
  const language = useStore(experimentStore, (experiment) => experiment.language);
  return (
    <nav aria-label={words.stops}>
      <ol className={styles.stops}>
        {stops.map(({ name, texts }, index) => {
          const label = words.goTo(index + 1, texts[language].title);
          return (
            <li key={name}>
              <button
                type="button"
                className={styles.stop}
                aria-label={label}
                title={label}
                aria-current={index + 1 === current ? 'step' : undefined}
                onClick={() => visitStop(name)}
              >
                {index + 1}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
