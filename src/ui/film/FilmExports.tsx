import { useEffect, useRef, useState } from 'react';
import type { Lane } from '../../core/experiment.ts';
import { filmColumns } from '../../plots/drawFilm.ts';
import { drawStripSheet, type SheetRow, stripSheetSize } from '../../plots/drawStripSheet.ts';
import { filmStore, goToMoment } from '../../store/film.ts';
import { filmTexts } from '../../texts/film.ts';
import controls from '../controls.module.css';
import { formatAlpha, formatFixed, formatSamples } from '../format.ts';
import { deliver, download } from '../share/deliver.ts';
import { captionOf } from '../share/pictures.ts';
import { renderPng } from '../share/render.ts';
import { useLaneName } from '../useLaneName.ts';
import { useTexts } from '../useTexts.ts';
import { createFilmSheets } from './filmSheets.ts';
import { stopPlayback } from './playback.ts';
import { recordableType, recordFilm } from './record.ts';

interface FilmExportsProps {
  readonly lane: Lane;
  readonly moments: readonly number[];
}

const sheetLayout = { cell: 36, labels: 64, notes: 0 };

/** The sheet as a picture, and the film at this α as a video. */
export function FilmExports({ lane, moments }: FilmExportsProps) {
  const texts = useTexts(filmTexts);
  const name = useLaneName()(lane);
  /** Of a recording under way. */
  const [share, setShare] = useState<number | null>(null);
  const calling = useRef<AbortController | null>(null);
  useEffect(() => () => calling.current?.abort(), []);
  const type = recordableType();

  async function savePng(): Promise<void> {
    const sheets = createFilmSheets();
    const rows = moments.map(
      (samples): SheetRow => ({
        label: formatSamples(samples),
        series: null,
        sheet: sheets.of(samples),
        columns: filmColumns,
        outer: 0,
        note: '',
      }),
    );
    const words = { title: name, noteHead: '', caption: texts.caption(captionOf()) };
    const png = await renderPng({
      ...stripSheetSize(rows, sheetLayout),
      title: name,
      draw: (surface) => drawStripSheet(surface, rows, words, sheetLayout),
    });
    await download(png, 'betwixt-film.png');
  }

  async function saveWebm(recorded: string): Promise<void> {
    stopPlayback();
    const before = filmStore.getState().at;
    const controller = new AbortController();
    calling.current = controller;
    setShare(0);
    try {
      const film = await recordFilm({
        moments,
        type: recorded,
        signal: controller.signal,
        onProgress: setShare,
        words: ({ samples, alpha }) => ({
          title: name,
          text: `${texts.shown(formatSamples(samples))} · α = ${formatAlpha(alpha)}`,
        }),
      });
      if (film) await download(film, 'betwixt-film.webm');
    } finally {
      setShare(null);
      goToMoment(before);
    }
  }

  return (
    <>
      <button
        type="button"
        className={controls.button}
        aria-label={texts.png}
        title={texts.pngTitle}
        onClick={() => void deliver(savePng)}
      >
        PNG
      </button>
      <button
        type="button"
        className={controls.button}
        aria-label={share === null ? texts.webm : texts.recording(percent(share))}
        title={type === null ? texts.noRecorder : texts.webmTitle}
        disabled={share !== null || moments.length < 2 || type === null}
        onClick={() => type !== null && void deliver(() => saveWebm(type))}
      >
        {share === null ? 'WebM' : percent(share)}
      </button>
      {type === null && <p className={controls.note}>{texts.noRecorder}</p>}
    </>
  );
}

function percent(share: number): string {
  return `${formatFixed(100 * share, 0)} %`;
}
