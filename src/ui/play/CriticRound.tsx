import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { alphaStep, largestAlpha } from '../../core/criticGame.ts';
import {
  dropGuess,
  endRow,
  leaveCritic,
  mixRow,
  nextRound,
  playStore,
  revealTruth,
  setGuess,
  takeGuess,
} from '../../store/play.ts';
import { playTexts } from '../../texts/play.ts';
import controls from '../controls.module.css';
import { formatAlpha } from '../format.ts';
import { useTexts } from '../useTexts.ts';
import { BoardPicture } from './BoardPicture.tsx';
import styles from './CriticRound.module.css';
import { CriticTruth } from './CriticTruth.tsx';

/** One mix, large; a guess; then the truth. */
export function CriticRound() {
  const { critic: texts } = useTexts(playTexts);
  const { phase, rounds, current, room } = useStore(playStore, ({ critic }) => critic);
  const heading = useRef<HTMLHeadingElement>(null);
  const revealed = phase === 'revealed';
  const { guesses } = rounds[current];

  // Whatever button led here is gone.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each round is a new place on the page
  useEffect(() => heading.current?.focus({ preventScroll: true }), [current]);

  return (
    <div className={styles.round}>
      <div className={styles.stage}>
        <BoardPicture className={styles.mix} row={mixRow(current)} label={texts.mix(current + 1)} />
        <div className={styles.ends}>
          {revealed && (
            <>
              <End round={current} end="x2" name="x₂" />
              <End round={current} end="x1" name="x₁" />
            </>
          )}
        </div>
      </div>
      <section className={`${controls.panel} ${styles.side}`}>
        <header className={styles.head}>
          <p className={styles.place}>{texts.round(current + 1, rounds.length)}</p>
          <button type="button" className={controls.button} onClick={leaveCritic}>
            {texts.leave}
          </button>
        </header>
        <h2 ref={heading} tabIndex={-1} className={styles.question}>
          {texts.question}
        </h2>
        {revealed ? <CriticTruth round={rounds[current]} /> : <GuessSlider />}
        {!revealed && (
          <div className={styles.actions}>
            <button
              type="button"
              className={`${controls.button} ${controls.primary} ${styles.main}`}
              onClick={takeGuess}
            >
              {room ? texts.add : texts.guess}
            </button>
            {room && (
              <>
                <button
                  type="button"
                  className={controls.button}
                  disabled={guesses.audience.length === 0}
                  onClick={dropGuess}
                >
                  {texts.drop}
                </button>
                <button
                  type="button"
                  className={`${controls.button} ${styles.main}`}
                  disabled={guesses.audience.length === 0}
                  onClick={revealTruth}
                >
                  {texts.reveal}
                </button>
                <p className={styles.soFar} role="status">
                  {guesses.audience.length === 0
                    ? texts.nobody
                    : texts.soFar(guesses.audience.map(formatAlpha).join(' · '))}
                </p>
              </>
            )}
          </div>
        )}
        {revealed && (
          <div className={styles.actions}>
            <button
              type="button"
              className={`${controls.button} ${controls.primary} ${styles.main}`}
              onClick={nextRound}
            >
              {current + 1 === rounds.length ? texts.toScores : texts.next}
            </button>
          </div>
        )}
        <p className={`${controls.note} ${styles.keys}`}>{texts.keys}</p>
      </section>
    </div>
  );
}

function GuessSlider() {
  const { critic: texts } = useTexts(playTexts);
  const guess = useStore(playStore, ({ critic }) => critic.guess);
  const told = formatAlpha(guess);
  return (
    <div className={styles.guess}>
      <output className={styles.readout}>{told}</output>
      <input
        className={`${controls.range} ${styles.slider}`}
        type="range"
        min={0}
        max={largestAlpha}
        step={alphaStep}
        value={guess}
        aria-label={texts.slider}
        aria-valuetext={texts.value(told)}
        onChange={({ target }) => setGuess(target.valueAsNumber)}
      />
      <div className={styles.scale} aria-hidden="true">
        <span>{texts.ends.none}</span>
        <span>{texts.ends.half}</span>
      </div>
    </div>
  );
}

interface EndProps {
  readonly round: number;
  readonly end: 'x1' | 'x2';
  readonly name: string;
}

/** One of the two lines that were mixed. */
function End({ round, end, name }: EndProps) {
  return (
    <figure className={styles.end}>
      <BoardPicture className={styles.endPicture} row={endRow(round, end)} label={name} />
      <figcaption>{name}</figcaption>
    </figure>
  );
}
