/**
 * The path whose decoded images change least: discrete geodesics of the decoder's pull-back metric (Arvanitidis et
 * al., "Latent space oddity", ICLR 2018; Shao et al., "The Riemannian geometry of deep generative models", 2018).
 * Minimises the energy Σ‖g(z_{k+1}) − g(z_k)‖² over the inner nodes, which makes the path short and its steps even.
 */
import { mixStraight } from './paths.ts';

/** A decoder g that can be followed backwards. */
export interface DifferentiableDecoder {
  readonly imageSize: number;
  /** Latents [k, n] → images [k, imageSize]. */
  decode(latents: Float32Array, images: Float32Array): Promise<void>;
  /** For each latent the gradient of ⟨pull, g(z)⟩ by z: pulls [k, imageSize] → out [k, n]. */
  pullBack(latents: Float32Array, pulls: Float32Array, out: Float32Array): Promise<void>;
}

/** Segments of a path as it is searched for and measured: two for each step between a strip's eleven columns. */
export const geodesicSegments = 20;

/** A second or so on a small decoder; later ones gain little. */
export const geodesicSteps = 120;

export interface GeodesicProgress {
  readonly step: number;
  /** Of the best path so far. */
  readonly length: number;
  readonly straightLength: number;
}

export interface Geodesic extends GeodesicProgress {
  /** The best path's nodes less those of the straight one [segments + 1, n]: zeros at both ends. */
  readonly offsets: Float32Array;
}

export interface GeodesicOptions {
  readonly segments?: number;
  readonly steps?: number;
  /** Called after each step; false ends the search. `offsets` gives those of the best path so far, fresh. */
  readonly onStep?: (progress: GeodesicProgress, offsets: () => Float32Array) => boolean;
}

/** Of a step of Adam, in distances between the ends' coordinates (root mean square). */
const stepShare = 0.04;
const beta1 = 0.9;
const beta2 = 0.99;

/**
 * Searches from the straight path between z₂ (α = 0) and z₁ (α = 1), both [n]. The result is never longer than the
 * straight path, and its ends are never moved.
 */
export async function findGeodesic(
  decoder: DifferentiableDecoder,
  z1: Float32Array,
  z2: Float32Array,
  { segments = geodesicSegments, steps = geodesicSteps, onStep = () => true }: GeodesicOptions = {},
): Promise<Geodesic> {
  const size = z1.length;
  const { imageSize } = decoder;
  const straight = new Float32Array((segments + 1) * size);
  for (let k = 0; k <= segments; k++) {
    mixStraight(z1, z2, k / segments, straight.subarray(k * size, (k + 1) * size));
  }
  const nodes = straight.slice();
  const inner = nodes.subarray(size, segments * size);
  const images = new Float32Array((segments + 1) * imageSize);
  const pulls = new Float32Array((segments - 1) * imageSize);
  const gradient = new Float32Array(inner.length);
  const first = new Float64Array(inner.length);
  const second = new Float64Array(inner.length);
  const scale = rootMeanSquareDifference(z1, z2);

  await decoder.decode(nodes, images);
  const straightLength = pathLength(images, imageSize);
  let best = nodes.slice();
  let length = straightLength;
  const offsets = () => best.map((value, i) => value - straight[i]);
  let step = 0;
  while (step < steps) {
    step += 1;
    fillPulls(images, imageSize, pulls);
    await decoder.pullBack(inner, pulls, gradient);
    smoothAlong(gradient, size);
    const rate = stepShare * scale * 0.5 * (1 + Math.cos((Math.PI * step) / (steps + 1)));
    moveByAdam(inner, gradient, { first, second, step, rate });
    await decoder.decode(inner, images.subarray(imageSize, segments * imageSize));
    const now = pathLength(images, imageSize);
    if (now < length) {
      length = now;
      best = nodes.slice();
    }
    if (!onStep({ step, length, straightLength }, offsets)) break;
  }
  return { offsets: offsets(), step, length, straightLength };
}

/** Σ‖x_{k+1} − x_k‖ of images [k, imageSize]: how far the picture changes on its way. */
export function pathLength(images: Float32Array, imageSize: number): number {
  let length = 0;
  for (let start = imageSize; start < images.length; start += imageSize) {
    let squares = 0;
    for (let i = start; i < start + imageSize; i++)
      squares += (images[i] - images[i - imageSize]) ** 2;
    length += Math.sqrt(squares);
  }
  return length;
}

/**
 * The latent at α of a geodesic, into `out` [n]: the straight path, and between two nodes their offsets mixed. Where
 * the weights have changed since the search, the ends are those of the new ones. Straight outside [0, 1].
 */
export function mixGeodesic(
  offsets: Float32Array,
  z1: Float32Array,
  z2: Float32Array,
  alpha: number,
  out: Float32Array,
): void {
  mixStraight(z1, z2, alpha, out);
  if (alpha <= 0 || alpha >= 1) return;
  const size = out.length;
  const at = alpha * (offsets.length / size - 1);
  const node = Math.floor(at);
  const share = at - node;
  for (let i = 0; i < size; i++) {
    const from = offsets[node * size + i];
    const to = share > 0 ? offsets[(node + 1) * size + i] : from;
    out[i] += from + share * (to - from);
  }
}

function rootMeanSquareDifference(a: Float32Array, b: Float32Array): number {
  let squares = 0;
  for (let i = 0; i < a.length; i++) squares += (a[i] - b[i]) ** 2;
  return Math.sqrt(squares / a.length);
}

/** The energy's gradient by each inner image, 2(2x_k − x_{k−1} − x_{k+1}). */
function fillPulls(images: Float32Array, imageSize: number, pulls: Float32Array): void {
  for (let i = 0; i < pulls.length; i++) {
    const at = i + imageSize;
    pulls[i] = 2 * (2 * images[at] - images[at - imageSize] - images[at + imageSize]);
  }
}

/**
 * Solves the chain's Laplacian along the nodes: the gradient in the Sobolev metric (Neuberger 1985). A kink then
 * moves the whole path at once, rather than one node a step.
 */
function smoothAlong(gradient: Float32Array, size: number): void {
  const nodes = gradient.length / size;
  // Thomas' algorithm for 2 on the diagonal and −1 beside it.
  const weights = new Float64Array(nodes);
  for (let k = 0; k < nodes; k++) weights[k] = 1 / (2 - (k > 0 ? weights[k - 1] : 0));
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < nodes; k++) {
      const before = k > 0 ? gradient[(k - 1) * size + i] : 0;
      gradient[k * size + i] = (gradient[k * size + i] + before) * weights[k];
    }
    for (let k = nodes - 2; k >= 0; k--) {
      gradient[k * size + i] += weights[k] * gradient[(k + 1) * size + i];
    }
  }
}

interface AdamState {
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly step: number;
  readonly rate: number;
}

function moveByAdam(
  nodes: Float32Array,
  gradient: Float32Array,
  { first, second, step, rate }: AdamState,
): void {
  const correction = Math.sqrt(1 - beta2 ** step) / (1 - beta1 ** step);
  for (let i = 0; i < nodes.length; i++) {
    first[i] += (1 - beta1) * (gradient[i] - first[i]);
    second[i] += (1 - beta2) * (gradient[i] ** 2 - second[i]);
    nodes[i] -= (rate * correction * first[i]) / (Math.sqrt(second[i]) + 1e-12);
  }
}
