/**
 * How a tensor lies in memory. Batched images [h, w, c] are ringed: [n][h + 2][w + 2][c] with zeros
 * around, so that convolutions need no branches at the border. Everything else is dense, row-major.
 * Both are n samples of `rows` rows of `len` floats.
 */
import { sampleSize, type TensorType } from '../../graph/tensor.ts';
import type { Place } from './place.ts';
import { shifted } from './place.ts';

export interface Layout {
  readonly ringed: boolean;
  readonly samples: number;
  readonly rows: number;
  readonly len: number;
  /** Bytes from row to row, from sample to sample, and from the start to the first element. */
  readonly rowBytes: number;
  readonly sampleBytes: number;
  readonly startBytes: number;
  readonly bytes: number;
}

export interface Value {
  readonly type: TensorType;
  readonly layout: Layout;
  /** Of the first byte, ring included. */
  readonly place: Place;
}

/** `micro`: samples of one batch that are in memory at once. */
export function layoutOf(type: TensorType, micro: number): Layout {
  const samples = type.batches === 0 ? 1 : type.batches * micro;
  if (type.batches > 0 && type.shape.length === 3) {
    const [h, w, c] = type.shape;
    const rowBytes = (w + 2) * c * 4;
    const sampleBytes = (h + 2) * rowBytes;
    return {
      ringed: true,
      samples,
      rows: h,
      len: w * c,
      rowBytes,
      sampleBytes,
      startBytes: rowBytes + c * 4,
      bytes: samples * sampleBytes,
    };
  }
  const size = sampleSize(type);
  return {
    ringed: false,
    samples,
    rows: 1,
    len: size,
    rowBytes: size * 4,
    sampleBytes: size * 4,
    startBytes: 0,
    bytes: samples * size * 4,
  };
}

/** Place of the first element. */
export function interior(value: Value): Place {
  return shifted(value.place, value.layout.startBytes);
}
