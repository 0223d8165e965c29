import type { Pictures } from './protocol.ts';

/** Images [count, …] in [−1, 1] as display bytes, clipped; fresh. */
export function toPictures(images: Float32Array, count: number): Pictures {
  const bytes = new Uint8Array(images.length);
  const clamped = new Uint8ClampedArray(bytes.buffer);
  for (let i = 0; i < images.length; i++) clamped[i] = 127.5 * (images[i] + 1);
  return { count, bytes };
}
