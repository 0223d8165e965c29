import { useStore } from 'zustand';
import { commands } from '../store/commands.ts';
import { viewStore } from '../store/view.ts';
import controls from './controls.module.css';
import { Icon } from './Icon.tsx';
import styles from './RunControls.module.css';

/** ▶ ⏸, one step, and back to the start, for all lanes at once. */
export function RunControls() {
  const playing = useStore(viewStore, (view) => view.playing);
  return (
    <fieldset className={styles.controls}>
      <legend className="visuallyHidden">Training</legend>
      <button
        type="button"
        className={`${controls.button} ${controls.primary} ${styles.play}`}
        onClick={() => (playing ? commands().pause() : commands().play())}
      >
        <Icon name={playing ? 'pause' : 'play'} />
        {playing ? 'Pause' : 'Train'}
      </button>
      <button
        type="button"
        className={`${controls.button} ${controls.icon}`}
        aria-label="One step"
        title="One training step of every lane"
        disabled={playing}
        onClick={() => commands().step()}
      >
        <Icon name="step" />
      </button>
      <button
        type="button"
        className={`${controls.button} ${controls.icon}`}
        aria-label="Reset"
        title="Forget what was learned and start anew from the seed"
        onClick={() => commands().reset()}
      >
        <Icon name="reset" />
      </button>
    </fieldset>
  );
}
