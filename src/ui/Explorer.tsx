import { AnglePanel } from './AnglePanel.tsx';
import { CriticPanel } from './CriticPanel.tsx';
import { EndpointsPanel } from './EndpointsPanel.tsx';
import styles from './Explorer.module.css';
import { Grid } from './Grid.tsx';
import { LanesPanel } from './LanesPanel.tsx';
import { MetricsPanel } from './MetricsPanel.tsx';

/** What to mix on the left, the grid in the middle, what it means on the right and below. */
export function Explorer() {
  return (
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
  );
}
