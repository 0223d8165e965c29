import { useStore } from 'zustand';
import { areOpposite, fullTurn } from '../core/angles.ts';
import { pathNames } from '../core/paths.ts';
import { choosePath, experimentStore, setEndpoints, swapEndpoints } from '../store/experiment.ts';
import { endpointTexts } from '../texts/endpoints.ts';
import { AngleDial } from './AngleDial.tsx';
import controls from './controls.module.css';
import styles from './EndpointsPanel.module.css';
import { Icon } from './Icon.tsx';
import { Part } from './Part.tsx';
import { useTexts } from './useTexts.ts';

/** The two images that everything lies between, and the path from one to the other. */
export function EndpointsPanel() {
  const path = useStore(experimentStore, (experiment) => experiment.path);
  const texts = useTexts(endpointTexts);
  const opposite = useStore(experimentStore, ({ endpoints }) =>
    areOpposite(endpoints.angle1, endpoints.angle2, Math.PI / 180),
  );
  return (
    <section className={controls.panel} aria-labelledby="endpoints-heading">
      <h2 id="endpoints-heading" className={controls.heading}>
        {texts.heading} <span className={controls.note}>{texts.hint}</span>
      </h2>
      <div className={styles.dials}>
        <AngleDial angleName="angle2" row="x2" name="x₂" alpha={0} />
        <AngleDial angleName="angle1" row="x1" name="x₁" alpha={1} />
      </div>
      {opposite && (
        <p className={styles.flag} role="status">
          <Icon name="flag" />
          {texts.opposite}
        </p>
      )}
      <div className={styles.row}>
        <button
          type="button"
          className={controls.button}
          title={texts.shuffleTitle}
          onClick={shuffle}
        >
          <Icon name="shuffle" />
          {texts.shuffle}
        </button>
        <button
          type="button"
          className={controls.button}
          title={texts.swapTitle}
          onClick={swapEndpoints}
        >
          <Icon name="swap" />
          {texts.swap}
        </button>
      </div>
      <Part name="paths">
        <fieldset className={styles.row}>
          <legend className="visuallyHidden">{texts.path}</legend>
          {pathNames.map((name) => (
            <button
              key={name}
              type="button"
              className={controls.button}
              aria-pressed={path === name}
              title={texts.paths[name].title}
              onClick={() => choosePath(name)}
            >
              {texts.paths[name].name}
            </button>
          ))}
        </fieldset>
      </Part>
    </section>
  );
}

/** Where the lines stand is nobody's result, so no seed decides it. */
function shuffle(): void {
  setEndpoints({ angle1: Math.random() * fullTurn, angle2: Math.random() * fullTurn });
}
