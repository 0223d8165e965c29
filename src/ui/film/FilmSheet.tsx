import { type PointerEvent, useState } from 'react';
import { drawFilm, filmSpot, fittingLines } from '../../plots/drawFilm.ts';
import type { Surface } from '../../plots/surface.ts';
import { experimentStore, setAlpha } from '../../store/experiment.ts';
import { filmStore, goToMoment, shownMoment } from '../../store/film.ts';
import { viewStore } from '../../store/view.ts';
import { stopAutoplay } from '../autoplay.ts';
import { Canvas, watch } from '../Canvas.tsx';
import { formatSamples } from '../format.ts';
import { shownAlpha } from '../shownAlpha.ts';
import styles from './FilmPanel.module.css';
import { createFilmSheets } from './filmSheets.ts';
import { stopPlayback } from './playback.ts';

interface FilmSheetProps {
  readonly moments: readonly number[];
  readonly label: string;
}

/** Training time downwards, α across. A press or a drag goes to what is under it. */
export function FilmSheet({ moments, label }: FilmSheetProps) {
  const [sheets] = useState(createFilmSheets);
  const [watches] = useState(() => [
    watch(filmStore, ({ decoded }) => decoded),
    watch(filmStore, ({ at }) => at),
    watch(experimentStore, ({ alpha }) => alpha),
    watch(viewStore, ({ hoverAlpha }) => hoverAlpha),
  ]);

  function draw(surface: Surface): void {
    const { reel, at } = filmStore.getState();
    const fitting = fittingLines(moments.length, surface.widthPx, surface.heightPx);
    const shown = shownMoment({ reel, at }) ?? Number.POSITIVE_INFINITY;
    const selected = fitting.findLast((index) => moments[index] <= shown);
    const lines = fitting.map((index) => ({
      label: formatSamples(moments[index]),
      sheet: sheets.of(moments[index]),
      selected: index === selected,
    }));
    drawFilm(surface, lines, Math.min(1, Math.max(0, shownAlpha())));
  }

  function go(event: PointerEvent<HTMLElement>): void {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    const fitting = fittingLines(moments.length, width, height);
    const spot = filmSpot(event.clientX - left, event.clientY - top, fitting.length, width);
    if (!spot) return;
    stopAutoplay();
    stopPlayback();
    setAlpha(spot.alpha);
    goToMoment(moments[fitting[spot.line]]);
  }

  return (
    <div
      className={styles.sheet}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={(event) => {
        if (event.buttons === 1) go(event);
      }}
    >
      <Canvas className={styles.canvas} label={label} draw={draw} watches={watches} />
    </div>
  );
}
