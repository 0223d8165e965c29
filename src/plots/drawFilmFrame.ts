import { drawPicture } from './drawPicture.ts';
import type { PixelSheet } from './pixelSheet.ts';
import type { Surface } from './surface.ts';

export interface FilmFrameWords {
  readonly title: string;
  readonly text: string;
}

const footPx = 56;
const marginPx = 16;

/** One moment of a film: the picture, what it is, and how far the training is, in [0, 1]. */
export function drawFilmFrame(
  { context, theme, widthPx, heightPx }: Surface,
  sheet: PixelSheet,
  { title, text }: FilmFrameWords,
  share: number,
): void {
  context.fillStyle = theme.panel;
  context.fillRect(0, 0, widthPx, heightPx);
  drawPicture({ context, theme, widthPx, heightPx: heightPx - footPx }, sheet);
  const top = heightPx - footPx;
  context.fillStyle = theme.line;
  context.fillRect(0, top, widthPx, 4);
  context.fillStyle = theme.accent;
  context.fillRect(0, top, widthPx * share, 4);
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.fillStyle = theme.ink;
  context.font = `600 18px ${theme.family}`;
  context.fillText(title, marginPx, top + footPx / 2, widthPx / 2 - marginPx);
  context.textAlign = 'right';
  context.fillStyle = theme.muted;
  context.font = `400 16px ${theme.family}`;
  context.fillText(text, widthPx - marginPx, top + footPx / 2, widthPx / 2 - marginPx);
}
