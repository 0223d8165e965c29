/** What the games of the Play page are about: mixes whose α is to be guessed, and curves that are to be drawn. */
import type { HiddenMix } from '../core/criticGame.ts';
import type { Endpoints } from '../core/experiment.ts';
import { linePixels } from '../core/lines.ts';
import { toPictures } from './pictures.ts';
import type { Curves, DecodedMixes } from './protocol.ts';
import { crossfadeRow, endsOf, idealRow, laneRow, readStrip } from './rows.ts';
import type { ViewLane } from './viewLane.ts';

/** More than any game has; a wish for so many holds up the strips for a moment. */
const mostMixes = 512;

type OnLane = <T>(laneId: string, task: (lane: ViewLane) => Promise<T>) => Promise<T>;

/** @throws RangeError for no mixes, too many, or an α outside [0, 1]. */
export async function decodeMixes(
  mixes: readonly HiddenMix[],
  onLane: OnLane,
  pause: () => Promise<void>,
): Promise<DecodedMixes> {
  if (mixes.length < 1 || mixes.length > mostMixes) {
    throw new RangeError(`1 to ${mostMixes} mixes are decoded at a time, not ${mixes.length}`);
  }
  const wrong = mixes.find(({ alpha }) => !(alpha >= 0 && alpha <= 1));
  if (wrong) throw new RangeError(`the α of a mix is from 0 to 1, not ${wrong.alpha}`);
  const images = new Float32Array(mixes.length * linePixels);
  const guesses: (number | null)[] = [];
  for (const [i, { laneId, endpoints, alpha }] of mixes.entries()) {
    const image = images.subarray(i * linePixels, (i + 1) * linePixels);
    guesses.push(
      await onLane(laneId, async (lane) => {
        const row = laneRow(lane, 'straight', endsOf(endpoints), pause);
        await row.at(alpha, image);
        return (await row.guess(image))?.[0] ?? null;
      }),
    );
    await pause();
  }
  return { pictures: toPictures(images, mixes.length), guesses };
}

export async function readCurves(
  lane: ViewLane,
  endpoints: Endpoints,
  columns: number,
  pause: () => Promise<void>,
): Promise<Curves> {
  const ends = endsOf(endpoints);
  return {
    lane: await readStrip(laneRow(lane, 'straight', ends, pause), columns),
    ideal: await readStrip(idealRow(endpoints), columns),
    crossfade: await readStrip(crossfadeRow(ends.images), columns),
  };
}
