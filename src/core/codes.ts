/** What a VQ-VAE makes of a latent before it decodes it, told in the space of the latents. */
import { CholeskyDecomposition, Matrix } from 'ml-matrix';

/** Weights of the layer that spreads a latent z [n] over vectors z·W + b [v, n], and the codes they snap to. */
export interface CodeWeights {
  /** W [n, v · n]. */
  readonly kernel: Float32Array;
  /** b [v · n]. */
  readonly bias: Float32Array;
  /** [codes, n]. */
  readonly codes: Float32Array;
}

export interface Snapper {
  /**
   * Snaps a latent [n]: returns the index of the nearest code of each vector [v], and fills `out` [n] with the latent
   * whose vectors come nearest to those codes (least squares), which the map can show.
   */
  snap(latent: Float32Array, out: Float32Array): number[];
}

export function createSnapper({ kernel, bias, codes }: CodeWeights, size: number): Snapper {
  const width = bias.length;
  const spread = new Matrix(size, width);
  for (let i = 0; i < kernel.length; i++) spread.set(Math.floor(i / width), i % width, kernel[i]);
  const normal = spread.mmul(spread.transpose());
  // Invertible even where the layer is not: far below float32's resolution.
  const ridge = (normal.trace() / size) * 1e-9 || 1;
  const solver = new CholeskyDecomposition(Matrix.add(normal, Matrix.eye(size, size, ridge)));
  const vectors = new Float64Array(width);

  return {
    snap(latent, out) {
      for (let j = 0; j < width; j++) {
        vectors[j] = bias[j];
        for (let i = 0; i < size; i++) vectors[j] += latent[i] * kernel[i * width + j];
      }
      const indices: number[] = [];
      const target = Matrix.zeros(width, 1);
      for (let start = 0; start < width; start += size) {
        const index = nearestCode(codes, vectors.subarray(start, start + size));
        indices.push(index);
        for (let i = 0; i < size; i++) {
          target.set(start + i, 0, codes[index * size + i] - bias[start + i]);
        }
      }
      out.set(solver.solve(spread.mmul(target)).to1DArray());
      return indices;
    },
  };
}

/** The lowest index on ties. */
function nearestCode(codes: Float32Array, vector: Float64Array): number {
  const size = vector.length;
  let nearest = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let start = 0; start < codes.length; start += size) {
    let distance = 0;
    for (let i = 0; i < size && distance < least; i++) {
      distance += (codes[start + i] - vector[i]) ** 2;
    }
    if (distance < least) {
      least = distance;
      nearest = start / size;
    }
  }
  return nearest;
}
