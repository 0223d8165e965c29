/** Decodes moments of a lane's training, one after another with the same networks. */
import type { Endpoints } from '../core/experiment.ts';
import { linePixels } from '../core/lines.ts';
import { findNearestLines } from '../core/nearestLine.ts';
import type { FormulaPath } from '../core/paths.ts';
import type { RunConfig } from '../core/runConfig.ts';
import type { Engine } from '../engines/engine.ts';
import type { Checkpoint } from '../training/checkpoint.ts';
import { toPictures } from './pictures.ts';
import type { FilmRow } from './protocol.ts';
import { drawEndpoints, laneRow } from './rows.ts';
import { createViewLane, type ViewLane } from './viewLane.ts';

export interface FilmWish {
  readonly endpoints: Endpoints;
  readonly path: FormulaPath;
  readonly alphas: readonly number[];
}

export interface Projector {
  read(moment: Checkpoint, wish: FilmWish): Promise<FilmRow>;
  dispose(): void;
}

/** @param open the engine that a lane of a config gets */
export function createProjector(
  open: (config: RunConfig) => Promise<Engine>,
  pause: () => Promise<void>,
): Projector {
  let lane: ViewLane | null = null;
  let loaded: Checkpoint | null = null;

  async function load(moment: Checkpoint): Promise<ViewLane> {
    const engine = await open(moment.config);
    if (lane?.engine === engine && isSame(loaded, moment)) return lane;
    if (lane?.engine !== engine || !lane.take(moment)) {
      void lane?.dispose();
      lane = createViewLane(engine, moment);
    }
    loaded = moment;
    return lane;
  }

  return {
    async read(moment, { endpoints, path, alphas }) {
      const shown = await load(moment);
      return shown.use(async () => {
        const ends = {
          key: `${endpoints.angle1} ${endpoints.angle2}`,
          images: drawEndpoints(endpoints),
        };
        const row = laneRow(shown, path, ends, pause);
        const images = new Float32Array(alphas.length * linePixels);
        for (const [index, alpha] of alphas.entries()) {
          await row.at(alpha, images.subarray(index * linePixels, (index + 1) * linePixels));
          await pause();
        }
        const angles = new Float64Array(alphas.length);
        const distances = new Float64Array(alphas.length);
        findNearestLines(images, angles, distances);
        return {
          samples: moment.samples,
          pictures: toPictures(images, alphas.length),
          angles: [...angles],
          distances: [...distances],
        };
      });
    },
    dispose() {
      void lane?.dispose();
      lane = null;
      loaded = null;
    },
  };
}

/** Each look at a moment widens its weights anew. */
function isSame(a: Checkpoint | null, b: Checkpoint): boolean {
  return a !== null && a.samples === b.samples && a.config === b.config;
}
