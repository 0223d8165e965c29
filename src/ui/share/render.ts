/** Drawings as files: the same drawing as PNG, at twice the screen's pixels, or as SVG. */

import type { Surface } from '../../plots/surface.ts';
import { createSvgContext } from '../../plots/svgContext.ts';
import { pageTheme } from '../../plots/theme.ts';

export interface Drawn {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly title: string;
  readonly draw: (surface: Surface) => void;
}

const ratio = 2;
/** So many pixels wide is a picture within an SVG at least, for programs that would smooth a small one. */
const crispPx = 256;

/** @throws Error when the browser gives no canvas or no picture. */
export async function renderPng({ widthPx, heightPx, draw }: Drawn): Promise<Blob> {
  const { canvas, context } = createCanvas(ratio * widthPx, ratio * heightPx);
  const theme = pageTheme();
  context.scale(ratio, ratio);
  context.fillStyle = theme.panel;
  context.fillRect(0, 0, widthPx, heightPx);
  draw({ context, widthPx, heightPx, theme });
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('the browser makes no picture');
  return blob;
}

/** @throws Error when the browser gives no canvas. */
export function renderSvg({ widthPx, heightPx, title, draw }: Drawn): string {
  const { context: ruler } = createCanvas(1, 1);
  const theme = pageTheme();
  const context = createSvgContext({
    widthPx,
    heightPx,
    title,
    background: theme.panel,
    measure(text, font) {
      ruler.font = font;
      return ruler.measureText(text).width;
    },
    picture(image, { x, y, width, height }) {
      const scale = Math.max(1, Math.ceil(crispPx / width));
      const { canvas, context: enlarged } = createCanvas(scale * width, scale * height);
      enlarged.imageSmoothingEnabled = false;
      enlarged.drawImage(image, x, y, width, height, 0, 0, canvas.width, canvas.height);
      return canvas.toDataURL('image/png');
    },
  });
  draw({ context, widthPx, heightPx, theme });
  return context.finish();
}

function createCanvas(width: number, height: number) {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the browser gives no canvas');
  return { canvas, context };
}
