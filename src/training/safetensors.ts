/**
 * Safetensors files: 8 bytes with the header's length, a JSON header, then the tensors' bytes, all
 * little-endian, row-major. Source: huggingface/safetensors, "Format". Reading is strict: what is not
 * exactly such a file is refused, and nothing is read beyond the bytes given.
 */
import { numberToHalf, widenHalves } from './halfPrecision.ts';

export type TensorType = 'F64' | 'F32' | 'F16' | 'I32' | 'U8';
export type TensorValues =
  | Float64Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>;

export interface StoredTensor {
  readonly type: TensorType;
  readonly shape: readonly number[];
  /** Row-major, a fresh copy; F16 is widened to a Float32Array. */
  readonly values: TensorValues;
}

export interface Safetensors {
  /** In the header's order. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** A tensor to write, such as a `StoredTensor`. Its type is that of `values`, but for F16, which narrows them. */
export interface TensorToStore {
  readonly shape: readonly number[];
  readonly values: Float64Array | Float32Array | Int32Array | Uint8Array;
  readonly type?: TensorType;
}

/** Bytes that are no whole safetensors file, or a tensor that cannot be stored; the message says why. */
export class SafetensorsError extends Error {
  override name = 'SafetensorsError';
}

const elementBytes: Readonly<Record<TensorType, number>> = {
  F64: 8,
  F32: 4,
  F16: 2,
  I32: 4,
  U8: 1,
};
const metadataKey = '__metadata__';
const lengthBytes = 8;
/** As in the format's own implementation. */
const longestHeader = 100_000_000;

/** @throws SafetensorsError saying what is wrong with the bytes. */
export function readSafetensors(bytes: Uint8Array): Safetensors {
  const { header, data } = split(bytes);
  const tensors = new Map<string, StoredTensor>();
  const ranges: Range[] = [];
  let metadata: Readonly<Record<string, string>> = {};
  for (const [name, value] of Object.entries(header)) {
    if (name === metadataKey) {
      metadata = readMetadata(value);
      continue;
    }
    const { type, shape, range } = readEntry(name, value, data.length);
    ranges.push(range);
    tensors.set(name, { type, shape, values: decode(type, data.slice(range.begin, range.end)) });
  }
  requireTiling(ranges, data.length);
  return { tensors, metadata };
}

/**
 * The bytes of a file. Wider types come first, so that every tensor is aligned; else in the map's order.
 * @throws SafetensorsError when values do not fill their shape.
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, TensorToStore>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const encoded = [...tensors].map(([name, tensor]) => ({ name, ...encode(name, tensor) }));
  encoded.sort((a, b) => elementBytes[b.type] - elementBytes[a.type]);

  const header = new Map<string, unknown>();
  if (Object.keys(metadata).length > 0) header.set(metadataKey, metadata);
  let end = 0;
  for (const { name, type, shape, bytes } of encoded) {
    header.set(name, { dtype: type, shape, data_offsets: [end, (end += bytes.length)] });
  }
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const headerLength = Math.ceil(text.length / 8) * 8;

  const file = new Uint8Array(lengthBytes + headerLength + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerLength), true);
  file.set(text, lengthBytes);
  file.fill(0x20, lengthBytes + text.length, lengthBytes + headerLength);
  let offset = lengthBytes + headerLength;
  for (const { bytes } of encoded) {
    file.set(bytes, offset);
    offset += bytes.length;
  }
  return file;
}

function split(bytes: Uint8Array): { header: object; data: Uint8Array } {
  if (bytes.length < lengthBytes) {
    throw new SafetensorsError(`${bytes.length} bytes are too few for a safetensors file`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getBigUint64(0, true);
  if (length > BigInt(Math.min(longestHeader, bytes.length - lengthBytes))) {
    throw new SafetensorsError(
      `its header is said to be ${length} bytes long, and the file has ${bytes.length}: it is cut off or no safetensors file`,
    );
  }
  const start = lengthBytes + Number(length);
  return { header: parseHeader(bytes.subarray(lengthBytes, start)), data: bytes.subarray(start) };
}

function parseHeader(bytes: Uint8Array): object {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new SafetensorsError('its header is not JSON');
  }
  if (!isRecord(header)) throw new SafetensorsError('its header is not a JSON object');
  return header;
}

function readMetadata(value: unknown): Readonly<Record<string, string>> {
  if (!isRecord(value)) throw new SafetensorsError('its metadata is not an object');
  const entries = Object.entries(value).map(([key, text]): [string, string] => {
    if (typeof text !== 'string') throw new SafetensorsError(`its metadata '${key}' is not text`);
    return [key, text];
  });
  return Object.fromEntries(entries);
}

interface Range {
  readonly begin: number;
  readonly end: number;
}

function readEntry(
  name: string,
  value: unknown,
  dataLength: number,
): { type: TensorType; shape: number[]; range: Range } {
  const fail = (reason: string) => new SafetensorsError(`its tensor '${name}' ${reason}`);
  if (!isRecord(value)) throw fail('is not described by an object');
  const { dtype, shape, data_offsets: offsets } = value;
  if (!isTensorType(dtype)) {
    throw fail(
      `has type ${JSON.stringify(dtype)}; known are ${Object.keys(elementBytes).join(', ')}`,
    );
  }
  if (!isCounts(shape)) throw fail('has no valid shape');
  if (!isCounts(offsets) || offsets.length !== 2) throw fail('has no valid data_offsets');
  const [begin, end] = offsets;
  if (begin > end || end > dataLength) {
    throw fail(`lies at bytes ${begin} to ${end}, and there are ${dataLength}`);
  }
  const size = elementBytes[dtype] * shape.reduce((product, extent) => product * extent, 1);
  if (end - begin !== size) {
    throw fail(`has ${end - begin} bytes, and ${dtype} [${shape.join(', ')}] needs ${size}`);
  }
  return { type: dtype, shape, range: { begin, end } };
}

/** Tensors lie one after another and fill the data: no byte is shared, none left over. */
function requireTiling(ranges: readonly Range[], dataLength: number): void {
  let end = 0;
  for (const range of ranges.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (range.begin !== end) {
      throw new SafetensorsError(`its tensors leave a gap or overlap at byte ${range.begin}`);
    }
    end = range.end;
  }
  if (end !== dataLength) {
    throw new SafetensorsError(`${dataLength - end} bytes follow its last tensor`);
  }
}

/** `bytes` is owned and aligned: a fresh slice. Typed arrays are little-endian wherever this runs. */
function decode(type: TensorType, bytes: Uint8Array): TensorValues {
  const buffer = new Uint8Array(bytes).buffer;
  switch (type) {
    case 'F64':
      return new Float64Array(buffer);
    case 'F32':
      return new Float32Array(buffer);
    case 'F16':
      return widenHalves(new Uint16Array(buffer));
    case 'I32':
      return new Int32Array(buffer);
    case 'U8':
      return new Uint8Array(buffer);
  }
}

function encode(name: string, { shape, values, type }: TensorToStore) {
  const size = shape.reduce((product, extent) => product * extent, 1);
  if (size !== values.length) {
    throw new SafetensorsError(
      `tensor '${name}' has ${values.length} values, and [${shape.join(', ')}] needs ${size}`,
    );
  }
  if (type && type !== 'F16' && type !== typeOf(values)) {
    throw new SafetensorsError(
      `tensor '${name}' is ${typeOf(values)} and cannot be stored as ${type}`,
    );
  }
  const stored = type === 'F16' ? Uint16Array.from(values, numberToHalf) : values;
  return {
    type: type ?? typeOf(values),
    shape,
    bytes: new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength),
  };
}

function typeOf(values: TensorToStore['values']): TensorType {
  if (values instanceof Float64Array) return 'F64';
  if (values instanceof Float32Array) return 'F32';
  return values instanceof Int32Array ? 'I32' : 'U8';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTensorType(value: unknown): value is TensorType {
  return typeof value === 'string' && Object.hasOwn(elementBytes, value);
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((count) => Number.isSafeInteger(count) && count >= 0);
}
