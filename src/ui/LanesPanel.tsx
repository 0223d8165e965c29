import { useStore } from 'zustand';
import { maximumLanes } from '../core/experiment.ts';
import { methodNames } from '../core/methodCatalogue.ts';
import { addLane, experimentStore } from '../store/experiment.ts';
import { laneTexts } from '../texts/lanes.ts';
import controls from './controls.module.css';
import { Icon } from './Icon.tsx';
import { LaneCard } from './LaneCard.tsx';
import styles from './LanesPanel.module.css';
import { useTexts } from './useTexts.ts';

/** The methods that are compared, a card each. */
export function LanesPanel() {
  const lanes = useStore(experimentStore, (experiment) => experiment.lanes);
  const texts = useTexts(laneTexts);
  const full = lanes.length >= maximumLanes;
  return (
    <section className={`${controls.panel} ${styles.panel}`} aria-labelledby="lanes-heading">
      <div className={styles.top}>
        <h2 id="lanes-heading" className={controls.heading}>
          {texts.heading}
        </h2>
        <button
          type="button"
          className={controls.button}
          disabled={full}
          title={full ? texts.full : texts.addTitle}
          onClick={() => addLane(firstUnused(lanes.map(({ method }) => method)))}
        >
          <Icon name="plus" />
          {texts.add}
        </button>
      </div>
      {lanes.length === 0 && <p className={controls.note}>{texts.none}</p>}
      <ul className={styles.list} data-crowded={lanes.length > 2}>
        {lanes.map((lane) => (
          <LaneCard key={lane.id} lane={lane} />
        ))}
      </ul>
    </section>
  );
}

function firstUnused(used: readonly string[]) {
  return methodNames.find((name) => !used.includes(name)) ?? 'acai';
}
