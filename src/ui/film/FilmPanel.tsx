import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Lane } from '../../core/experiment.ts';
import { isFormula } from '../../core/paths.ts';
import { drawPicture } from '../../plots/drawPicture.ts';
import { pictureBoard } from '../../plots/pictureBoard.ts';
import { createPixelSheet } from '../../plots/pixelSheet.ts';
import type { Surface } from '../../plots/surface.ts';
import { experimentStore } from '../../store/experiment.ts';
import { filmFrame, filmStore, goToMoment, lookAtFilm, shownMoment } from '../../store/film.ts';
import { inspectedLane } from '../../store/latents.ts';
import { viewStore } from '../../store/view.ts';
import { filmTexts } from '../../texts/film.ts';
import { Canvas, watch } from '../Canvas.tsx';
import controls from '../controls.module.css';
import { formatDegrees, formatDistance, formatFixed, formatSamples } from '../format.ts';
import { Icon } from '../Icon.tsx';
import { Swatch } from '../Swatch.tsx';
import { useLaneName } from '../useLaneName.ts';
import { useMedia } from '../useMedia.ts';
import { useSampled } from '../useSampled.ts';
import { useTexts } from '../useTexts.ts';
import { FilmExports } from './FilmExports.tsx';
import styles from './FilmPanel.module.css';
import { FilmSheet } from './FilmSheet.tsx';
import { playbackStore, startPlayback, stopPlayback } from './playback.ts';

/** What the selected lane decoded at each moment of its training. */
export function FilmPanel() {
  useEffect(() => lookAtFilm(), []);
  useEffect(() => stopPlayback, []);
  const texts = useTexts(filmTexts);
  const lanes = useStore(experimentStore, (experiment) => experiment.lanes);
  const selected = useStore(viewStore, (view) => view.selectedLane);
  const lane = inspectedLane(lanes, selected);
  return (
    <section className={`${controls.panel} ${styles.panel}`} aria-labelledby="film-heading">
      <h2 id="film-heading" className={controls.heading}>
        {texts.heading} {lane && <Named lane={lane} />}
      </h2>
      {lane ? <Film lane={lane} /> : <p className={controls.note}>{texts.noLane}</p>}
    </section>
  );
}

function Named({ lane }: { readonly lane: Lane }) {
  const nameOf = useLaneName();
  return (
    <>
      <Swatch laneId={lane.id} /> {nameOf(lane)}
    </>
  );
}

function Film({ lane }: { readonly lane: Lane }) {
  const texts = useTexts(filmTexts);
  const name = useLaneName()(lane);
  const path = useStore(experimentStore, (experiment) => experiment.path);
  const moments = useSampled(filmStore, ({ laneId, reel }) =>
    laneId === lane.id ? (reel?.moments ?? null) : null,
  );
  if (!moments || moments.length === 0) {
    return moments && <p className={controls.note}>{texts.noWeights(name)}</p>;
  }
  return (
    <>
      <p className={`${controls.note} ${controls.aside}`}>
        {moments.length === 1 ? texts.onlyOne : texts.about}
        {!isFormula(path) && ` ${texts.straight}`}
      </p>
      <FilmSheet moments={moments} label={texts.sheet(name)} />
      <Now moments={moments} label={texts.frame(name)} />
      <div className={styles.buttons}>
        <Play disabled={moments.length < 2} />
        <FilmExports lane={lane} moments={moments} />
      </div>
      <Memory count={moments.length} />
    </>
  );
}

/** The moment that is looked at, large, and the scrubber that chooses it. */
function Now({ moments, label }: { readonly moments: readonly number[]; readonly label: string }) {
  const texts = useTexts(filmTexts);
  const at = useStore(filmStore, (film) => film.at);
  const frame = useSampled(filmStore, (film) => film.frame);
  const [sheet] = useState(createPixelSheet);
  const [watches] = useState(() => [watch(filmStore, (film) => film.frame)]);
  const samples = shownMoment({ reel: { moments, bytes: 0, take: 0 }, at }) ?? moments[0];
  const index = moments.indexOf(samples);
  const last = moments.length - 1;

  function draw(surface: Surface): void {
    const picture = pictureBoard.frame(filmFrame);
    if (picture) sheet.show(picture);
    drawPicture(surface, picture && sheet);
  }

  return (
    <div className={styles.now}>
      <Canvas className={styles.picture} label={label} draw={draw} watches={watches} />
      <div className={styles.facts}>
        <span className={styles.samples}>{texts.shown(formatSamples(samples))}</span>
        {frame && (
          <span className={controls.note}>
            {texts.numbers(formatDistance(frame.distance), formatDegrees(frame.angle))}
          </span>
        )}
        <input
          type="range"
          className={controls.range}
          aria-label={texts.time}
          aria-valuetext={texts.moment(formatSamples(samples), index + 1, moments.length)}
          min={0}
          max={Math.max(1, last)}
          value={index}
          disabled={last < 1}
          onChange={(event) => {
            stopPlayback();
            goToMoment(moments[Number(event.target.value)] ?? null);
          }}
        />
      </div>
    </div>
  );
}

function Play({ disabled }: { readonly disabled: boolean }) {
  const texts = useTexts(filmTexts);
  const running = useStore(playbackStore, (playback) => playback.running);
  const follows = useStore(filmStore, ({ at }) => at === null);
  const reduced = useMedia('(prefers-reduced-motion: reduce)');
  return (
    <>
      <button
        type="button"
        className={controls.button}
        disabled={disabled || reduced}
        title={reduced ? texts.reducedMotion : texts.playTitle}
        onClick={() => (running ? stopPlayback() : startPlayback())}
      >
        <Icon name={running ? 'pause' : 'play'} />
        {running ? texts.stop : texts.play}
      </button>
      <button
        type="button"
        className={controls.button}
        aria-pressed={follows}
        title={texts.newestTitle}
        onClick={() => {
          stopPlayback();
          goToMoment(null);
        }}
      >
        {texts.newest}
      </button>
    </>
  );
}

function Memory({ count }: { readonly count: number }) {
  const texts = useTexts(filmTexts);
  const bytes = useSampled(filmStore, ({ reel }) => reel?.bytes ?? 0, 500);
  return (
    <p className={controls.note} title={texts.memoryTitle}>
      {texts.memory(count, formatFixed(bytes / 1e6, 1))}
    </p>
  );
}
