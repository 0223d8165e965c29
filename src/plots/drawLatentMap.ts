/** A lane's latents of lines at even angles on a plane, and the paths between two of them. */
import type { PathName } from '../core/paths.ts';
import { angleColour } from './angleColour.ts';
import { drawPolyline, labelPx } from './frame.ts';
import { endsOf, type MapFrame, type Spot, spotAlong, spotAt } from './mapFrame.ts';
import type { Surface } from './surface.ts';

export interface MapPath {
  readonly name: PathName;
  /** x₀, y₀, x₁, … at even α. */
  readonly trace: readonly number[];
  /** The codes at the same α, of a VQ-VAE. */
  readonly snapped: readonly number[] | null;
  readonly selected: boolean;
}

export interface MapPicture {
  readonly frame: MapFrame;
  readonly angles: readonly number[];
  readonly positions: readonly number[];
  readonly paths: readonly MapPath[];
  readonly alpha: number;
  /** What the pointer is drawing. */
  readonly stroke: readonly Spot[];
}

/** As the list of paths shows them, too. */
export const pathDashes: Readonly<Record<PathName, readonly number[]>> = {
  straight: [],
  spherical: [7, 3],
  drawn: [2, 3],
  geodesic: [9, 3, 2, 3],
};

export function drawLatentMap(surface: Surface, picture: MapPicture): void {
  drawLines(surface, picture);
  drawDegrees(surface, picture);
  const ordered = [...picture.paths].sort((a, b) => Number(a.selected) - Number(b.selected));
  for (const path of ordered) drawPath(surface, picture.frame, path);
  const selected = picture.paths.find((path) => path.selected);
  if (selected?.snapped) drawCodes(surface, picture.frame, selected.snapped);
  const shown = selected ?? picture.paths[0];
  if (shown) {
    drawEnds(surface, picture.frame, shown);
    drawAlpha(surface, spotAlong(picture.frame, shown.trace, picture.alpha));
  }
  drawStroke(surface, picture.stroke);
}

/** Each latent as a short line at the angle that it stands for: the colour says the same. */
function drawLines({ context, theme }: Surface, { frame, angles, positions }: MapPicture): void {
  context.lineCap = 'round';
  context.setLineDash([]);
  angles.forEach((angle, index) => {
    const { x, y } = spotAt(frame, positions, index);
    const colour = angleColour(angle, theme);
    context.fillStyle = colour;
    context.beginPath();
    context.arc(x, y, 1.7, 0, 2 * Math.PI);
    context.fill();
    if (index % 3 !== 0) return;
    context.strokeStyle = colour;
    context.lineWidth = 1.5 * theme.stroke;
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + 8 * Math.cos(angle), y - 8 * Math.sin(angle));
    context.stroke();
  });
  context.lineCap = 'butt';
}

/** Names eight angles, on the side of the latent that is away from the middle. */
function drawDegrees({ context, theme }: Surface, { frame, angles, positions }: MapPicture): void {
  const middle = meanSpot(frame, positions);
  context.font = `${labelPx - 1}px ${theme.family}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = theme.muted;
  context.strokeStyle = theme.panel;
  context.lineWidth = 3;
  context.lineJoin = 'round';
  const every = Math.max(1, Math.round(angles.length / 8));
  for (let index = 0; index < angles.length; index += every) {
    const { x, y } = spotAt(frame, positions, index);
    const away = Math.hypot(x - middle.x, y - middle.y) || 1;
    const [dx, dy] = [(16 * (x - middle.x)) / away, (14 * (y - middle.y)) / away];
    const name = `${Math.round((angles[index] * 180) / Math.PI)}°`;
    context.strokeText(name, x + dx, y + dy);
    context.fillText(name, x + dx, y + dy);
  }
}

function meanSpot(frame: MapFrame, positions: readonly number[]): Spot {
  let [x, y] = [0, 0];
  const count = positions.length / 2;
  for (let index = 0; index < count; index++) {
    const spot = spotAt(frame, positions, index);
    x += spot.x / count;
    y += spot.y / count;
  }
  return { x, y };
}

function drawPath({ context, theme }: Surface, frame: MapFrame, path: MapPath): void {
  context.strokeStyle = path.selected ? theme.ink : theme.muted;
  context.globalAlpha = path.selected ? 1 : 0.6;
  context.lineWidth = (path.selected ? 2.5 : 1.2) * theme.stroke;
  context.setLineDash([...pathDashes[path.name]]);
  drawPolyline(
    context,
    path.trace.length / 2,
    (index) => spotAt(frame, path.trace, index).x,
    (index) => spotAt(frame, path.trace, index).y,
  );
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/** Squares, for the path itself is round: where the decoder takes each latent to be. */
function drawCodes({ context, theme }: Surface, frame: MapFrame, snapped: readonly number[]): void {
  context.fillStyle = theme.panel;
  context.strokeStyle = theme.ink;
  context.lineWidth = 1.2 * theme.stroke;
  for (let index = 0; index < snapped.length / 2; index++) {
    const { x, y } = spotAt(frame, snapped, index);
    context.fillRect(x - 3, y - 3, 6, 6);
    context.strokeRect(x - 3, y - 3, 6, 6);
  }
}

function drawEnds({ context, theme }: Surface, frame: MapFrame, path: MapPath): void {
  const { x2, x1 } = endsOf(frame, path.trace);
  context.font = `600 ${labelPx + 1}px ${theme.family}`;
  context.textBaseline = 'middle';
  context.lineWidth = 4;
  context.lineJoin = 'round';
  for (const [name, spot, other] of [
    ['x₂', x2, x1],
    ['x₁', x1, x2],
  ] as const) {
    context.fillStyle = theme.ink;
    context.beginPath();
    context.arc(spot.x, spot.y, 4, 0, 2 * Math.PI);
    context.fill();
    const right = spot.x >= other.x;
    context.textAlign = right ? 'left' : 'right';
    context.strokeStyle = theme.panel;
    const x = spot.x + (right ? 8 : -8);
    context.strokeText(name, x, spot.y);
    context.fillText(name, x, spot.y);
  }
}

function drawAlpha({ context, theme }: Surface, { x, y }: Spot): void {
  context.strokeStyle = theme.panel;
  context.fillStyle = theme.accent;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(x, y, 5.5, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}

function drawStroke({ context, theme }: Surface, stroke: readonly Spot[]): void {
  if (stroke.length < 2) return;
  context.strokeStyle = theme.accent;
  context.lineWidth = 1.5 * theme.stroke;
  drawPolyline(
    context,
    stroke.length,
    (index) => stroke[index].x,
    (index) => stroke[index].y,
  );
}
