/** A lane's latent map: lines at even angles, on the plane that shows most of their latents. */
import { fullTurn } from '../core/angles.ts';
import { drawLine, linePixels } from '../core/lines.ts';
import { fitPlane, type LatentPlane, project } from '../core/projection.ts';
import type { LatentMap } from './protocol.ts';
import type { ViewLane } from './viewLane.ts';

/** A line every 2¼°. */
const defaultLines = 160;
/** Images between two pauses. */
const chunk = 4;

/** Encodes the lines and fits the plane to their latents. */
export async function mapLane(
  lane: ViewLane,
  pause: () => Promise<void>,
  lines = defaultLines,
): Promise<{ readonly plane: LatentPlane; readonly map: LatentMap }> {
  if (!(Number.isInteger(lines) && lines >= 3 && lines <= 1024)) {
    throw new RangeError(`a map has 3 to 1024 lines, not ${lines}`);
  }
  const { autoencoder, samples } = lane;
  const { latentSize } = autoencoder;
  const angles = Array.from({ length: lines }, (_, i) => (fullTurn * i) / lines);
  const latents = new Float32Array(lines * latentSize);
  const images = new Float32Array(chunk * linePixels);
  for (let from = 0; from < lines; from += chunk) {
    const to = Math.min(lines, from + chunk);
    for (let i = from; i < to; i++) drawLine(angles[i], images, (i - from) * linePixels);
    const part = images.subarray(0, (to - from) * linePixels);
    await autoencoder.encode(part, latents.subarray(from * latentSize, to * latentSize));
    await pause();
  }
  const plane = fitPlane(latents, latentSize);
  const positions = [...project(plane, latents)];
  return { plane, map: { samples, angles, positions, shares: plane.shares } };
}
