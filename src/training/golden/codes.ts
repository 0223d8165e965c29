/** Distances of vectors to a codebook. */

/**
 * For each vector [n, width] the squared distance to its nearest code [v, width], and by how much the
 * second nearest is farther.
 */
export function codeDistances(vectors: Float32Array, codes: Float32Array, width: number) {
  const count = vectors.length / width;
  const best = new Float32Array(count);
  const margin = new Float32Array(count);
  for (let n = 0; n < count; n++) {
    let [first, second] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let code = 0; code < codes.length; code += width) {
      let distance = 0;
      for (let i = 0; i < width; i++) distance += (vectors[n * width + i] - codes[code + i]) ** 2;
      if (distance < first) [first, second] = [distance, first];
      else if (distance < second) second = distance;
    }
    best[n] = first;
    margin[n] = second - first;
  }
  return { best, margin };
}
