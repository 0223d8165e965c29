import { useStore } from 'zustand';
import { type ControlName, controlNames } from '../core/controls.ts';
import { changeExperiment, experimentStore } from '../store/experiment.ts';
import { controlTexts } from '../texts/controls.ts';
import controls from './controls.module.css';
import styles from './HideMenu.module.css';
import { Icon } from './Icon.tsx';
import { Popover } from './Popover.tsx';
import { useTexts } from './useTexts.ts';

/** Parts that only stops of the Learn page have. */
const ofStops: ReadonlySet<ControlName> = new Set(['players', 'results', 'probe']);

/** What is on the explorer; a stop chooses for itself. */
export function HideMenu() {
  const exploring = useStore(experimentStore, ({ page }) => page === 'explore');
  const hide = useStore(experimentStore, (experiment) => experiment.hide);
  const texts = useTexts(controlTexts);
  if (!exploring) return null;
  return (
    <Popover
      button={
        <>
          <Icon name="eye" />
          <span className="visuallyHidden">{texts.hide}</span>
        </>
      }
      label={texts.hide}
      title={texts.hideTitle}
    >
      <p className={controls.note}>{texts.intro}</p>
      <ul className={styles.list}>
        {controlNames
          .filter((name) => !ofStops.has(name))
          .map((name) => (
            <li key={name}>
              <label className={styles.choice}>
                <input
                  type="checkbox"
                  checked={!hide.includes(name)}
                  onChange={(event) => show(name, event.target.checked)}
                />
                {texts.names[name]}
              </label>
            </li>
          ))}
      </ul>
    </Popover>
  );
}

function show(name: ControlName, shown: boolean): void {
  const { hide } = experimentStore.getState();
  changeExperiment({
    hide: controlNames.filter((each) => (each === name ? !shown : hide.includes(each))),
  });
}
