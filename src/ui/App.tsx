import { useEffect } from 'react';
import { AnglePanel } from './AnglePanel.tsx';
import styles from './App.module.css';
import { followTheme } from './appliedTheme.ts';
import { CriticPanel } from './CriticPanel.tsx';
import { DropZone } from './DropZone.tsx';
import { EndpointsPanel } from './EndpointsPanel.tsx';
import { Grid } from './Grid.tsx';
import { LanesPanel } from './LanesPanel.tsx';
import { MetricsPanel } from './MetricsPanel.tsx';
import { Notices } from './Notices.tsx';
import { TopBar } from './TopBar.tsx';

/** The explorer: what to mix on the left, the grid in the middle, what it means on the right and below. */
export function App() {
  useEffect(followTheme, []);
  return (
    <div className={styles.page}>
      <TopBar />
      <main className={styles.main}>
        <div className={styles.left}>
          <EndpointsPanel />
          <LanesPanel />
        </div>
        <Grid />
        <div className={styles.right}>
          <CriticPanel />
          <AnglePanel />
        </div>
        <MetricsPanel />
      </main>
      <Notices />
      <DropZone />
    </div>
  );
}
