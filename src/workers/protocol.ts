/**
 * What the threads say to each other. Calls are maps kind → {params, result}; events are a
 * discriminated union that carries the run's id and a sequence number, so that stale ones can be
 * dropped. Byte arrays travel by transfer, never by copy.
 *
 *   page ──start──▶ train worker ──snapshot──▶ page ──show──▶ view worker
 *   page ──frame / strips / evaluate──▶ view worker ──pictures and numbers──▶ page
 */
import type { HiddenMix } from '../core/criticGame.ts';
import type { PathPoint } from '../core/drawnPath.ts';
import type { Endpoints, EngineWish } from '../core/experiment.ts';
import type { Players } from '../core/lossCatalogue.ts';
import type { HyperparameterName } from '../core/methodCatalogue.ts';
import type { FormulaPath, PathName } from '../core/paths.ts';
import type { RunConfig } from '../core/runConfig.ts';
import type { SampleSource } from '../core/sampleSource.ts';
import type { EngineName } from '../engines/engine.ts';
import type { Evaluation } from '../training/evaluation.ts';
import type { RefereeErrors } from '../training/referee.ts';

export type { EngineName, Evaluation, RefereeErrors };

/** Which engine runs, and why: shown to the user as it is. */
export interface EngineReport {
  readonly engine: string;
  readonly reason: string;
}

/** What an independent referee found out about a snapshot. */
export interface RefereeResult {
  /** Of the snapshot. */
  readonly samples: number;
  /** The referee's own. */
  readonly steps: number;
  readonly seed: number;
  readonly errors: RefereeErrors;
  /** A snapshot file of the same autoencoder that carries the referee for its critic. */
  readonly bytes: ArrayBuffer;
}

export interface TrainCalls {
  /** Which engine a run of `config` gets here: lanes are placed by it before they start. */
  openEngine: {
    params: { engine: EngineWish; config: RunConfig };
    result: { name: EngineName; reason: string };
  };
  /** How many threads the worker's engines may take. */
  setThreads: { params: { threads: number }; result: null };
  /** Starts a run, from its beginning or from a checkpoint; it trains until its budget or a pause. */
  start: {
    params: {
      runId: string;
      config: RunConfig;
      engine: EngineWish;
      /** The bytes of a checkpoint file, or null. */
      checkpoint: ArrayBuffer | null;
      paused: boolean;
      /** The bytes may be a snapshot: its weights go on, the optimisers' moments start anew. */
      freshOptimiser?: boolean;
      /** Slow motion, as `setPace` has it; null or left out trains as fast as it can. */
      stepsPerSecond?: number | null;
    };
    /** One step, and so an answer, may take up to `patienceMs`: reference engines are slow. */
    result: { report: EngineReport; samples: number; patienceMs: number };
  };
  pause: { params: { runId: string }; result: { samples: number } };
  resume: { params: { runId: string }; result: { samples: number } };
  /** Runs this many steps, of one side alone if `players` says so, then pauses; `resume` moves both again. */
  step: {
    params: { runId: string; steps: number; players?: Players };
    result: { samples: number };
  };
  /** Slow motion: trains at most so many steps a second, each shown as it is done; null ends it. */
  setPace: { params: { runId: string; stepsPerSecond: number | null }; result: null };
  setHyperparameter: {
    params: { runId: string; name: HyperparameterName; value: number };
    result: null;
  };
  setBudget: { params: { runId: string; budget: number }; result: null };
  /** The bytes of a checkpoint file, taken between two steps. */
  checkpoint: {
    params: { runId: string; evaluations: readonly Evaluation[] };
    result: { bytes: ArrayBuffer; samples: number };
  };
  /** Ends the run and frees what it held. */
  stop: { params: { runId: string }; result: null };
  /**
   * Trains a fresh critic on the snapshot's autoencoder, which stands still, between the runs' slices, and
   * measures it. Answers when all is done; 'referee' events tell how far it is.
   */
  referee: {
    params: { runId: string; bytes: ArrayBuffer; engine: EngineWish; steps: number };
    result: RefereeResult;
  };
  stopReferee: { params: { runId: string }; result: null };
  /** For tests: the run's engine is lost, as when a driver resets the GPU. */
  loseEngine: { params: { runId: string }; result: null };
}

interface TrainEventBase {
  readonly runId: string;
  readonly sequence: number;
  readonly samples: number;
}

export type TrainEvent =
  | (TrainEventBase & {
      readonly kind: 'progress';
      readonly losses: Readonly<Record<string, number>>;
      readonly samplesPerSecond: number;
    })
  /** A referee has done `step` of `steps`; `samples` are its snapshot's. */
  | (TrainEventBase & { readonly kind: 'referee'; readonly step: number; readonly steps: number })
  /** The newest weights, as a snapshot file; also what the lane goes back to. */
  | (TrainEventBase & { readonly kind: 'snapshot'; readonly bytes: ArrayBuffer })
  /** A checkpoint taken on schedule, from which a dead worker's lane is restarted. */
  | (TrainEventBase & { readonly kind: 'checkpoint'; readonly bytes: ArrayBuffer })
  | (TrainEventBase & { readonly kind: 'finished' })
  /** The engine has another description: it takes more or fewer threads. */
  | (TrainEventBase & { readonly kind: 'engine'; readonly engine: string })
  /** The engine failed, and the run with it; it can go on from its checkpoint on a new one. */
  | (TrainEventBase & { readonly kind: 'engineLost'; readonly message: string })
  /** A loss is no longer a number; the run stopped before its weights were published. */
  | (TrainEventBase & { readonly kind: 'diverged'; readonly loss: string })
  | (TrainEventBase & { readonly kind: 'failed'; readonly message: string });

/** Images as display bytes, [count, size, size, colours], −1 → 0 and 1 → 255. */
export interface Pictures {
  readonly count: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** One row of the grid: images along the path from x₂ (α = 0) to x₁ (α = 1), and what they measure. */
export interface Strip {
  readonly pictures: Pictures;
  /** Images at α = −.2, −.1, 1.1 and 1.2, where they were asked for. */
  readonly beyond: Pictures | null;
  /** Angle of each image's nearest line, unwrapped along the strip, radians. */
  readonly angles: readonly number[];
  readonly distances: readonly number[];
  readonly meanDistance: number;
  readonly smoothness: number;
  /** The critic's guess of α for each image, or null without a critic. */
  readonly guesses: readonly number[] | null;
}

/** A strip beside the one that a perfect interpolation would show. */
export interface FileStrip {
  readonly strip: Strip;
  readonly ideal: Strip;
}

/** The image of one row at the slider's α. */
export interface FramePicture {
  readonly pictures: Pictures;
  readonly angle: number;
  readonly distance: number;
  readonly guess: number | null;
}

/** How latents are mixed; `points` are those of a drawn path. */
export interface PathWish {
  readonly path: PathName;
  readonly points?: readonly PathPoint[];
}

/** Rows that need no network. */
export type ReferenceRow = 'ideal' | 'crossfade';

/** A lane's latents of lines at even angles, on the plane that shows most of them. */
export interface LatentMap {
  /** Of the weights that it shows. */
  readonly samples: number;
  /** Radians. */
  readonly angles: readonly number[];
  /** x₀, y₀, x₁, …, in the latents' unit. */
  readonly positions: readonly number[];
  /** Shares of the latents' variance along x and along y. */
  readonly shares: readonly [number, number];
}

/** One path between the end points: where it runs on the map, and what it is worth. */
export interface PathNumbers {
  /** x, y at 21 evenly spaced α. */
  readonly trace: readonly number[];
  /** A VQ-VAE's codes at the same α, as the latents that stand for them; null for other methods. */
  readonly snapped: readonly number[] | null;
  /** On the eleven columns of a strip. */
  readonly meanDistance: number;
  readonly smoothness: number;
  /** Σ‖x_{k+1} − x_k‖ over 20 steps, of pixel values in [−1, 1]. */
  readonly length: number;
}

export interface LanePaths {
  readonly paths: Readonly<Record<FormulaPath | 'drawn', PathNumbers>>;
  /** Null until it has been searched for between these end points. */
  readonly geodesic: (PathNumbers & { readonly samples: number }) | null;
}

export interface GeodesicResult {
  /** Whether the search was not called off. */
  readonly finished: boolean;
  readonly length: number;
  readonly straightLength: number;
}

/** Images decoded from latents that no image was encoded to. */
export interface RandomSamples {
  /** Of the weights. */
  readonly samples: number;
  readonly pictures: Pictures;
  /** The most alike of the first training images, for each picture. */
  readonly nearest: Pictures;
  /** To the nearest line, of all that were decoded: those of the pictures come first. */
  readonly distances: readonly number[];
}

/** What a critic is shown, and what the lanes' own critics say to it. */
export interface DecodedMixes {
  /** One for each mix. */
  readonly pictures: Pictures;
  /** One for each mix; null where its lane has no critic. */
  readonly guesses: readonly (number | null)[];
}

/** A lane's straight path between two lines, beside the rows that need no network. */
export interface Curves {
  readonly lane: Strip;
  readonly ideal: Strip;
  readonly crossfade: Strip;
}

/** What is kept of a lane's training. */
export interface FilmReel {
  /** Samples at each moment, ascending; the newest weights last. */
  readonly moments: readonly number[];
  /** That the moments take, in the worker. */
  readonly bytes: number;
  /** Another number once the lane has begun anew or gone back. */
  readonly take: number;
}

/** What a lane's weights of one moment decode. */
export interface FilmRow {
  readonly samples: number;
  /** One for each α. */
  readonly pictures: Pictures;
  /** Of each picture's nearest line, radians in [0, 2π). */
  readonly angles: readonly number[];
  readonly distances: readonly number[];
}

/** What the view worker tells unasked. */
export interface ViewEvent {
  readonly kind: 'geodesic';
  readonly laneId: string;
  /** Of the search that is done, in [0, 1]. */
  readonly share: number;
  readonly length: number;
  readonly straightLength: number;
}

export interface ViewCalls {
  /** Which engine decodes; the answer is that for `config`. */
  configure: { params: { engine: EngineWish; config: RunConfig }; result: EngineReport };
  /** Takes the bytes of a snapshot or checkpoint file as a lane's newest weights. */
  show: {
    params: { laneId: string; bytes: ArrayBuffer };
    result: { config: RunConfig; samples: number };
  };
  /** Reads and checks a snapshot or checkpoint file, and takes nothing over. */
  inspect: {
    params: { bytes: ArrayBuffer };
    result: {
      kind: 'snapshot' | 'checkpoint';
      config: RunConfig;
      samples: number;
      evaluations: readonly Evaluation[];
    };
  };
  /** A file's weights as a snapshot in half precision, with other evaluations. */
  halve: {
    params: { bytes: ArrayBuffer; evaluations: readonly Evaluation[] };
    result: { bytes: ArrayBuffer };
  };
  forget: { params: { laneId: string }; result: null };
  /** Every row's strip: 'ideal', 'crossfade', then the lanes that have weights. */
  strips: {
    params: PathWish & { endpoints: Endpoints; columns: number; beyond?: boolean };
    result: { rows: Readonly<Record<string, Strip>> };
  };
  /** Every row's image at α. */
  frame: {
    params: PathWish & { endpoints: Endpoints; alpha: number };
    result: { rows: Readonly<Record<string, FramePicture>> };
  };
  /** Both metrics on `interpolations` test pairs; answers other calls in between. */
  evaluate: {
    params: { laneId: string; interpolations: number };
    result: Evaluation;
  };
  /** The same for the weights of a file, which no lane takes. */
  evaluateFile: {
    params: { bytes: ArrayBuffer; interpolations: number };
    result: Evaluation;
  };
  /** What a file's weights decode along the straight path between each pair of end points. */
  fileStrips: {
    params: { bytes: ArrayBuffer; pairs: readonly Endpoints[]; columns: number };
    result: { strips: readonly FileStrip[] };
  };
  map: { params: { laneId: string; lines: number }; result: LatentMap };
  /** Every path between the end points on the lane's map. */
  paths: {
    params: { laneId: string; endpoints: Endpoints; points: readonly PathPoint[] };
    result: LanePaths;
  };
  /**
   * Searches for the shortest decoded path; answers other calls in between, which show how far it is. A
   * newer search in the same lane calls the older one off.
   */
  geodesic: { params: { laneId: string; endpoints: Endpoints }; result: GeodesicResult };
  cancelGeodesic: { params: { laneId: string }; result: null };
  /** Which moments of a lane's training can be looked at. */
  film: { params: { laneId: string }; result: FilmReel };
  /** The rows of those moments that are still there, along a straight or a spherical path. */
  filmRows: {
    params: {
      laneId: string;
      endpoints: Endpoints;
      path: FormulaPath;
      moments: readonly number[];
      alphas: readonly number[];
    };
    result: { rows: readonly FilmRow[] };
  };
  /** `shown` of `count` as pictures; `draw` says which, from 1 on. */
  samples: {
    params: { laneId: string; source: SampleSource; count: number; shown: number; draw: number };
    result: RandomSamples;
  };
  /** Mixes along straight paths, as a critic sees them, all of one moment. */
  mixes: { params: { mixes: readonly HiddenMix[] }; result: DecodedMixes };
  curves: { params: { laneId: string; endpoints: Endpoints; columns: number }; result: Curves };
}
