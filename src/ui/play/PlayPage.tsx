import { useStore } from 'zustand';
import { games } from '../../core/experiment.ts';
import { changeExperiment, experimentStore } from '../../store/experiment.ts';
import { playTexts } from '../../texts/play.ts';
import controls from '../controls.module.css';
import { useTexts } from '../useTexts.ts';
import { CriticGame } from './CriticGame.tsx';
import { DrawGame } from './DrawGame.tsx';
import styles from './PlayPage.module.css';

/** Two games on the methods of the page. */
export function PlayPage() {
  const texts = useTexts(playTexts);
  const game = useStore(experimentStore, (experiment) => experiment.game);
  const empty = useStore(experimentStore, ({ lanes }) => lanes.length === 0);
  return (
    <main className={styles.page}>
      <fieldset className={styles.games}>
        <legend className="visuallyHidden">{texts.games}</legend>
        {games.map((name) => (
          <button
            key={name}
            type="button"
            className={controls.button}
            aria-pressed={name === game}
            onClick={() => changeExperiment({ game: name })}
          >
            {texts.names[name]}
          </button>
        ))}
      </fieldset>
      {empty && <p role="status">{texts.noLane}</p>}
      {!empty && game === 'critic' && <CriticGame />}
      {!empty && game === 'draw' && <DrawGame />}
    </main>
  );
}
