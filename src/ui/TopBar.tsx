import { CheckpointMenu } from './CheckpointMenu.tsx';
import { EngineMenu } from './EngineMenu.tsx';
import { LanguageButton } from './LanguageButton.tsx';
import { PageTabs } from './PageTabs.tsx';
import { RunControls } from './RunControls.tsx';
import { ShareButton } from './ShareButton.tsx';
import { ThemeButton } from './ThemeButton.tsx';
import styles from './TopBar.module.css';
import { TrainingFields } from './TrainingFields.tsx';

export function TopBar() {
  return (
    <header className={styles.bar}>
      <h1 className={styles.wordmark}>Betwixt</h1>
      <PageTabs />
      <TrainingFields />
      <RunControls />
      <div className={styles.end}>
        <EngineMenu />
        <CheckpointMenu />
        <ShareButton />
        <LanguageButton />
        <ThemeButton />
      </div>
    </header>
  );
}
