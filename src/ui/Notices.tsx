import { useStore } from 'zustand';
import { dismissNotice, viewStore } from '../store/view.ts';
import { appTexts } from '../texts/app.ts';
import controls from './controls.module.css';
import { Icon } from './Icon.tsx';
import styles from './Notices.module.css';
import { useTexts } from './useTexts.ts';

/** What went wrong or was done, said once to everybody, screen readers included. */
export function Notices() {
  const texts = useTexts(appTexts);
  const notices = useStore(viewStore, (view) => view.notices);
  return (
    <section className={styles.notices} aria-label={texts.notices} aria-live="polite">
      {notices.map(({ id, tone, text }) => (
        <div key={id} className={styles.notice} data-tone={tone}>
          <p>{text}</p>
          <button
            type="button"
            className={`${controls.button} ${controls.icon}`}
            aria-label={texts.dismiss}
            onClick={() => dismissNotice(id)}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
    </section>
  );
}
