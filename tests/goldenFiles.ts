/** Reads the golden values: safetensors and JSON, from tests/golden or the folder that BETWIXT_GOLDEN names. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const goldenFolder = resolve(
  process.env.BETWIXT_GOLDEN ?? join(import.meta.dirname, 'golden'),
);

export interface GoldenTensor {
  readonly shape: readonly number[];
  /** Row-major; a fresh copy. F32 comes as Float32Array, F64 as Float64Array. */
  readonly values: Float32Array | Float64Array;
}

export class GoldenTensors {
  private readonly entries: ReadonlyMap<string, GoldenTensor>;

  constructor(entries: ReadonlyMap<string, GoldenTensor>) {
    this.entries = entries;
  }

  get names(): string[] {
    return [...this.entries.keys()];
  }

  get(name: string): GoldenTensor {
    const entry = this.entries.get(name);
    if (!entry) throw new Error(`no golden tensor '${name}'; there are ${this.names.join(', ')}`);
    return entry;
  }

  shape(name: string): readonly number[] {
    return this.get(name).shape;
  }

  f32(name: string): Float32Array {
    return Float32Array.from(this.get(name).values);
  }

  f64(name: string): Float64Array {
    return Float64Array.from(this.get(name).values);
  }
}

interface HeaderEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** `path` is relative to the golden folder, as in 'models/acai.safetensors'. */
export function readGoldenTensors(path: string): GoldenTensors {
  const bytes = new Uint8Array(readFileSync(join(goldenFolder, path)));
  const headerLength = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const start = 8 + headerLength;
  const header: Record<string, HeaderEntry> = JSON.parse(
    new TextDecoder().decode(bytes.subarray(8, start)),
  );
  const entries = new Map<string, GoldenTensor>();
  for (const [name, { dtype, shape, data_offsets: range }] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const data = bytes.slice(start + range[0], start + range[1]).buffer;
    entries.set(name, { shape, values: viewAs(dtype, data, `${path}: ${name}`) });
  }
  return new GoldenTensors(entries);
}

function viewAs(dtype: string, data: ArrayBuffer, where: string): Float32Array | Float64Array {
  switch (dtype) {
    case 'F32':
      return new Float32Array(data);
    case 'F64':
      return new Float64Array(data);
    case 'I32':
      return Float64Array.from(new Int32Array(data));
    case 'I64':
      return Float64Array.from(new BigInt64Array(data), Number);
    default:
      throw new Error(`${where} has dtype ${dtype}, which no golden file has so far`);
  }
}

/** null means NaN. The caller names the form; nothing checks it. */
export function readGoldenJson<T>(path: string): T {
  return JSON.parse(readFileSync(join(goldenFolder, path), 'utf8'), (_, value) =>
    value === null ? Number.NaN : value,
  );
}
