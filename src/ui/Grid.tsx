import { useStore } from 'zustand';
import { experimentStore } from '../store/experiment.ts';
import { type ViewState, viewStore } from '../store/view.ts';
import { AlphaBar } from './AlphaBar.tsx';
import controls from './controls.module.css';
import styles from './Grid.module.css';
import { LaneRow } from './LaneRow.tsx';
import { ReferenceRow } from './ReferenceRow.tsx';
import { useSampled } from './useSampled.ts';

/** Columns before the first strip has come. */
const defaultColumns = 11;

/** A row a method, a column an α, and the slider that chooses one α for all of them. */
export function Grid() {
  const lanes = useStore(experimentStore, (experiment) => experiment.lanes);
  const columns = useSampled(viewStore, countColumns);
  return (
    <section
      className={`${controls.panel} ${styles.grid}`}
      aria-labelledby="grid-heading"
      data-columns={columns}
      data-crowded={lanes.length > 2}
    >
      <div className={styles.intro}>
        <h2 id="grid-heading" className={controls.heading}>
          Between x₂ and x₁
        </h2>
        <p className={controls.note}>
          Each row walks from the left line to the right one. A perfect one turns the line, as the
          ideal does.
        </p>
      </div>
      <div className={styles.rows}>
        <table className={styles.table} aria-label="Interpolations">
          <thead>
            <tr className={`${styles.row} ${styles.head}`}>
              <HeadCell text="images decoded along the path" />
              <HeadCell text="at α" />
              <HeadCell
                text="distance ×10⁻³"
                title="Mean distance: how far the images are from their nearest true lines, for this pair; below it the mean over many pairs. 0 is ideal."
              />
              <HeadCell
                text="smoothness"
                title="How evenly the angle moves, for this pair; below it the mean over many pairs. 0 is ideal, 0.93 one sudden jump."
              />
              <HeadCell text="loss" title="Reconstruction error over training, log scale" />
            </tr>
          </thead>
          <tbody>
            <ReferenceRow
              row="ideal"
              name="Ideal"
              text="the line turns evenly along the shorter way"
              columns={columns}
            />
            <ReferenceRow
              row="crossfade"
              name="Pixel cross-fade"
              text="one image fades out, the other in"
              columns={columns}
            />
            {lanes.map((lane) => (
              <LaneRow key={lane.id} lane={lane} columns={columns} />
            ))}
          </tbody>
        </table>
      </div>
      <AlphaBar />
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
