import { useStore } from 'zustand';
import { outerColumns } from '../plots/stripGeometry.ts';
import { experimentStore } from '../store/experiment.ts';
import { type ViewState, viewStore } from '../store/view.ts';
import { gridTexts } from '../texts/grid.ts';
import { AlphaBar } from './AlphaBar.tsx';
import controls from './controls.module.css';
import styles from './Grid.module.css';
import { LaneRow } from './LaneRow.tsx';
import { Part, useShown } from './Part.tsx';
import { ReferenceRow } from './ReferenceRow.tsx';
import { useSampled } from './useSampled.ts';
import { useTexts } from './useTexts.ts';

/** Columns before the first strip has come. */
const defaultColumns = 11;

/** A row a method, a column an α, and the slider that chooses one α for all of them. */
export function Grid() {
  const lanes = useStore(experimentStore, (experiment) => experiment.lanes);
  const beyond = useStore(experimentStore, (experiment) => experiment.beyond);
  const columns = useSampled(viewStore, countColumns) + (beyond ? 2 * outerColumns : 0);
  const texts = useTexts(gridTexts);
  const truth = useShown('truth');
  return (
    <section
      className={`${controls.panel} ${styles.grid}`}
      aria-labelledby="grid-heading"
      data-columns={columns}
      data-crowded={lanes.length > 2}
      data-truth={truth}
    >
      <div className={styles.intro}>
        <h2 id="grid-heading" className={controls.heading}>
          {texts.heading}
        </h2>
        {truth && <p className={`${controls.note} ${controls.aside}`}>{texts.intro}</p>}
      </div>
      <div className={styles.rows}>
        <table className={styles.table} aria-label={texts.table}>
          <thead>
            <tr className={`${styles.row} ${styles.head}`}>
              <HeadCell text={texts.images} />
              <HeadCell text={texts.atAlpha} />
              <HeadCell text={texts.distance} title={texts.distanceTitle} />
              <HeadCell text={texts.smoothness} title={texts.smoothnessTitle} />
              <HeadCell text={texts.loss} title={texts.lossTitle} />
            </tr>
          </thead>
          <tbody>
            {truth && (
              <ReferenceRow
                row="ideal"
                name={texts.ideal}
                text={texts.idealText}
                columns={columns}
              />
            )}
            <ReferenceRow
              row="crossfade"
              name={texts.crossfade}
              text={texts.crossfadeText}
              columns={columns}
            />
            {lanes.map((lane) => (
              <LaneRow key={lane.id} lane={lane} columns={columns} />
            ))}
          </tbody>
        </table>
      </div>
      <Part name="alpha">
        <AlphaBar />
      </Part>
    </section>
  );
}

function HeadCell({ text, title }: { readonly text: string; readonly title?: string }) {
  return (
    <th scope="col" title={title}>
      {text}
    </th>
  );
}

function countColumns({ strips }: ViewState): number {
  return strips.ideal?.angles.length ?? defaultColumns;
}
