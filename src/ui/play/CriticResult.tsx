import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { countMisses, formatGuesses, type GameScore, type Judge } from '../../core/criticGame.ts';
import { drawMisses } from '../../plots/drawMisses.ts';
import { changeCritic, leaveCritic, playCommands, playStore } from '../../store/play.ts';
import { notify } from '../../store/view.ts';
import { playTexts } from '../../texts/play.ts';
import { Canvas } from '../Canvas.tsx';
import controls from '../controls.module.css';
import { Swatch } from '../Swatch.tsx';
import { useLaneName } from '../useLaneName.ts';
import { useTexts } from '../useTexts.ts';
import styles from './CriticResult.module.css';
import { formatError, reportOf, scoresOf, verdictsOf, wholeError } from './criticScores.ts';

/** Who saw more: the people, the networks, or nobody. */
export function CriticResult() {
  const { critic: texts } = useTexts(playTexts);
  const nameOf = useLaneName();
  const game = useStore(playStore, ({ critic }) => critic);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const scores = scoresOf(game);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(reportOf(game, texts, nameOf));
      notify('info', texts.copied);
    } catch {
      notify('warning', texts.notCopied);
    }
  }

  function save(): void {
    const label = (id: string) => {
      const lane = game.lanes.find((each) => each.id === id);
      return lane ? nameOf(lane) : id;
    };
    const csv = new TextEncoder().encode(formatGuesses(game.rounds, label));
    playCommands()?.download(csv.buffer, `betwixt-critic-${game.number}.csv`);
  }

  return (
    <section className={`${controls.panel} ${styles.result}`} aria-labelledby="critic-scores">
      <h2 ref={heading} id="critic-scores" tabIndex={-1} className={styles.heading}>
        {texts.scores}
      </h2>
      <ul className={styles.verdicts}>
        {verdictsOf(scores, game.rounds, texts, nameOf).map((verdict) => (
          <li key={verdict}>{verdict}</li>
        ))}
      </ul>
      <div className={styles.scroller}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{texts.method}</th>
              {scores.judges.map((judge) => (
                <th key={judge} scope="col">
                  {texts.judges[judge]}
                </th>
              ))}
              <th scope="col">{texts.constant}</th>
              <th scope="col">
                <span className={styles.scale}>
                  <span aria-hidden="true">−½</span>
                  {texts.misses}
                  <span aria-hidden="true">½</span>
                </span>
              </th>
            </tr>
          </thead>
          <tbody>
            {scores.lanes.map(({ lane, score }) => (
              <Row
                key={lane.id}
                name={nameOf(lane)}
                laneId={lane.id}
                judges={scores.judges}
                score={score}
              />
            ))}
            <Row name={texts.all} laneId={null} judges={scores.judges} score={scores.all} />
          </tbody>
        </table>
      </div>
      <p className={controls.note}>
        {texts.scoresNote} {texts.missesNote}
      </p>
      <div className={styles.actions}>
        <button
          type="button"
          className={`${controls.button} ${controls.primary}`}
          onClick={() => {
            changeCritic({ number: game.number + 1 });
            void playCommands()?.deal();
          }}
        >
          {texts.another}
        </button>
        <button
          type="button"
          className={controls.button}
          onClick={() => void playCommands()?.deal()}
        >
          {texts.again}
        </button>
        <button type="button" className={controls.button} onClick={leaveCritic}>
          {texts.leave}
        </button>
        <button type="button" className={controls.button} onClick={() => void copy()}>
          {texts.copy}
        </button>
        <button type="button" className={controls.button} title={texts.csvTitle} onClick={save}>
          {texts.csv}
        </button>
      </div>
    </section>
  );
}

interface RowProps {
  readonly name: string;
  readonly laneId: string | null;
  readonly judges: readonly Judge[];
  readonly score: GameScore;
}

function Row({ name, laneId, judges, score }: RowProps) {
  const { critic: texts } = useTexts(playTexts);
  const { constant, misses } = score;
  const errors = judges.map((judge) => ({ judge, error: wholeError(score, judge) }));
  const people = countMisses(misses.audience);
  const networks = countMisses([...misses.critic, ...misses.referee]);
  const least = Math.min(constant, ...errors.flatMap(({ error }) => error ?? []));
  return (
    <tr data-all={laneId === null}>
      <th scope="row">
        {laneId && <Swatch laneId={laneId} />} {name}
      </th>
      {errors.map(({ judge, error }) => (
        <td key={judge} data-least={error === least}>
          {formatError(error)}
        </td>
      ))}
      <td className={styles.constant} data-least={constant === least}>
        {formatError(constant)}
      </td>
      <td className={styles.misses}>
        <Canvas
          className={styles.histogram}
          label={texts.missesOf(name, people.join(' '), networks.join(' '))}
          draw={(surface) => drawMisses(surface, people, networks)}
        />
      </td>
    </tr>
  );
}
