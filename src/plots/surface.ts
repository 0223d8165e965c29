/** A canvas to draw on in CSS pixels, its bitmap as fine as the screen. */
import type { PlotTheme } from './theme.ts';

/** What plots use of a canvas's context, so that they can be drawn as SVG too (svgContext.ts). */
export type DrawContext = Pick<
  CanvasRenderingContext2D,
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'lineCap'
  | 'lineJoin'
  | 'globalAlpha'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
  | 'imageSmoothingEnabled'
  | 'save'
  | 'restore'
  | 'translate'
  | 'setLineDash'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'arc'
  | 'rect'
  | 'closePath'
  | 'stroke'
  | 'clip'
  | 'fillRect'
  | 'strokeRect'
  | 'fillText'
  | 'strokeText'
> & {
  fill(): void;
  measureText(text: string): { readonly width: number };
  drawImage(
    image: HTMLCanvasElement,
    fromX: number,
    fromY: number,
    fromWidth: number,
    fromHeight: number,
    x: number,
    y: number,
    width: number,
    height: number,
  ): void;
};

export interface Surface {
  readonly context: DrawContext;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly theme: PlotTheme;
}

/** Fits the bitmap to the element, clears it, and lets one unit be one CSS pixel; null while it has no size. */
export function prepareSurface(canvas: HTMLCanvasElement, theme: PlotTheme): Surface | null {
  const context = canvas.getContext('2d');
  const { clientWidth: widthPx, clientHeight: heightPx } = canvas;
  if (!context || widthPx === 0 || heightPx === 0) return null;
  // The projector theme zooms the page in CSS; not every browser tells.
  const ratio = (window.devicePixelRatio || 1) * (canvas.currentCSSZoom ?? 1);
  const width = Math.round(widthPx * ratio);
  const height = Math.round(heightPx * ratio);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, widthPx, heightPx);
  return { context, widthPx, heightPx, theme };
}
