/** Thin lines over a picture: the one that an ideal interpolation would show, and the nearest true one. */
import { dialPoint } from './drawDial.ts';
import type { Surface } from './surface.ts';

export interface OverlayLines {
  /** Radians; null where it is not known or not to be given away. */
  readonly ideal: number | null;
  readonly nearest: number | null;
}

/** Both are drawn from the middle outwards: the ideal one dashed, the nearest one solid. */
export function drawOverlay(surface: Surface, { ideal, nearest }: OverlayLines): void {
  const { theme } = surface;
  if (nearest !== null) drawThinLine(surface, nearest, theme.series[4], []);
  if (ideal !== null) drawThinLine(surface, ideal, theme.accent, [3, 2]);
}

function drawThinLine(
  { context, widthPx, heightPx, theme }: Surface,
  angle: number,
  colour: string,
  dash: readonly number[],
): void {
  const side = Math.min(widthPx, heightPx);
  const [left, top] = [(widthPx - side) / 2, (heightPx - side) / 2];
  const end = dialPoint(angle, side);
  context.strokeStyle = colour;
  context.lineWidth = theme.stroke;
  context.setLineDash([...dash]);
  context.beginPath();
  context.moveTo(left + side / 2, top + side / 2);
  context.lineTo(left + end.x, top + end.y);
  context.stroke();
  context.setLineDash([]);
}
