import { useStore } from 'zustand';
import { pages } from '../core/experiment.ts';
import { experimentStore, openPage } from '../store/experiment.ts';
import { pageTexts } from '../texts/pages.ts';
import styles from './PageTabs.module.css';
import { useTexts } from './useTexts.ts';

export function PageTabs() {
  const current = useStore(experimentStore, ({ page }) => page);
  const texts = useTexts(pageTexts);
  return (
    <nav className={styles.tabs} aria-label={texts.navigation}>
      {pages.map((page) => (
        <button
          key={page}
          type="button"
          className={styles.tab}
          aria-current={page === current ? 'page' : undefined}
          onClick={() => openPage(page)}
        >
          {texts[page]}
        </button>
      ))}
    </nav>
  );
}
