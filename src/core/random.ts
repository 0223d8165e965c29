/**
 * Counter-based random numbers: Threefry-2x32, 20 rounds (Salmon et al., "Parallel random numbers: as
 * easy as 1, 2, 3", SC 2011). A draw is a pure function of (seed, stream, step, index), so every
 * engine draws the same, a resumed run goes on exactly, and no generator has a state to save.
 */

/** A stream's number, from its name (FNV-1a, 32 bits). */
export function streamOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) {
    hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

export interface DrawKey {
  /** Unsigned, 32 bits. */
  readonly seed: number;
  /** See `streamOf`. */
  readonly stream: number;
  /** Unsigned, 32 bits: the training step, or anything else that counts. */
  readonly step: number;
}

const parity = 0x1bd11bda;
const rotations = [13, 15, 26, 6, 17, 29, 16, 24] as const;

/** Two random words for a counter, written to `out[0]` and `out[1]`. */
export function threefry(
  seed: number,
  stream: number,
  step: number,
  block: number,
  out: Uint32Array,
): void {
  const keys2 = seed ^ stream ^ parity;
  let x = (step + seed) | 0;
  let y = (block + stream) | 0;
  for (let round = 0; round < 20; round++) {
    const turn = rotations[round & 7];
    x = (x + y) | 0;
    y = ((y << turn) | (y >>> (32 - turn))) ^ x;
    if ((round & 3) === 3) {
      // Key injection s adds words s mod 3 and s + 1 mod 3 of (seed, stream, parity), and s itself.
      const injection = (round >>> 2) + 1;
      const first = injection % 3;
      x = (x + (first === 0 ? seed : first === 1 ? stream : keys2)) | 0;
      y = (y + (first === 0 ? stream : first === 1 ? keys2 : seed) + injection) | 0;
    }
  }
  out[0] = x;
  out[1] = y;
}

const words = new Uint32Array(2);
const unit = 2 ** -24;

/** Fills `out` with draws number `first`, `first` + 1, … uniform on [0, 1), multiples of 2⁻²⁴. `first` is even. */
export function fillUniform(out: Float32Array, key: DrawKey, first = 0): void {
  for (let i = 0; i < out.length; i += 2) {
    threefry(key.seed, key.stream, key.step, (first + i) / 2, words);
    out[i] = (words[0] >>> 8) * unit;
    if (i + 1 < out.length) out[i + 1] = (words[1] >>> 8) * unit;
  }
}

/** The same with standard normal draws (Box and Muller 1958, a pair per block). `first` is even. */
export function fillNormal(out: Float32Array, key: DrawKey, first = 0): void {
  for (let i = 0; i < out.length; i += 2) {
    threefry(key.seed, key.stream, key.step, (first + i) / 2, words);
    const radius = Math.sqrt(-2 * Math.log(((words[0] >>> 8) + 1) * unit));
    const angle = 2 * Math.PI * (words[1] >>> 8) * unit;
    out[i] = radius * Math.cos(angle);
    if (i + 1 < out.length) out[i + 1] = radius * Math.sin(angle);
  }
}

/** The same with ones, with the given probability, and zeros. `first` is even. */
export function fillBernoulli(
  out: Float32Array,
  probability: number,
  key: DrawKey,
  first = 0,
): void {
  fillUniform(out, key, first);
  for (let i = 0; i < out.length; i++) out[i] = out[i] < probability ? 1 : 0;
}
