import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { goldenFolder, readGoldenTensors } from '../../tests/goldenFiles.ts';
import { halfToNumber, numberToHalf, widenHalves } from './halfPrecision.ts';
import {
  readSafetensors,
  SafetensorsError,
  type TensorToStore,
  writeSafetensors,
} from './safetensors.ts';

const seed = { seed: 20240611 };

const shapes = fc.array(fc.nat(4), { maxLength: 4 });
const tensors: fc.Arbitrary<TensorToStore> = fc
  .tuple(shapes, fc.constantFrom('F64', 'F32', 'F16', 'I32', 'U8'), fc.infiniteStream(fc.integer()))
  .map(([shape, type, numbers]) => {
    const size = shape.reduce((product, extent) => product * extent, 1);
    const values = [...numbers.take(size)];
    if (type === 'F64') return { shape, values: Float64Array.from(values, (n) => n / 7) };
    if (type === 'F32') return { shape, values: Float32Array.from(values, (n) => n / 7) };
    if (type === 'I32') return { shape, values: Int32Array.from(values) };
    if (type === 'U8') return { shape, values: Uint8Array.from(values) };
    return { shape, type: 'F16', values: Float32Array.from(values, (n) => n % 2048) };
  });
const names = fc.string({ maxLength: 12, unit: 'grapheme' }).filter((n) => n !== '__metadata__');

/** A file of the given header and data, whatever they say. */
function file(header: unknown, data: readonly number[] = []): Uint8Array {
  const text = new TextEncoder().encode(
    typeof header === 'string' ? header : JSON.stringify(header),
  );
  const bytes = new Uint8Array(8 + text.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(data, 8 + text.length);
  return bytes;
}

describe('safetensors', () => {
  test('what was written is read', () => {
    const entries = fc.uniqueArray(fc.tuple(names, tensors), { selector: ([name]) => name });
    const metadata = fc.dictionary(names, fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(entries, metadata, fc.nat(7), (list, facts, shift) => {
        const written = writeSafetensors(new Map(list), facts);
        // Anywhere in a larger buffer, aligned or not.
        const moved = new Uint8Array(written.length + shift).subarray(shift);
        moved.set(written);
        const read = readSafetensors(moved);
        expect({ ...read.metadata }).toEqual({ ...facts });
        expect(read.tensors.size).toBe(list.length);
        for (const [name, { shape, values }] of list) {
          expect(read.tensors.get(name)?.shape).toEqual(shape);
          expect(read.tensors.get(name)?.values).toEqual(values);
        }
      }),
      seed,
    );
  });

  test('every truncation and every longer file is refused with a SafetensorsError', () => {
    const whole = writeSafetensors(
      new Map([
        ['a', { shape: [2, 3], values: Float32Array.from([1, 2, 3, 4, 5, 6]) }],
        ['b', { shape: [3], values: Uint8Array.from([1, 2, 3]) }],
      ]),
      { note: 'text' },
    );
    expect(readSafetensors(whole).tensors.size).toBe(2);
    for (let length = 0; length < whole.length; length++) {
      expect(() => readSafetensors(whole.subarray(0, length))).toThrow(SafetensorsError);
    }
    const longer = new Uint8Array(whole.length + 1);
    longer.set(whole);
    expect(() => readSafetensors(longer)).toThrow('1 bytes follow its last tensor');
  });

  test('damaged bytes are read as a file or refused, never anything else', () => {
    const whole = writeSafetensors(
      new Map([['weights', { shape: [4], values: Float32Array.from([1, 2, 3, 4]) }]]),
    );
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1 });
    fc.assert(
      fc.property(damage, (changes) => {
        const bytes = whole.slice();
        for (const [index, value] of changes) bytes[index] = value;
        try {
          readSafetensors(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(SafetensorsError);
        }
      }),
      { ...seed, numRuns: 500 },
    );
  });

  const entry = { dtype: 'U8', shape: [2], data_offsets: [0, 2] };
  test.each([
    ['not JSON', file('{'), 'header is not JSON'],
    ['a list', file([]), 'header is not a JSON object'],
    ['a header longer than the file', file({}).fill(255, 0, 8), 'cut off or no safetensors file'],
    ['metadata of numbers', file({ __metadata__: { n: 1 } }), "metadata 'n' is not text"],
    ['an unknown type', file({ a: { ...entry, dtype: 'BF16' } }, [0, 0]), 'has type "BF16"'],
    ['a type of every object', file({ a: { ...entry, dtype: 'toString' } }, [0, 0]), 'has type'],
    ['a negative extent', file({ a: { ...entry, shape: [-2] } }, [0, 0]), 'no valid shape'],
    ['half an extent', file({ a: { ...entry, shape: [0.5, 4] } }, [0, 0]), 'no valid shape'],
    ['another size', file({ a: { ...entry, shape: [3] } }, [0, 0]), 'U8 [3] needs 3'],
    ['offsets beyond the end', file({ a: entry }, [0]), 'lies at bytes 0 to 2, and there are 1'],
    ['offsets in reverse', file({ a: { ...entry, data_offsets: [2, 0] } }, [0, 0]), 'lies at'],
    ['three offsets', file({ a: { ...entry, data_offsets: [0, 1, 2] } }, [0, 0]), 'data_offsets'],
    ['overlapping tensors', file({ a: entry, b: entry }, [0, 0]), 'overlap at byte 0'],
    ['a gap', file({ a: { ...entry, data_offsets: [1, 3] } }, [0, 0, 0]), 'gap'],
    ['no description', file({ a: null }), 'is not described by an object'],
  ])('refuses %s', (_what, bytes, message) => {
    expect(() => readSafetensors(bytes)).toThrow(SafetensorsError);
    expect(() => readSafetensors(bytes)).toThrow(message);
  });

  test('refuses to write values that do not fill their shape', () => {
    const wrong = new Map([['a', { shape: [2, 2], values: new Float32Array(3) }]]);
    expect(() => writeSafetensors(wrong)).toThrow("tensor 'a' has 3 values, and [2, 2] needs 4");
    const other = new Map([
      ['a', { shape: [1], values: new Float32Array(1), type: 'I32' as const }],
    ]);
    expect(() => writeSafetensors(other)).toThrow("tensor 'a' is F32 and cannot be stored as I32");
  });

  test('reads a file of another writer', () => {
    const { tensors } = readSafetensors(readFileSync(join(goldenFolder, 'interp.safetensors')));
    const golden = readGoldenTensors('interp.safetensors');
    expect([...tensors.keys()]).toEqual(golden.names);
    for (const [name, { shape, values }] of tensors)
      expect({ shape, values }).toEqual(golden.get(name));
  });
});

describe('half precision', () => {
  const all = Array.from({ length: 0x10000 }, (_, bits) => bits);

  test('every half is read and written back', () => {
    const undefinedOnes = all.filter((bits) => Number.isNaN(halfToNumber(bits)));
    expect(undefinedOnes).toHaveLength(2 * 1023);
    expect(
      undefinedOnes.filter((bits) => !Number.isNaN(halfToNumber(numberToHalf(halfToNumber(bits))))),
    ).toEqual([]);
    const numbers = all.filter((bits) => !undefinedOnes.includes(bits));
    expect(numbers.filter((bits) => numberToHalf(halfToNumber(bits)) !== bits)).toEqual([]);
  });

  test('all at once they are as one by one, the sign of zero too', () => {
    const wide = widenHalves(Uint16Array.from(all));
    expect(all.filter((bits) => !Object.is(wide[bits], halfToNumber(bits)))).toEqual([]);
  });

  test('between two halves the nearest is taken, the even one on ties', () => {
    const wrong = all.slice(0, 0x7bff).filter((bits) => {
      const [low, high] = [halfToNumber(bits), halfToNumber(bits + 1)];
      const even = bits % 2 === 0 ? bits : bits + 1;
      return (
        numberToHalf((low + high) / 2) !== even ||
        numberToHalf(-(low + high) / 2) !== (even | 0x8000) ||
        numberToHalf(low + (high - low) / 4) !== bits
      );
    });
    expect(wrong).toEqual([]);
    expect(numberToHalf(65519)).toBe(0x7bff);
    expect(numberToHalf(65520)).toBe(0x7c00);
    expect(numberToHalf(1e30)).toBe(0x7c00);
  });
});
