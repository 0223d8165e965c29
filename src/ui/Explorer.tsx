import { EndpointsPanel } from './EndpointsPanel.tsx';
import styles from './Explorer.module.css';
import { Grid } from './Grid.tsx';
import { LanesPanel } from './LanesPanel.tsx';
import { MetricsPanel } from './MetricsPanel.tsx';
import { Part } from './Part.tsx';
import { SideColumn } from './SideColumn.tsx';

/** What to mix on the left, the grid in the middle, what it means on the right and below. */
export function Explorer() {
  return (
    <main className={styles.main}>
      <div className={styles.left}>
        <Part name="endpoints">
          <EndpointsPanel />
        </Part>
        <Part name="methods">
          <LanesPanel />
        </Part>
      </div>
      <Part name="strips">
        <Grid />
      </Part>
      <div className={styles.right}>
        <SideColumn />
      </div>
      <MetricsPanel />
    </main>
  );
}
