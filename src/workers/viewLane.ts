/** One lane as the view worker holds it: its newest weights, ready to encode and decode. */
import type { RunConfig } from '../core/runConfig.ts';
import type { Engine } from '../engines/engine.ts';
import { type Autoencoder, createAutoencoder } from '../training/autoencoder.ts';
import type { Checkpoint } from '../training/checkpoint.ts';
import { createDeferred } from './deferred.ts';

export interface ViewLane {
  readonly engine: Engine;
  readonly config: RunConfig;
  readonly samples: number;
  /** As in the newest snapshot. */
  readonly weights: Checkpoint['weights'];
  readonly autoencoder: Autoencoder;
  /** Grows with each snapshot. */
  readonly version: number;
  /**
   * Latents of two images, encoded once for each snapshot and `key`.
   * @param images x₁ and x₂ [2, size, size, colours].
   */
  latents(key: string, images: Float32Array): Promise<{ z1: Float32Array; z2: Float32Array }>;
  /** Takes new weights where they fit the networks that it has; says whether they did. */
  take(snapshot: Checkpoint): boolean;
  /** Its weights as they are now, for itself: later snapshots do not change them. */
  freeze(): Autoencoder;
  /** Keeps the lane until `task` is done, even if it is disposed of meanwhile. */
  use<T>(task: () => Promise<T>): Promise<T>;
  /** Resolves when nothing uses the lane any more. */
  dispose(): Promise<void>;
}

export function createViewLane(engine: Engine, first: Checkpoint): ViewLane {
  const networks = networksOf(first.config);
  const autoencoder = createAutoencoder(engine, first.config);
  autoencoder.load(first.weights);
  let frozen: Autoencoder | null = null;
  let snapshot = first;
  let version = 1;
  let known: { key: string; pair: Promise<{ z1: Float32Array; z2: Float32Array }> } | null = null;
  let users = 0;
  let disposed = false;
  const gone = createDeferred<void>();

  async function encodePair(images: Float32Array) {
    const z = await autoencoder.encode(images);
    return { z1: z.subarray(0, z.length / 2), z2: z.subarray(z.length / 2) };
  }

  function disposeNow(): void {
    autoencoder.dispose();
    frozen?.dispose();
    gone.resolve();
  }

  return {
    engine,
    get config() {
      return snapshot.config;
    },
    get samples() {
      return snapshot.samples;
    },
    get weights() {
      return snapshot.weights;
    },
    autoencoder,
    get version() {
      return version;
    },
    latents(key, images) {
      const versioned = `${version} ${key}`;
      if (known?.key === versioned) return known.pair;
      const pair = encodePair(images);
      known = { key: versioned, pair };
      return pair;
    },
    take(next) {
      if (networksOf(next.config) !== networks) return false;
      autoencoder.load(next.weights);
      snapshot = next;
      version += 1;
      return true;
    },
    freeze() {
      frozen ??= createAutoencoder(engine, snapshot.config);
      frozen.load(snapshot.weights);
      return frozen;
    },
    async use(task) {
      users += 1;
      try {
        return await task();
      } finally {
        users -= 1;
        if (disposed && users === 0) disposeNow();
      }
    },
    dispose() {
      if (!disposed && users === 0) disposeNow();
      disposed = true;
      return gone.promise;
    },
  };
}

/** Equal for configs whose weights go into the same compiled networks. */
function networksOf({ method, critic, architecture, quirks }: RunConfig): string {
  return JSON.stringify([method, critic, architecture, quirks]);
}
