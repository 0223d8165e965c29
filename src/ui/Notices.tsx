import { useStore } from 'zustand';
import { dismissNotice, viewStore } from '../store/view.ts';
import controls from './controls.module.css';
import { Icon } from './Icon.tsx';
import styles from './Notices.module.css';

/** What went wrong or was done, said once to everybody, screen readers included. */
export function Notices() {
  const notices = useStore(viewStore, (view) => view.notices);
  return (
    <section className={styles.notices} aria-label="Notices" aria-live="polite">
      {notices.map(({ id, tone, text }) => (
        <div key={id} className={styles.notice} data-tone={tone}>
          <p>{text}</p>
          <button
            type="button"
            className={`${controls.button} ${controls.icon}`}
            aria-label="Dismiss"
            onClick={() => dismissNotice(id)}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
    </section>
  );
}
