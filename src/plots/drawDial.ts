import { drawPicture } from './drawPicture.ts';
import type { PixelSheet } from './pixelSheet.ts';
import type { Surface } from './surface.ts';

/** Share of the picture's side from its centre to the end of the line: 15 of 32 pixels. */
const lineLength = 15 / 32;
/** The handle stands a little inside, so that it is never cut off. */
const handleRadius = 13 / 32;

/** Where a line of this angle ends; angles grow counter-clockwise, y downwards. */
export function dialPoint(
  angle: number,
  sidePx: number,
  radius = lineLength,
): { x: number; y: number } {
  return {
    x: sidePx * (0.5 + radius * Math.cos(angle)),
    y: sidePx * (0.5 - radius * Math.sin(angle)),
  };
}

/** The angle, radians in [0, 2π), that points from the centre to (x, y). */
export function dialAngle(x: number, y: number, sidePx: number): number {
  const angle = Math.atan2(sidePx / 2 - y, x - sidePx / 2);
  return angle < 0 ? angle + 2 * Math.PI : angle;
}

/** An end point: its picture, or a plain line before there is one, and a handle at the line's end. */
export function drawDial(surface: Surface, sheet: PixelSheet | null, angle: number): void {
  const { context, widthPx, theme } = surface;
  const end = dialPoint(angle, widthPx);
  const handle = dialPoint(angle, widthPx, handleRadius);
  if (sheet) drawPicture(surface, sheet);
  else {
    context.fillStyle = '#000';
    context.fillRect(0, 0, widthPx, widthPx);
    context.strokeStyle = '#fff';
    context.lineWidth = widthPx / 16;
    context.beginPath();
    context.moveTo(widthPx / 2, widthPx / 2);
    context.lineTo(end.x, end.y);
    context.stroke();
  }
  context.fillStyle = theme.accent;
  context.strokeStyle = '#fff';
  context.lineWidth = 2;
  context.beginPath();
  context.arc(handle.x, handle.y, 5, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}
