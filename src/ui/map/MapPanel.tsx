import { useEffect } from 'react';
import { useStore } from 'zustand';
import { experimentStore } from '../../store/experiment.ts';
import { inspectedLane, latentsStore, look } from '../../store/latents.ts';
import { viewStore } from '../../store/view.ts';
import { mapTexts } from '../../texts/map.ts';
import controls from '../controls.module.css';
import { formatFixed } from '../format.ts';
import { Swatch } from '../Swatch.tsx';
import { useLaneName } from '../useLaneName.ts';
import { useSampled } from '../useSampled.ts';
import { useTexts } from '../useTexts.ts';
import { LatentMapFigure } from './LatentMapFigure.tsx';
import styles from './MapPanel.module.css';
import { PathTable } from './PathTable.tsx';

/** Where a lane puts its latents, and four paths between two of them. */
export function MapPanel() {
  useEffect(() => look('map'), []);
  const texts = useTexts(mapTexts);
  const nameOf = useLaneName();
  const lanes = useStore(experimentStore, (experiment) => experiment.lanes);
  const selected = useStore(viewStore, (view) => view.selectedLane);
  const lane = inspectedLane(lanes, selected);
  const id = lane?.id ?? '';
  const map = useStore(latentsStore, ({ maps }) => maps[id] ?? null);
  const paths = useStore(latentsStore, (latents) => latents.paths[id] ?? null);
  const hasWeights = useSampled(viewStore, ({ strips }) => id in strips);
  return (
    <section className={`${controls.panel} ${styles.panel}`} aria-labelledby="map-heading">
      <h2 id="map-heading" className={controls.heading}>
        {texts.heading}
        {lane && (
          <span className={styles.lane}>
            <Swatch laneId={lane.id} /> {nameOf(lane)}
          </span>
        )}
      </h2>
      {lane && map && paths ? (
        <>
          <LatentMapFigure lane={lane} map={map} paths={paths} />
          <p className={controls.note} title={texts.projectionTitle}>
            {texts.projection(formatFixed(100 * (map.shares[0] + map.shares[1]), 0))}
            {paths.paths.straight.snapped && ` · ${texts.codes}`}
          </p>
          <PathTable lane={lane} paths={paths} />
        </>
      ) : (
        <p className={`${controls.note} ${styles.waiting}`}>
          {hasWeights ? texts.coming : texts.noWeights}
        </p>
      )}
    </section>
  );
}
