import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type DifferentiableDecoder,
  findGeodesic,
  type GeodesicProgress,
  mixGeodesic,
  pathLength,
} from './geodesic.ts';
import { mixStraight } from './paths.ts';

/** g(x, y) = (x, y, height(x, y)): lengths are those on the surface. */
function surface(
  height: (x: number, y: number) => number,
  slope: (x: number, y: number) => readonly [number, number],
): DifferentiableDecoder {
  return {
    imageSize: 3,
    async decode(latents, images) {
      for (let k = 0; k < latents.length / 2; k++) {
        const [x, y] = [latents[2 * k], latents[2 * k + 1]];
        images.set([x, y, height(x, y)], 3 * k);
      }
    },
    async pullBack(latents, pulls, out) {
      for (let k = 0; k < latents.length / 2; k++) {
        const [dx, dy] = slope(latents[2 * k], latents[2 * k + 1]);
        out[2 * k] = pulls[3 * k] + dx * pulls[3 * k + 2];
        out[2 * k + 1] = pulls[3 * k + 1] + dy * pulls[3 * k + 2];
      }
    },
  };
}

const flat = surface(
  () => 0,
  () => [0, 0],
);

function hill(height: number): DifferentiableDecoder {
  const at = (x: number, y: number) => height * Math.exp(-4 * (x * x + y * y));
  return surface(at, (x, y) => [-8 * x * at(x, y), -8 * y * at(x, y)]);
}

const west = Float32Array.of(-1, 0.02);
const east = Float32Array.of(1, 0.02);

async function lengthOf(
  decoder: DifferentiableDecoder,
  offsets: Float32Array,
  [z1, z2]: readonly [Float32Array, Float32Array],
): Promise<number> {
  const count = offsets.length / z1.length;
  const latents = new Float32Array(offsets.length);
  for (let k = 0; k < count; k++) {
    const into = latents.subarray(k * z1.length, (k + 1) * z1.length);
    mixGeodesic(offsets, z1, z2, k / (count - 1), into);
  }
  const images = new Float32Array(count * decoder.imageSize);
  await decoder.decode(latents, images);
  return pathLength(images, decoder.imageSize);
}

describe('a geodesic', () => {
  test('goes round a hill rather than over it', async () => {
    const decoder = hill(1.5);
    const { length, straightLength, offsets } = await findGeodesic(decoder, west, east, {
      steps: 300,
    });
    expect(straightLength).toBeGreaterThan(3.6);
    expect(length).toBeLessThan(2.9);
    expect(await lengthOf(decoder, offsets, [west, east])).toBeCloseTo(length, 4);
  });

  test('on a plane is the straight path', async () => {
    const { length, straightLength, offsets } = await findGeodesic(flat, west, east);
    expect(straightLength).toBeCloseTo(2, 5);
    expect(length).toBeCloseTo(2, 5);
    expect(Math.max(...offsets.map(Math.abs))).toBeLessThan(1e-3);
  });

  test('is never longer than the straight path, and its ends stay', async () => {
    const place = fc.double({ min: -1.5, max: 1.5, noNaN: true });
    const latent = fc.tuple(place, place).map((values) => Float32Array.from(values));
    const height = fc.double({ min: -3, max: 3, noNaN: true });
    await fc.assert(
      fc.asyncProperty(latent, latent, height, async (z1, z2, top) => {
        const decoder = hill(top);
        const found = await findGeodesic(decoder, z1, z2, { segments: 8, steps: 25 });
        expect(found.length).toBeLessThanOrEqual(found.straightLength);
        // Up to the roundings of offsets to float32.
        expect(await lengthOf(decoder, found.offsets, [z1, z2])).toBeLessThanOrEqual(
          found.straightLength + 1e-5,
        );
        const end = new Float32Array(2);
        mixGeodesic(found.offsets, z1, z2, 0, end);
        expect(end.every((value, i) => value === z2[i])).toBe(true);
        mixGeodesic(found.offsets, z1, z2, 1, end);
        expect(end.every((value, i) => value === z1[i])).toBe(true);
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  test('tells its progress, which only gets shorter, and ends when it is told to', async () => {
    const told: GeodesicProgress[] = [];
    const { step, length } = await findGeodesic(hill(1), west, east, {
      onStep: (progress) => {
        told.push(progress);
        return told.length < 17;
      },
    });
    expect(step).toBe(17);
    expect(told.map((each) => each.step)).toEqual(Array.from({ length: 17 }, (_, i) => i + 1));
    const lengths = told.map((each) => each.length);
    expect(lengths).toEqual([...lengths].sort((a, b) => b - a));
    expect(lengths.at(-1)).toBe(length);
  });

  test('between two nodes its offsets are mixed; beyond the ends it is straight', () => {
    const offsets = Float32Array.of(0, 0, 0, 4, 0, 0);
    const [out, straight] = [new Float32Array(2), new Float32Array(2)];
    mixGeodesic(offsets, west, east, 0.25, out);
    expect(out[1]).toBeCloseTo(2.02, 5);
    for (const alpha of [-0.25, 1.25]) {
      mixGeodesic(offsets, west, east, alpha, out);
      mixStraight(west, east, alpha, straight);
      expect(out).toEqual(straight);
    }
  });
});
