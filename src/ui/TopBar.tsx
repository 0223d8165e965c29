import { BackToStop } from './BackToStop.tsx';
import { CheckpointMenu } from './CheckpointMenu.tsx';
import { EngineMenu } from './EngineMenu.tsx';
import { HideMenu } from './HideMenu.tsx';
import { LanguageButton } from './LanguageButton.tsx';
import { PageTabs } from './PageTabs.tsx';
import { Part } from './Part.tsx';
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
      <BackToStop />
      <Part name="fields">
        <TrainingFields />
      </Part>
      <Part name="run">
        <RunControls />
      </Part>
      <div className={styles.end}>
        <Part name="engine">
          <EngineMenu />
        </Part>
        <Part name="files">
          <CheckpointMenu />
        </Part>
        <HideMenu />
        <ShareButton />
        <LanguageButton />
        <ThemeButton />
      </div>
    </header>
  );
}
