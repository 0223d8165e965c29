import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSnapper } from './codes.ts';
import { fillNormal, streamOf } from './random.ts';

const size = 4;
const vectors = 3;

function normals(count: number, seed: number): Float32Array {
  const values = new Float32Array(count);
  fillNormal(values, { seed, stream: streamOf('codes'), step: 1 });
  return values;
}

function spread(latent: Float32Array, kernel: Float32Array, bias: Float32Array): number[] {
  return Array.from(bias, (value, j) =>
    latent.reduce((sum, each, i) => sum + each * kernel[i * bias.length + j], value),
  );
}

test('each vector snaps to its nearest code', () => {
  fc.assert(
    fc.property(fc.nat(500), (seed) => {
      const kernel = normals(size * vectors * size, seed);
      const bias = normals(vectors * size, seed + 1);
      const codes = normals(7 * size, seed + 2);
      const latent = normals(size, seed + 3);
      const found = createSnapper({ kernel, bias, codes }, size).snap(
        latent,
        new Float32Array(size),
      );
      const spreads = spread(latent, kernel, bias);
      const wanted = Array.from({ length: vectors }, (_, v) => {
        const distances = Array.from({ length: 7 }, (_, c) =>
          Math.hypot(
            ...Array.from({ length: size }, (_, i) => codes[c * size + i] - spreads[v * size + i]),
          ),
        );
        return distances.indexOf(Math.min(...distances));
      });
      expect(found).toEqual(wanted);
    }),
    { seed: 1 },
  );
});

test('a latent whose vectors are codes snaps to itself, and its neighbours to it', () => {
  const kernel = normals(size * vectors * size, 8);
  const bias = normals(vectors * size, 9);
  const latent = normals(size, 10);
  const codes = Float32Array.from(spread(latent, kernel, bias));
  const { snap } = createSnapper({ kernel, bias, codes }, size);
  const out = new Float32Array(size);
  for (const nudge of [0, 1e-3]) {
    const indices = snap(
      latent.map((value) => value + nudge),
      out,
    );
    expect(indices).toEqual([0, 1, 2]);
    out.forEach((value, i) => {
      expect(value).toBeCloseTo(latent[i], 4);
    });
  }
});

test('a layer that loses everything is survived', () => {
  const zeros = new Float32Array(size * vectors * size);
  const bias = new Float32Array(vectors * size);
  const { snap } = createSnapper({ kernel: zeros, bias, codes: normals(8, 1) }, size);
  const out = new Float32Array(size);
  expect(snap(normals(size, 2), out)).toHaveLength(vectors);
  expect(Array.from(out)).toEqual([0, 0, 0, 0]);
});
