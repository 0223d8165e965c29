/** Strips of weights that no lane of the page has. */
import type { Endpoints } from '../core/experiment.ts';
import type { FileStrip } from './protocol.ts';
import { drawEndpoints, idealRow, laneRow, readStrip } from './rows.ts';
import { Transferred } from './rpc.ts';
import type { ViewLane } from './viewLane.ts';

interface Wanted {
  readonly pairs: readonly Endpoints[];
  readonly columns: number;
  readonly pause: () => Promise<void>;
}

/** The straight path of each pair, beside the ideal one. */
export async function readFileStrips(
  lane: ViewLane,
  { pairs, columns, pause }: Wanted,
): Promise<Transferred<{ strips: FileStrip[] }>> {
  const strips: FileStrip[] = [];
  for (const pair of pairs) {
    const ends = { key: `${pair.angle1} ${pair.angle2}`, images: drawEndpoints(pair) };
    strips.push({
      strip: await readStrip(laneRow(lane, 'straight', ends, pause), columns),
      ideal: await readStrip(idealRow(pair), columns),
    });
    await pause();
  }
  const buffers = strips.flatMap(({ strip, ideal }) =>
    [strip, ideal].map(({ pictures }) => pictures.bytes.buffer),
  );
  return new Transferred({ strips }, buffers);
}
