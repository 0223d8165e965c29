/**
 * The buffer that is written once a step: seed and step (each as two halves of 16 bits, which floats
 * hold exactly), Adam's correction, the runtime scalars, then the arrays.
 */
import { adamConstants, type Program } from '../../graph/program.ts';
import { isScalar, sampleSize, type Tensor } from '../../graph/tensor.ts';
import { type Clock, EngineError, type Feeds } from '../engine.ts';
import { samplesOf } from './elements.ts';
import { alignment, append, roundUp, type Slot, type Stored, stored } from './place.ts';
import type { Access } from './shader.ts';

const head = 5;

export interface FeedLayout {
  readonly slot: Slot;
  /** Where an input, or a draw that is fed, lies. */
  readonly values: ReadonlyMap<Tensor, Stored>;
  /** Checks all feeds, then writes them and the clock. @throws EngineError for one that does not fit. */
  fill(into: Float32Array, feeds: Feeds, clock: Clock): void;
}

/** Seed and step in WGSL. */
export function readClock(feeds: Access): { seed: string; step: string } {
  const word = (at: number) => `u32(${feeds(`${at}u`)}) * 65536u + u32(${feeds(`${at + 1}u`)})`;
  return { seed: word(0), step: word(2) };
}

/** √(1 − β₂ᵗ)/(1 − β₁ᵗ) in WGSL. */
export const readAdamCorrection = (feeds: Access) => feeds('4u');

export function layOutFeeds(program: Program, batch: number, drawsAreFed: boolean): FeedLayout {
  const fed = [...program.inputs, ...(drawsAreFed ? program.draws : [])];
  const scalars = fed.filter((node) => isScalar(node) && node.batches === 0);
  const arrays = fed.filter((node) => !scalars.includes(node));
  const slot: Slot = { name: 'feeds', floats: roundUp(head + scalars.length, alignment) };
  const values = new Map<Tensor, Stored>();
  scalars.forEach((node, index) => {
    values.set(node, stored(nameOf(node), 1, { slot, offset: head + index }));
  });
  for (const node of arrays) {
    const floats = samplesOf(node, batch) * sampleSize(node);
    values.set(node, stored(nameOf(node), floats, append(slot, floats)));
  }
  const items = fed.map((node) => ({ node, name: nameOf(node), value: values.get(node)! }));

  function check(feeds: Feeds): void {
    for (const { node, name, value } of items) {
      const given = feeds[name];
      if (given === undefined) throw new EngineError(`nothing was fed for ${name}`);
      if (isScalar(node) && node.batches === 0) {
        if (typeof given !== 'number') throw new EngineError(`${name} is a scalar; feed a number`);
      } else if (typeof given === 'number' || given.length !== value.floats) {
        const got = typeof given === 'number' ? 'a number' : `${given.length} elements`;
        throw new EngineError(`${name} needs ${value.floats} elements, got ${got}`);
      }
    }
  }

  function fill(into: Float32Array, feeds: Feeds, { seed, step }: Clock): void {
    check(feeds);
    into[0] = (seed >>> 16) & 0xffff;
    into[1] = seed & 0xffff;
    into[2] = (step >>> 16) & 0xffff;
    into[3] = step & 0xffff;
    into[4] = adamCorrection(step);
    for (const { name, value } of items) {
      const given = feeds[name];
      const offset = value.place?.offset ?? 0;
      if (typeof given === 'number') into[offset] = given;
      else into.set(given, offset);
    }
  }

  return { slot, values, fill };
}

function adamCorrection(step: number): number {
  const { beta1, beta2 } = adamConstants;
  return Math.sqrt(1 - beta2 ** step) / (1 - beta1 ** step);
}

function nameOf({ op }: Tensor): string {
  return 'name' in op ? op.name : op.kind;
}
