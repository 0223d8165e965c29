/**
 * What the view worker does, without the Worker: holds the newest weights of every lane and answers
 * all that the screen asks. Long answers are cut into pieces of a few milliseconds, between which a
 * frame can be decoded.
 */
import type { Endpoints, EngineWish } from '../core/experiment.ts';
import { prepareNearestLine } from '../core/nearestLine.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { createDataset } from '../datasets/dataset.ts';
import type { Autoencoder } from '../training/autoencoder.ts';
import { type Checkpoint, decodeCheckpoint, encodeHalfSnapshot } from '../training/checkpoint.ts';
import { lossOf } from '../training/engineLoss.ts';
import { evaluate } from '../training/evaluate.ts';
import type { EngineSource } from './engineSource.ts';
import { readFileStrips } from './fileStrips.ts';
import { createFilm } from './film.ts';
import { createFilmCalls } from './filmCalls.ts';
import { LaneError } from './laneError.ts';
import { createLatentCalls } from './latentCalls.ts';
import { createPause } from './pause.ts';
import type { PathWish, Pictures, ViewCalls, ViewEvent } from './protocol.ts';
import {
  crossfadeRow,
  endsOf,
  idealRow,
  laneRow,
  type Row,
  readFrame,
  readStrip,
  requireColumns,
} from './rows.ts';
import { type Endpoint, serve, Transferred } from './rpc.ts';
import { createTurns } from './turns.ts';
import { createViewLane, type ViewLane } from './viewLane.ts';
import { wayOf } from './ways.ts';

export interface ViewSession {
  close(): void;
}

/** Runs a task when its time has come. */
type Around = (task: () => Promise<void>) => Promise<void>;

export function createViewSession(endpoint: Endpoint, engines: EngineSource): ViewSession {
  const snapshots = new Map<string, Checkpoint>();
  const lanes = new Map<string, ViewLane>();
  const pause = createPause();
  // Engines and lanes change in turns. A strip takes a turn too, so that it shows one moment; a frame
  // does not, so that it never waits.
  const changes = createTurns();
  const evaluations = createTurns();
  let wish: EngineWish = 'auto';

  /** Gives the lane these weights, on the engine that its config gets. */
  async function place(laneId: string, snapshot: Checkpoint): Promise<void> {
    const { engine } = await engines.open(wish, snapshot.config);
    const lane = lanes.get(laneId);
    if (lane?.engine === engine && lane.take(snapshot)) return;
    lanes.set(laneId, createViewLane(engine, snapshot));
    void lane?.dispose();
  }

  /** Uses a lane; where its engine turns out to be lost, the lane on another one. */
  async function withLane<T>(
    laneId: string,
    task: (lane: ViewLane) => Promise<T>,
  ): Promise<T | undefined> {
    const lane = lanes.get(laneId);
    try {
      return await lane?.use(() => task(lane));
    } catch (error) {
      const snapshot = snapshots.get(laneId);
      const loss = lane ? lossOf(error, lane.engine) : null;
      if (!lane || !snapshot || !loss) throw error;
      if (loss === error) engines.fail?.(lane.engine, loss.message);
      const { engine } = await engines.open(wish, snapshot.config);
      if (engine === lane.engine) throw error;
      // Another call may have been first, or the lane gone.
      if (lanes.get(laneId) === lane) {
        lanes.set(laneId, createViewLane(engine, snapshot));
        void lane.dispose();
      }
      const next = lanes.get(laneId);
      return next?.use(() => task(next));
    }
  }

  const latentCalls = createLatentCalls({
    withLane,
    changes,
    pause,
    tell: (event) => server.emit(event),
  });
  const film = createFilm();
  const {
    forget: forgetFilm,
    close: closeFilm,
    ...filmCalls
  } = createFilmCalls({
    film,
    newest: (laneId) => snapshots.get(laneId),
    openEngine: async (config) => (await engines.open(wish, config)).engine,
    pause,
  });
  const server = serve<ViewCalls, ViewEvent>(endpoint, {
    ...latentCalls,
    ...filmCalls,
    configure: ({ engine, config }) =>
      changes.take(async () => {
        const { report } = await engines.open(engine, config);
        wish = engine;
        for (const [laneId, snapshot] of snapshots) await place(laneId, snapshot);
        return report;
      }),
    show: ({ laneId, bytes }) =>
      changes.take(async () => {
        const snapshot = decodeCheckpoint(new Uint8Array(bytes));
        await place(laneId, snapshot);
        snapshots.set(laneId, snapshot);
        void film.take(laneId, snapshot, pause);
        return { config: snapshot.config, samples: snapshot.samples };
      }),
    inspect: ({ bytes }) => {
      const { kind, config, samples, evaluations } = decodeCheckpoint(new Uint8Array(bytes));
      return { kind, config, samples, evaluations };
    },
    halve: ({ bytes, evaluations }) => {
      const checkpoint = decodeCheckpoint(new Uint8Array(bytes));
      const { buffer } = encodeHalfSnapshot({ ...checkpoint, evaluations });
      return new Transferred({ bytes: buffer }, [buffer]);
    },
    forget: ({ laneId }) =>
      changes.take(() => {
        snapshots.delete(laneId);
        film.forget(laneId);
        forgetFilm(laneId);
        void lanes.get(laneId)?.dispose();
        lanes.delete(laneId);
        return null;
      }),
    strips: async ({ endpoints, columns, beyond, ...wish }) => {
      requireColumns(columns);
      const inTurn: Around = (task) => pause().then(() => changes.take(task));
      return readRows(endpoints, wish, (row) => readStrip(row, columns, beyond), inTurn);
    },
    frame: async ({ endpoints, alpha, ...wish }) => {
      if (!Number.isFinite(alpha)) throw new RangeError(`α must be a number, not ${alpha}`);
      return readRows(
        endpoints,
        wish,
        (row) => readFrame(row, alpha),
        (task) => task(),
      );
    },
    evaluate: ({ laneId, interpolations }) =>
      evaluations.take(async () => {
        const evaluation = await withLane(laneId, (lane) =>
          measure(lane, lane.freeze(), interpolations),
        );
        if (!evaluation) throw new LaneError(`lane ${laneId} has no weights to evaluate`);
        return evaluation;
      }),
    evaluateFile: ({ bytes, interpolations }) =>
      evaluations.take(() =>
        withFile(bytes, (lane) => measure(lane, lane.autoencoder, interpolations)),
      ),
    fileStrips: ({ bytes, pairs, columns }) => {
      requireColumns(columns);
      return withFile(bytes, (lane) => readFileStrips(lane, { pairs, columns, pause }));
    },
  });

  async function measure(
    { config, samples }: ViewLane,
    autoencoder: Autoencoder,
    interpolations: number,
  ) {
    const networks = inPieces(autoencoder, pause);
    const metrics = await evaluate(networks, testImages(config), { interpolations, pause });
    return { samples, ...metrics };
  }

  /** Uses the weights of a file, on the engine that a lane of them would get. */
  async function withFile<T>(bytes: ArrayBuffer, task: (lane: ViewLane) => Promise<T>): Promise<T> {
    const snapshot = decodeCheckpoint(new Uint8Array(bytes));
    const { engine } = await engines.open(wish, snapshot.config);
    const lane = createViewLane(engine, snapshot);
    try {
      return await task(lane);
    } catch (error) {
      const loss = lossOf(error, engine);
      if (loss !== null && loss === error) engines.fail?.(engine, loss.message);
      throw error;
    } finally {
      void lane.dispose();
    }
  }

  /** Reads every row; lanes that go meanwhile are left out. */
  async function readRows<T extends { readonly pictures: Pictures }>(
    endpoints: Endpoints,
    path: PathWish,
    read: (row: Row) => Promise<T>,
    around: Around,
  ): Promise<Transferred<{ rows: Record<string, T> }>> {
    const ends = endsOf(endpoints);
    const rows: Record<string, T> = {
      ideal: await read(idealRow(endpoints)),
      crossfade: await read(crossfadeRow(ends.images)),
    };
    for (const laneId of [...lanes.keys()]) {
      await around(async () => {
        const row = await withLane(laneId, async (lane) => {
          const way = await wayOf(lane, path, ends.key, pause);
          return read(laneRow(lane, way, ends, pause));
        });
        if (row) rows[laneId] = row;
      });
    }
    return transferPictures(rows);
  }

  let test: { key: string; images: Float32Array } | null = null;

  function testImages(config: RunConfig): Float32Array {
    const { dataset, architecture } = config;
    const key = JSON.stringify([dataset, architecture.size, architecture.colours]);
    if (test?.key !== key) test = { key, images: createDataset(config).testImages() };
    return test.images;
  }

  prepareNearestLine();
  return {
    close() {
      server.close();
      pause.close();
      for (const lane of lanes.values()) void lane.dispose();
      lanes.clear();
      closeFilm();
      engines.close();
    },
  };
}

function transferPictures<T extends { readonly pictures: Pictures }>(
  rows: Record<string, T>,
): Transferred<{ rows: Record<string, T> }> {
  const buffers = Object.values(rows).map((row) => row.pictures.bytes.buffer);
  return new Transferred({ rows }, buffers);
}

/** Images between two pauses. */
const piece = 8;

type Networks = Pick<Autoencoder, 'encode' | 'sample' | 'decode' | 'imageSize' | 'latentSize'>;

/** The same networks, which let other calls through every few images. */
function inPieces(autoencoder: Autoencoder, pause: () => Promise<void>): Networks {
  const { imageSize, latentSize } = autoencoder;

  async function cut(
    values: Float32Array,
    out: Float32Array,
    [from, to]: readonly [number, number],
    apply: (part: Float32Array, out: Float32Array) => Promise<unknown>,
  ): Promise<Float32Array> {
    const count = values.length / from;
    for (let start = 0; start < count; start += piece) {
      const end = Math.min(count, start + piece);
      await apply(values.subarray(start * from, end * from), out.subarray(start * to, end * to));
      await pause();
    }
    return out;
  }
  const latentsOf = (images: Float32Array) =>
    new Float32Array((images.length / imageSize) * latentSize);
  const imagesOf = (latents: Float32Array) =>
    new Float32Array((latents.length / latentSize) * imageSize);
  return {
    imageSize,
    latentSize,
    encode: (images, out = latentsOf(images)) =>
      cut(images, out, [imageSize, latentSize], autoencoder.encode),
    sample: (images, seed, out = latentsOf(images)) =>
      cut(images, out, [imageSize, latentSize], (part, into) =>
        autoencoder.sample(part, seed, into),
      ),
    decode: (latents, out = imagesOf(latents)) =>
      cut(latents, out, [latentSize, imageSize], autoencoder.decode),
  };
}
