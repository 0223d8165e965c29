/**
 * What was found out about engines on this machine, kept for the next visit. Where a browser refuses
 * storage, or has something else in it, nothing is known and all is found out anew.
 */
import { createStore, get, update } from 'idb-keyval';
import type { StepTimes } from '../engines/chooseEngine.ts';
import type { Remembered } from '../engines/webgpu/variants.ts';

export interface EngineMemory {
  /** Step times of a program on an adapter, by a name for both; null when they are not known. */
  times(key: string): Promise<StepTimes | null>;
  keepTimes(key: string, times: StepTimes): Promise<void>;
  /** Which kernels were the fastest on an adapter; what is added is kept. */
  kernels(adapter: string): Promise<Remembered>;
}

/** Keys and values, where the store may fail. */
export interface Store {
  get(key: string): Promise<unknown>;
  /** Replaces a value by one that is made of it. */
  update(key: string, change: (old: unknown) => unknown): Promise<void>;
}

/** Of what is kept: kernels that were changed are timed anew. */
const version = 1;
/** Findings come in one after the other while a program compiles. */
const saveAfterMs = 250;

export function createEngineMemory(store: Store = createIndexedStore()): EngineMemory {
  const recall = (key: string) => store.get(key).catch(() => undefined);
  const keep = (key: string, change: (old: unknown) => unknown) =>
    store.update(key, change).catch(() => {});

  return {
    async times(key) {
      const value = await recall(timesKey(key));
      if (!isNumbers(value)) return null;
      const { webgpu, wasm } = value;
      return webgpu > 0 && wasm > 0 ? { webgpu, wasm } : null;
    },
    keepTimes: (key, times) => keep(timesKey(key), () => times),
    async kernels(adapter) {
      const key = `kernels ${version}: ${adapter}`;
      const value = await recall(key);
      const known = new Map(Object.entries(isNumbers(value) ? value : {}));
      let due = false;
      function save(): void {
        due = false;
        // Other workers keep theirs in the same place.
        void keep(key, (old) => ({
          ...(isNumbers(old) ? old : {}),
          ...Object.fromEntries(known),
        }));
      }
      return {
        get: (shape) => known.get(shape),
        set(shape, variant) {
          known.set(shape, variant);
          if (!due) setTimeout(save, saveAfterMs);
          due = true;
          return known;
        },
      };
    },
  };
}

const timesKey = (key: string) => `times ${version}: ${key}`;

function createIndexedStore(): Store {
  let opened: ReturnType<typeof createStore> | null = null;
  const open = () => {
    opened ??= createStore('betwixt', 'engines');
    return opened;
  };
  // Asynchronous, so that a browser that throws at the mere mention of storage rejects like the others.
  return {
    get: async (key) => get<unknown>(key, open()),
    update: async (key, change) => update<unknown>(key, change, open()),
  };
}

function isNumbers(value: unknown): value is Readonly<Record<string, number>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((entry) => typeof entry === 'number' && Number.isFinite(entry))
  );
}
