import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { Stop } from '../../lessons/stop.ts';
import { learnPageTexts } from '../../texts/learn/page.ts';
import controls from '../controls.module.css';
import { useTexts } from '../useTexts.ts';
import { answersStore, noAnswer, setAnswer } from './answers.ts';
import { Prose, Sentence } from './Prose.tsx';
import styles from './QuestionBox.module.css';
import { askAgain, reveal } from './visit.ts';

/** A question to predict first; then the answer, with the prediction beside it. */
export function QuestionBox({ stop }: { readonly stop: Stop }) {
  const words = useTexts(learnPageTexts);
  const texts = useTexts(stop.texts);
  const { choice, revealed } = useStore(
    answersStore,
    ({ answers }) => answers[stop.name] ?? noAnswer,
  );
  const box = useRef<HTMLElement>(null);
  const revealedBefore = useRef(revealed);
  useEffect(() => {
    if (revealed && !revealedBefore.current) box.current?.scrollIntoView({ block: 'start' });
    revealedBefore.current = revealed;
  }, [revealed]);
  useEffect(() => {
    if (choice !== null) box.current?.scrollIntoView({ block: 'nearest' });
  }, [choice]);
  return (
    <section ref={box} className={styles.box} aria-labelledby="question">
      <h3 id="question" className={styles.question}>
        <span className={styles.predict}>{words.predict}</span> <Sentence text={texts.question} />
      </h3>
      <ol className={styles.choices}>
        {texts.choices.map((text, index) => (
          <li key={text}>
            <button
              type="button"
              className={styles.choice}
              aria-pressed={choice === index}
              disabled={revealed}
              data-right={revealed && stop.answer === index}
              onClick={() => setAnswer(stop.name, { choice: index })}
            >
              <span className={styles.digit} aria-hidden="true">
                {index + 1}
              </span>
              <span>
                {text}
                {revealed && choice === index && <em className={styles.mark}> {words.yours}</em>}
                {revealed && stop.answer === index && (
                  <em className={styles.mark}> ✓ {words.right}</em>
                )}
              </span>
            </button>
          </li>
        ))}
      </ol>
      {!revealed && (
        <div className={styles.row}>
          <button
            type="button"
            className={`${controls.button} ${controls.primary} ${styles.reveal}`}
            disabled={choice === null}
            onClick={() => reveal(stop.name)}
          >
            {words.reveal}
          </button>
          {choice === null && <span className={styles.hint}>{words.choose}</span>}
        </div>
      )}
      <div aria-live="polite">
        {revealed && (
          <div className={styles.answer}>
            <h3 className={styles.predict}>{words.revealed}</h3>
            {stop.answer === null && <p className={styles.hint}>{words.open}</p>}
            <Prose paragraphs={texts.reveal} deeds={stop.deeds} />
          </div>
        )}
      </div>
      {revealed && (
        <button type="button" className={controls.button} onClick={() => askAgain(stop.name)}>
          {words.again}
        </button>
      )}
    </section>
  );
}
