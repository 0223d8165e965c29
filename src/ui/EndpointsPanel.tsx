import { useStore } from 'zustand';
import { areOpposite, fullTurn } from '../core/angles.ts';
import type { PathName } from '../core/experiment.ts';
import {
  changeExperiment,
  experimentStore,
  setEndpoints,
  swapEndpoints,
} from '../store/experiment.ts';
import { AngleDial } from './AngleDial.tsx';
import controls from './controls.module.css';
import styles from './EndpointsPanel.module.css';
import { Icon } from './Icon.tsx';

const paths: readonly { name: PathName; title: string }[] = [
  { name: 'straight', title: 'Mix the two latents along a straight line' },
  { name: 'spherical', title: 'Mix the two latents along an arc around the origin' },
];

/** The two images that everything lies between, and the path from one to the other. */
export function EndpointsPanel() {
  const path = useStore(experimentStore, (experiment) => experiment.path);
  const opposite = useStore(experimentStore, ({ endpoints }) =>
    areOpposite(endpoints.angle1, endpoints.angle2, Math.PI / 180),
  );
  return (
    <section className={controls.panel} aria-labelledby="endpoints-heading">
      <h2 id="endpoints-heading" className={controls.heading}>
        Two lines <span className={controls.note}>drag to turn them</span>
      </h2>
      <div className={styles.dials}>
        <AngleDial angleName="angle2" row="x2" name="x₂" alpha={0} />
        <AngleDial angleName="angle1" row="x1" name="x₁" alpha={1} />
      </div>
      {opposite && (
        <p className={controls.note}>
          The lines are 180° apart: both ways round are equally short, so the ideal could turn
          either way.
        </p>
      )}
      <div className={styles.row}>
        <button type="button" className={controls.button} title="Two new lines" onClick={shuffle}>
          <Icon name="shuffle" />
          Shuffle
        </button>
        <button
          type="button"
          className={controls.button}
          title="Exchange x₁ and x₂"
          onClick={swapEndpoints}
        >
          <Icon name="swap" />
          Swap
        </button>
      </div>
      <fieldset className={styles.row}>
        <legend className="visuallyHidden">Path between the latents</legend>
        {paths.map(({ name, title }) => (
          <button
            key={name}
            type="button"
            className={controls.button}
            aria-pressed={path === name}
            title={title}
            onClick={() => changeExperiment({ path: name })}
          >
            {name}
          </button>
        ))}
      </fieldset>
    </section>
  );
}

/** Where the lines stand is nobody's result, so no seed decides it. */
function shuffle(): void {
  setEndpoints({ angle1: Math.random() * fullTurn, angle2: Math.random() * fullTurn });
}
