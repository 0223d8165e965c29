import { useStore } from 'zustand';
import { commands } from '../store/commands.ts';
import { viewStore } from '../store/view.ts';
import { topBarTexts } from '../texts/topBar.ts';
import controls from './controls.module.css';
import { Icon } from './Icon.tsx';
import styles from './RunControls.module.css';
import { useTexts } from './useTexts.ts';

/** ▶ ⏸, one step, and back to the start, for all lanes at once. */
export function RunControls() {
  const playing = useStore(viewStore, (view) => view.playing);
  const texts = useTexts(topBarTexts);
  return (
    <fieldset className={styles.controls}>
      <legend className="visuallyHidden">{texts.training}</legend>
      <button
        type="button"
        className={`${controls.button} ${controls.primary} ${styles.play}`}
        onClick={() => (playing ? commands().pause() : commands().play())}
      >
        <Icon name={playing ? 'pause' : 'play'} />
        {playing ? texts.pause : texts.train}
      </button>
      <button
        type="button"
        className={`${controls.button} ${controls.icon}`}
        aria-label={texts.step}
        title={texts.stepTitle}
        disabled={playing}
        onClick={() => commands().step()}
      >
        <Icon name="step" />
      </button>
      <button
        type="button"
        className={`${controls.button} ${controls.icon}`}
        aria-label={texts.reset}
        title={texts.resetTitle}
        onClick={() => commands().reset()}
      >
        <Icon name="reset" />
      </button>
    </fieldset>
  );
}
