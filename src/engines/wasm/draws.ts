/** Draws as kernels in JavaScript: they are core/random.ts's, the same to the bit on every engine. */
import { type DrawKey, fillBernoulli, fillNormal, fillUniform } from '../../core/random.ts';
import type { Memory } from './threads/turns.ts';

export const drawNames = ['drawBernoulli', 'drawNormal', 'drawUniform'] as const;

export type DrawName = (typeof drawNames)[number];

/** Floats that one call draws: even, since draws come in pairs. */
export const drawChunk = 2048;

/** Bytes of the clock that draws read: the seed and the number of the step. */
export const clockBytes = 8;

type Draw = (
  to: number,
  count: number,
  first: number,
  stream: number,
  clock: number,
  probability: number,
) => void;

/** Draws number `first` to `first + count − 1` of a stream; all places are byte addresses. */
export function createDraws(memory: Memory): Readonly<Record<DrawName, Draw>> {
  const key = { seed: 0, stream: 0, step: 0 };
  const views = new Map<number, Float32Array>();
  const scalar = new DataView(new ArrayBuffer(4));

  /** Made once for each place, since a step must take no memory. */
  function viewOf(at: number, count: number): Float32Array {
    const known = views.get(at);
    const { buffer } = memory.words;
    if (known?.buffer === buffer && known.length === count) return known;
    const view = new Float32Array(buffer, at, count);
    views.set(at, view);
    return view;
  }

  function keyOf(stream: number, clock: number): DrawKey {
    key.seed = memory.words[clock / 4] >>> 0;
    key.stream = stream >>> 0;
    key.step = memory.words[clock / 4 + 1] >>> 0;
    return key;
  }

  function floatAt(at: number): number {
    scalar.setInt32(0, memory.words[at / 4]);
    return scalar.getFloat32(0);
  }

  return {
    drawUniform: (to, count, first, stream, clock) =>
      fillUniform(viewOf(to, count), keyOf(stream, clock), first),
    drawNormal: (to, count, first, stream, clock) =>
      fillNormal(viewOf(to, count), keyOf(stream, clock), first),
    drawBernoulli: (to, count, first, stream, clock, probability) =>
      fillBernoulli(viewOf(to, count), floatAt(probability), keyOf(stream, clock), first),
  };
}
