import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import { experimentStore } from '../../store/experiment.ts';
import { viewStore } from '../../store/view.ts';
import { AnglePanel } from '../AnglePanel.tsx';
import { CriticPanel } from '../CriticPanel.tsx';
import { EndpointsPanel } from '../EndpointsPanel.tsx';
import { Grid } from '../Grid.tsx';
import { LanesPanel } from '../LanesPanel.tsx';
import { MetricsPanel } from '../MetricsPanel.tsx';
import { Part } from '../Part.tsx';
import { PlayersPanel } from './PlayersPanel.tsx';
import { ProbeTable } from './ProbeTable.tsx';
import { ResultsTable } from './ResultsTable.tsx';
import styles from './Stage.module.css';

// Needed at one stop only.
const SamplesPanel = lazy(async () => ({
  default: (await import('../samples/SamplesPanel.tsx')).SamplesPanel,
}));

/** The explorer's own parts, as many as the stop shows. */
export function Stage({ label }: { readonly label: string }) {
  const lanes = useStore(experimentStore, (experiment) => experiment.lanes);
  const selected = useStore(viewStore, ({ selectedLane }) => selectedLane);
  const shown = lanes.find(({ id }) => id === selected) ?? lanes[0];
  return (
    <section className={styles.stage} aria-label={label}>
      <Part name="strips">
        <Grid />
      </Part>
      <div className={styles.below}>
        <Part name="endpoints">
          <EndpointsPanel />
        </Part>
        <Part name="methods">
          <LanesPanel />
        </Part>
        <Part name="players">{shown && <PlayersPanel lane={shown} />}</Part>
        <MetricsPanel />
        <Part name="critic">
          <CriticPanel />
        </Part>
        <Part name="angle">
          <AnglePanel />
        </Part>
        <Part name="samples">
          <Suspense>
            <SamplesPanel />
          </Suspense>
        </Part>
        <Part name="results">
          <ResultsTable lanes={lanes} />
        </Part>
        <Part name="probe">
          <ProbeTable lanes={lanes} />
        </Part>
      </div>
    </section>
  );
}
