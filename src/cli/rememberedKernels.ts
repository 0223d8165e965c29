/** Which kernels were the fastest on an adapter, kept between commands. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Remembered } from '../engines/webgpu/variants.ts';

export const rememberedFile = join(
  import.meta.dirname,
  '../../node_modules/.cache/betwixt/webgpuKernels.json',
);

/** Of the file; another one is ignored. */
const version = 1;

interface Contents {
  readonly version: typeof version;
  /** By adapter, then by shape. */
  readonly adapters: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/**
 * What is known of an adapter; what is added is written to the file. A file that is damaged or cannot
 * be written only means that shapes are measured again.
 */
export function openRemembered(adapter: string, path = rememberedFile): Remembered {
  const known = new Map(Object.entries(readContents(path).adapters[adapter] ?? {}));
  let due = false;

  function save(): void {
    due = false;
    // Read again: another command may have written meanwhile.
    const { adapters } = readContents(path);
    const own = { ...adapters[adapter], ...Object.fromEntries(known) };
    const contents: Contents = { version, adapters: { ...adapters, [adapter]: own } };
    const beside = `${path}.${process.pid}.part`;
    try {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(beside, JSON.stringify(contents));
      renameSync(beside, path);
    } catch {
      // A read-only folder: measured again next time.
    }
  }

  return {
    get: (shape) => known.get(shape),
    set(shape, variant) {
      known.set(shape, variant);
      if (!due) setImmediate(save);
      due = true;
      return known;
    },
  };
}

function readContents(path: string): Contents {
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (isContents(parsed)) return parsed;
  } catch {
    // None yet, or a damaged one.
  }
  return { version, adapters: {} };
}

function isContents(value: unknown): value is Contents {
  if (!isObject(value) || value.version !== version || !isObject(value.adapters)) return false;
  return Object.values(value.adapters).every(
    (shapes) => isObject(shapes) && Object.values(shapes).every(Number.isInteger),
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
