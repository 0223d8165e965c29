/** The film at one α as a WebM file: each moment is gone to, decoded, drawn and recorded in turn. */
import { drawFilmFrame, type FilmFrameWords } from '../../plots/drawFilmFrame.ts';
import { pictureBoard } from '../../plots/pictureBoard.ts';
import { createPixelSheet } from '../../plots/pixelSheet.ts';
import { pageTheme } from '../../plots/theme.ts';
import {
  type FilmFrame,
  type FilmState,
  filmFrame,
  filmStore,
  goToMoment,
} from '../../store/film.ts';

const widthPx = 480;
const heightPx = 536;
const momentMs = 120;
/** The last one stays. */
const restMs = 1000;
const bitsPerSecond = 2_500_000;

/** The type to record, or null where the browser cannot. */
export function recordableType(): string | null {
  if (typeof MediaRecorder === 'undefined') return null;
  if (!('captureStream' in HTMLCanvasElement.prototype)) return null;
  const types = ['video/webm;codecs=vp9', 'video/webm;codecs=vp8', 'video/webm'];
  return types.find((type) => MediaRecorder.isTypeSupported(type)) ?? null;
}

export interface Recording {
  readonly moments: readonly number[];
  readonly type: string;
  readonly words: (frame: FilmFrame) => FilmFrameWords;
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

/** Null when it was called off. @throws Error saying why nothing was recorded */
export async function recordFilm(wish: Recording): Promise<Blob | null> {
  const { moments, type, words, onProgress, signal } = wish;
  const canvas = document.createElement('canvas');
  canvas.width = widthPx;
  canvas.height = heightPx;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the browser gives no canvas');
  const surface = { context, widthPx, heightPx, theme: pageTheme() };
  const sheet = createPixelSheet();
  const stream = canvas.captureStream(30);
  const recorder = new MediaRecorder(stream, { mimeType: type, videoBitsPerSecond: bitsPerSecond });
  const parts: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => void parts.push(data));
  const ended = new Promise<void>((resolve, reject) => {
    recorder.addEventListener('stop', () => resolve());
    recorder.addEventListener('error', () => reject(new Error('the recorder stopped')));
  });
  try {
    for (const [index, samples] of moments.entries()) {
      if (signal.aborted) return null;
      const frame = await decoded(samples, signal);
      const picture = pictureBoard.frame(filmFrame);
      if (!frame || !picture) return null;
      sheet.show(picture);
      drawFilmFrame(surface, sheet, words(frame), (index + 1) / moments.length);
      if (recorder.state === 'inactive') recorder.start();
      onProgress((index + 1) / moments.length);
      await pass(index === moments.length - 1 ? restMs : momentMs);
      // A canvas that stands still gives no frames: the last one would be cut off.
      drawFilmFrame(surface, sheet, words(frame), (index + 1) / moments.length);
    }
    recorder.stop();
    await ended;
    return new Blob(parts, { type: 'video/webm' });
  } finally {
    if (recorder.state !== 'inactive') recorder.stop();
    for (const track of stream.getTracks()) track.stop();
  }
}

/** Goes to a moment and waits until it is decoded; null when called off. */
function decoded(samples: number, signal: AbortSignal): Promise<FilmFrame | null> {
  const shown = ({ frame }: FilmState) => (frame?.samples === samples ? frame : null);
  goToMoment(samples);
  return new Promise((resolve) => {
    const finish = (frame: FilmFrame | null) => {
      stop();
      signal.removeEventListener('abort', abort);
      resolve(frame);
    };
    const abort = () => finish(null);
    const stop = filmStore.subscribe((state) => {
      const frame = shown(state);
      if (frame) finish(frame);
    });
    signal.addEventListener('abort', abort);
    const now = shown(filmStore.getState());
    if (now) finish(now);
  });
}

const pass = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
