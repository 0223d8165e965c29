/**
 * Brings what the view worker decodes to the picture board and its numbers to the store. Only the
 * newest wish is decoded; a worker that dies is replaced and given its weights again.
 */

import type { HiddenMix } from '../core/criticGame.ts';
import {
  defaultExperiment,
  type Endpoints,
  type Experiment,
  laneRunConfig,
} from '../core/experiment.ts';
import { drawLine, linePixels } from '../core/lines.ts';
import { messageOf } from '../core/messageOf.ts';
import { type PictureStrip, pictureBoard } from '../plots/pictureBoard.ts';
import { experimentStore } from '../store/experiment.ts';
import { filmStore } from '../store/film.ts';
import { viewStore } from '../store/view.ts';
import type { WorkerLike } from '../workers/client.ts';
import { createLatest, type Latest } from '../workers/latest.ts';
import { toPictures } from '../workers/pictures.ts';
import type {
  Curves,
  DecodedMixes,
  Evaluation,
  FileStrip,
  FramePicture,
  Strip,
  ViewCalls,
} from '../workers/protocol.ts';
import { WorkerDeadError } from '../workers/rpc.ts';
import { createViewClient, type ViewClient } from '../workers/viewClient.ts';
import type { Busy } from './busy.ts';
import type { FilmFeed } from './filmFeed.ts';
import { createLatentFeed } from './latentFeed.ts';
import { spoken } from './spoken.ts';

/** α = 0, .1, … 1: the middle has a column, and so has every tenth. */
const columns = 11;

/** Opening an engine may mean to load it over a slow network. */
const openTimeoutMs = 180_000;

export interface ViewFeed {
  /** A lane's newest weights; the bytes stay the caller's. */
  show(laneId: string, bytes: ArrayBuffer): void;
  forget(laneId: string): void;
  /** A lane's newest weights, which stay the feed's; null without any. */
  weights(laneId: string): ArrayBuffer | null;
  /** Samples of the lane's weights in the view worker; null without any. */
  shown(laneId: string): number | null;
  refreshEndpoints(): void;
  refreshFrame(): void;
  configure(): void;
  /** @throws RemoteError for a lane without weights. */
  evaluate(laneId: string, interpolations: number): Promise<Evaluation>;
  /** The weights of a file, which no lane takes; the bytes stay the caller's. @throws RemoteError */
  evaluateFile(bytes: ArrayBuffer, interpolations: number): Promise<Evaluation>;
  /** Likewise. @throws RemoteError */
  fileStrips(
    bytes: ArrayBuffer,
    pairs: readonly Endpoints[],
    columns: number,
  ): Promise<readonly FileStrip[]>;
  /** Mixes of lanes that have weights. @throws RemoteError */
  mixes(mixes: readonly HiddenMix[]): Promise<DecodedMixes>;
  /** @throws RemoteError for a lane without weights. */
  curves(laneId: string, endpoints: Endpoints, columns: number): Promise<Curves>;
  /** A file's weights as a snapshot in half precision with these evaluations; the bytes stay the caller's. */
  halve(bytes: ArrayBuffer, evaluations: readonly Evaluation[]): Promise<ArrayBuffer>;
  /** @throws RemoteError saying why the file cannot be used. */
  inspect(bytes: ArrayBuffer): Promise<ViewCalls['inspect']['result']>;
  /** As if the worker had crashed. */
  kill(): void;
  close(): void;
}

export interface ViewFeedParts {
  readonly spawn: () => WorkerLike;
  readonly busy: Busy;
  readonly timeoutMs: number;
  /** A lane's weights have arrived in the worker. */
  readonly onShown: (laneId: string, samples: number) => void;
  readonly onTrouble: (message: string) => void;
}

export function createViewFeed(parts: ViewFeedParts): ViewFeed {
  const { spawn, busy, timeoutMs, onTrouble } = parts;
  const newest = new Map<string, ArrayBuffer>();
  const shows = new Map<string, Latest<ArrayBuffer>>();
  const shown = new Map<string, number>();
  let closed = false;
  let deaths = 0;
  let client = createWorker();

  function createWorker(): ViewClient {
    return createViewClient(spawn(), {
      timeoutMs,
      onEvent: (event) => latents.take(event),
      onDeath(reason) {
        deaths += 1;
        latents.startAnew();
        film?.startAnew();
        if (closed) return;
        if (deaths > 5) {
          onTrouble(spoken().decoderKeepsStopping(reason));
          return;
        }
        onTrouble(spoken().decoderStopped(reason));
        client = createWorker();
        configure();
        for (const [laneId, bytes] of newest) pushShow(laneId, bytes);
      },
    });
  }

  /** A dead worker is told by `onDeath`, whose successor is asked anew. */
  function trouble(error: unknown): void {
    if (closed || error instanceof WorkerDeadError) return;
    onTrouble(messageOf(error));
  }

  /** Once more where the worker died of something, on its successor. */
  async function again<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      if (closed || !(error instanceof WorkerDeadError)) throw error;
      return call();
    }
  }

  /** Busy without a gap from the first wish until the newest is done. */
  function latest<T>(run: (task: T) => Promise<void>): Latest<T> {
    const { push } = createLatest<T>(run, trouble);
    return { push: (task) => busy.during(push(task)) };
  }

  function pushShow(laneId: string, bytes: ArrayBuffer): void {
    const queue = shows.get(laneId) ?? latest<ArrayBuffer>((each) => sendWeights(laneId, each));
    shows.set(laneId, queue);
    void queue.push(bytes);
  }

  async function sendWeights(laneId: string, bytes: ArrayBuffer): Promise<void> {
    const copy = bytes.slice(0);
    const params = { laneId, bytes: copy };
    const { samples } = await client.call('show', params, { transfer: [copy] });
    if (!newest.has(laneId)) {
      await client.call('forget', { laneId });
      return;
    }
    shown.set(laneId, samples);
    refreshPictures();
    latents.consider();
    film?.consider();
    parts.onShown(laneId, samples);
  }

  const strips = latest<null>(async () => {
    const { endpoints, path, points, beyond } = experimentStore.getState();
    const wish = { endpoints, path, points, beyond, columns };
    const { rows } = await client.call('strips', wish);
    const kept = keepShown(rows, newest);
    for (const [row, strip] of Object.entries(kept)) pictureBoard.pinStrip(row, wholeStrip(strip));
    viewStore.setState({ strips: mapRows(kept, stripNumbers) });
  });

  const frames = latest<null>(async () => {
    const { endpoints, path, points, alpha } = experimentStore.getState();
    const shown = viewStore.getState().hoverAlpha ?? alpha;
    const { rows } = await client.call('frame', { endpoints, path, points, alpha: shown });
    const kept = keepShown(rows, newest);
    for (const [row, { pictures }] of Object.entries(kept)) pictureBoard.pinFrame(row, pictures);
    viewStore.setState({ frames: mapRows(kept, frameNumbers) });
  });

  function refreshPictures(): void {
    void frames.push(null);
    void strips.push(null);
  }

  function refreshEndpoints(): void {
    pinEndpoints(experimentStore.getState());
    refreshPictures();
  }

  const configures = latest<null>(async () => {
    const experiment = experimentStore.getState();
    const { engine, lanes } = experiment;
    const config = laneRunConfig(experiment, lanes[0] ?? defaultExperiment.lanes[0]);
    const report = await client.call('configure', { engine, config }, { timeoutMs: openTimeoutMs });
    viewStore.setState({ engine: report });
    refreshEndpoints();
  });
  const configure = () => void configures.push(null);

  const latents = createLatentFeed({
    call: (kind, params, options) => client.call(kind, params, options),
    shown: (laneId) => shown.get(laneId) ?? null,
    refreshPictures,
    busy,
    onTrouble,
  });

  let film: FilmFeed | null = null;
  let asked = false;

  /** Loaded when a film is first looked at; what it shows has been kept from the start. */
  async function loadFilm(): Promise<void> {
    const { createFilmFeed } = await import('./filmFeed.ts');
    if (closed) return;
    film = createFilmFeed({
      call: (kind, params, options) => client.call(kind, params, options),
      busy,
      onTrouble,
    });
    film.consider();
  }
  const stopLooking = filmStore.subscribe(({ lookers }) => {
    if (lookers === 0 || asked) return;
    asked = true;
    void busy.during(loadFilm().catch(trouble));
  });

  return {
    show(laneId, bytes) {
      newest.set(laneId, bytes);
      pushShow(laneId, bytes);
    },
    forget(laneId) {
      if (!newest.delete(laneId)) return;
      shows.delete(laneId);
      shown.delete(laneId);
      pictureBoard.forget(laneId);
      latents.forget(laneId);
      viewStore.setState(({ strips, frames }) => ({
        strips: without(strips, laneId),
        frames: without(frames, laneId),
      }));
      client.call('forget', { laneId }).catch(trouble);
      film?.consider();
    },
    weights: (laneId) => newest.get(laneId) ?? null,
    shown: (laneId) => shown.get(laneId) ?? null,
    refreshEndpoints,
    refreshFrame: () => void frames.push(null),
    configure,
    // Minutes on a reference engine; a worker that is stuck leaves other calls without an answer.
    evaluate: (laneId, interpolations) =>
      client.call('evaluate', { laneId, interpolations }, { timeoutMs: Number.POSITIVE_INFINITY }),
    evaluateFile: (bytes, interpolations) =>
      again(() => {
        const copy = bytes.slice(0);
        const patience = { transfer: [copy], timeoutMs: Number.POSITIVE_INFINITY };
        return client.call('evaluateFile', { bytes: copy, interpolations }, patience);
      }),
    async fileStrips(bytes, pairs, columns) {
      const { strips: read } = await again(() => {
        const copy = bytes.slice(0);
        const params = { bytes: copy, pairs, columns };
        return client.call('fileStrips', params, { transfer: [copy] });
      });
      return read;
    },
    mixes: (mixes) => client.call('mixes', { mixes }),
    curves: (laneId, endpoints, columns) => client.call('curves', { laneId, endpoints, columns }),
    async halve(bytes, evaluations) {
      const copy = bytes.slice(0);
      const params = { bytes: copy, evaluations };
      return (await client.call('halve', params, { transfer: [copy] })).bytes;
    },
    inspect: (bytes) => {
      const copy = bytes.slice(0);
      return client.call('inspect', { bytes: copy }, { transfer: [copy] });
    },
    kill: () => client.giveUp('it was ended by a test'),
    close() {
      closed = true;
      stopLooking();
      film?.close();
      latents.close();
      client.end();
    },
  };
}

/** The end points' own pictures, which need no worker. */
function pinEndpoints({ endpoints }: Experiment): void {
  pictureBoard.pinFrame('x1', drawEndpoint(endpoints.angle1));
  pictureBoard.pinFrame('x2', drawEndpoint(endpoints.angle2));
}

function drawEndpoint(angle: number): PictureStrip {
  const image = new Float32Array(linePixels);
  drawLine(angle, image);
  return toPictures(image, 1);
}

const referenceRows = new Set(['ideal', 'crossfade']);

/** Without rows of lanes that were forgotten while they were decoded. */
function keepShown<T>(
  rows: Readonly<Record<string, T>>,
  newest: ReadonlyMap<string, unknown>,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(rows).filter(([row]) => referenceRows.has(row) || newest.has(row)),
  );
}

function mapRows<T, U>(rows: Readonly<Record<string, T>>, map: (row: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(rows).map(([row, value]) => [row, map(value)]));
}

/** With what lies beyond its ends, where that was asked for. */
function wholeStrip({ pictures, beyond }: Strip): PictureStrip {
  if (!beyond) return pictures;
  const half = beyond.bytes.length / 2;
  const bytes = new Uint8Array(pictures.bytes.length + beyond.bytes.length);
  bytes.set(beyond.bytes.subarray(0, half));
  bytes.set(pictures.bytes, half);
  bytes.set(beyond.bytes.subarray(half), half + pictures.bytes.length);
  return { count: pictures.count + beyond.count, bytes };
}

function stripNumbers({ angles, distances, meanDistance, smoothness, guesses }: Strip) {
  return { angles, distances, meanDistance, smoothness, guesses };
}

function frameNumbers({ angle, distance, guess }: FramePicture) {
  return { angle, distance, guess };
}

function without<T>(rows: Readonly<Record<string, T>>, row: string): Readonly<Record<string, T>> {
  const { [row]: _gone, ...rest } = rows;
  return rest;
}
