import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import { sides } from '../core/experiment.ts';
import { changeExperiment, experimentStore } from '../store/experiment.ts';
import { sideTexts } from '../texts/side.ts';
import { AnglePanel } from './AnglePanel.tsx';
import { CriticPanel } from './CriticPanel.tsx';
import controls from './controls.module.css';
import { Part, useShown } from './Part.tsx';
import styles from './SideColumn.module.css';
import { useTexts } from './useTexts.ts';

// The first drag does not wait for them.
const MapPanel = lazy(async () => ({
  default: (await import('./map/MapPanel.tsx')).MapPanel,
}));
const SamplesPanel = lazy(async () => ({
  default: (await import('./samples/SamplesPanel.tsx')).SamplesPanel,
}));
const FilmPanel = lazy(async () => ({
  default: (await import('./film/FilmPanel.tsx')).FilmPanel,
}));

/** What stands beside the grid: the plots, or one of the panels about latent space. */
export function SideColumn() {
  const wanted = useStore(experimentStore, ({ side }) => side);
  const texts = useTexts(sideTexts);
  const shown = {
    plots: [useShown('critic'), useShown('angle')].includes(true),
    map: useShown('map'),
    samples: useShown('samples'),
    film: useShown('film'),
  };
  const offered = sides.filter((side) => shown[side]);
  const current = offered.find((side) => side === wanted) ?? offered[0];
  return (
    <>
      {offered.length > 1 && (
        <fieldset className={styles.switch}>
          <legend className="visuallyHidden">{texts.label}</legend>
          {offered.map((side) => (
            <button
              key={side}
              type="button"
              className={controls.button}
              aria-pressed={side === current}
              title={texts.sides[side].title}
              onClick={() => changeExperiment({ side })}
            >
              {texts.sides[side].name}
            </button>
          ))}
        </fieldset>
      )}
      {current === 'plots' && (
        <>
          <Part name="critic">
            <CriticPanel />
          </Part>
          <Part name="angle">
            <AnglePanel />
          </Part>
        </>
      )}
      <Suspense fallback={<div className={`${controls.panel} ${styles.waiting}`} />}>
        {current === 'map' && (
          <Part name="map">
            <MapPanel />
          </Part>
        )}
        {current === 'samples' && (
          <Part name="samples">
            <SamplesPanel />
          </Part>
        )}
        {current === 'film' && (
          <Part name="film">
            <FilmPanel />
          </Part>
        )}
      </Suspense>
    </>
  );
}
