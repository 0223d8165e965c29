/**
 * Benchmark runs that were trained on the page, kept for the next visit, with their weights. Where a browser
 * refuses storage, or has something else in it, they last until the page is closed.
 */
import { createStore, del, entries, get, set } from 'idb-keyval';
import type { BenchmarkRun } from '../core/benchmarkRun.ts';
import { PublishedResultsError, readRun } from '../core/publishedResults.ts';

export interface KeptRuns {
  /** All of them by id, in the order in which they were kept; empty where nothing can be read. */
  all(): Promise<ReadonlyMap<string, BenchmarkRun>>;
  /** The bytes of a run's snapshot file; null when it has none. */
  weights(id: string): Promise<ArrayBuffer | null>;
  /** Says whether they will be there at the next visit. */
  keep(id: string, run: BenchmarkRun, weights: ArrayBuffer | null): Promise<boolean>;
  forget(id: string): Promise<void>;
}

/** Keys and values, where the store may fail. */
export interface RunStore {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  del(key: string): Promise<void>;
  entries(): Promise<[key: unknown, value: unknown][]>;
}

export interface RunStores {
  /** Apart from the weights, so that a list of runs does not read megabytes. */
  readonly runs: RunStore;
  readonly weights: RunStore;
}

/** Of what is kept: a run of another version is left alone. */
const prefix = 'run 1: ';

export function createKeptRuns(stores: RunStores = createIndexedStores()): KeptRuns {
  return {
    async all() {
      const kept = await stores.runs.entries().catch(() => []);
      const runs = kept.flatMap(([key, value]) => readEntry(key, value) ?? []);
      runs.sort((a, b) => a.keptAt - b.keptAt);
      return new Map(runs.map(({ id, run }) => [id, run]));
    },
    async weights(id) {
      const bytes = await stores.weights.get(prefix + id).catch(() => null);
      return bytes instanceof ArrayBuffer ? bytes : null;
    },
    async keep(id, run, weights) {
      try {
        if (weights) await stores.weights.set(prefix + id, weights);
        await stores.runs.set(prefix + id, { keptAt: Date.now(), run: JSON.stringify(run) });
        return true;
      } catch {
        return false;
      }
    },
    async forget(id) {
      await stores.runs.del(prefix + id).catch(() => {});
      await stores.weights.del(prefix + id).catch(() => {});
    },
  };
}

function readEntry(key: unknown, value: unknown) {
  if (typeof key !== 'string' || !key.startsWith(prefix)) return null;
  if (typeof value !== 'object' || value === null) return null;
  if (!('run' in value && 'keptAt' in value)) return null;
  const { run, keptAt } = value;
  if (typeof run !== 'string' || typeof keptAt !== 'number') return null;
  try {
    return { id: key.slice(prefix.length), keptAt, run: readRun(JSON.parse(run), key) };
  } catch (error) {
    if (error instanceof PublishedResultsError || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** A database each: idb-keyval adds no store to one that is there. */
function createIndexedStores(): RunStores {
  return {
    runs: createIndexedStore('betwixt-runs'),
    weights: createIndexedStore('betwixt-weights'),
  };
}

function createIndexedStore(name: string): RunStore {
  let opened: ReturnType<typeof createStore> | null = null;
  const open = () => {
    opened ??= createStore(name, 'runs');
    return opened;
  };
  // Asynchronous, so that a browser that throws at the mere mention of storage rejects like the others.
  return {
    get: async (key) => get<unknown>(key, open()),
    set: async (key, value) => set(key, value, open()),
    del: async (key) => del(key, open()),
    entries: async () => entries<IDBValidKey, unknown>(open()),
  };
}
