import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tinyPresets } from '../../tests/tinyPreset.ts';
import { presetConfig } from '../core/presets.ts';
import { type Checkpoint, variablesOf } from '../training/checkpoint.ts';
import { roundToHalf } from '../training/halfPrecision.ts';
import { createFilm, mostMoments } from './film.ts';

const config = tinyPresets({ presetConfig }).presetConfig('quick', 'baseline', { seed: 1 });
const specs = variablesOf('snapshot', config);
const sizeOf = (shape: readonly number[]) => shape.reduce((product, extent) => product * extent, 1);
const bytesOfMoment = 2 * specs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);

function snapshot(samples: number): Checkpoint {
  const weights = new Map(
    specs.map(({ name, shape }) => [
      name,
      new Float32Array(sizeOf(shape)).fill(samples / 1000 + 0.1),
    ]),
  );
  return { kind: 'snapshot', config, samples, step: samples, evaluations: [], engine: '', weights };
}

const pause = async () => {};

async function filmOf(times: readonly number[]) {
  const film = createFilm();
  for (const samples of times) await film.take('a', snapshot(samples), pause);
  return film;
}

describe('a film', () => {
  it('keeps every moment while there is room, in half precision', async () => {
    const film = await filmOf([8, 16, 24]);
    expect(film.moments('a')).toEqual([8, 16, 24]);
    expect(film.bytes('a')).toBe(3 * bytesOfMoment);
    const moment = film.at('a', 16);
    expect(moment?.config).toBe(config);
    for (const values of moment!.weights.values()) {
      expect(values[0]).toBe(roundToHalf(Math.fround(0.116)));
    }
    expect(film.at('a', 17)).toBeNull();
    expect(film.at('b', 16)).toBeNull();
  });

  it('stays within its bound and spreads over the whole training', async () => {
    const gaps = fc.array(fc.integer({ min: 50, max: 150 }), { minLength: 60, maxLength: 400 });
    await fc.assert(
      fc.asyncProperty(gaps, async (steps) => {
        let samples = 0;
        const times = steps.map((step) => (samples += step));
        const moments = (await filmOf(times)).moments('a');
        expect(moments.length).toBeLessThanOrEqual(mostMoments);
        expect(moments.length).toBeGreaterThanOrEqual(mostMoments / 3);
        expect(moments[0]).toBe(times[0]);
        const widths = moments.slice(1).map((moment, index) => moment - moments[index]);
        // The end may be a whole gap behind the newest weights, which the lane itself has.
        const widest = Math.max(...widths, times.at(-1)! - moments.at(-1)!);
        expect(widest).toBeLessThan((5 * samples) / moments.length);
      }),
      { seed: 3, numRuns: 12 },
    );
  });

  it('forgets what came after weights that a run went back to', async () => {
    const film = await filmOf([8, 16, 24, 32]);
    const before = film.takeOf('a');
    await film.take('a', snapshot(16), pause);
    expect(film.moments('a')).toEqual([8, 16]);
    expect(film.takeOf('a')).not.toBe(before);
    await film.take('a', snapshot(24), pause);
    expect(film.moments('a')).toEqual([8, 16, 24]);
  });

  it('is gone with its lane, even while a moment is taken', async () => {
    const film = await filmOf([8]);
    const taken = film.take('a', snapshot(16), pause);
    film.forget('a');
    await taken;
    expect(film.moments('a')).toEqual([]);
    expect(film.bytes('a')).toBe(0);
  });

  it('leaves out what only an optimiser needs', async () => {
    const film = createFilm();
    const whole = snapshot(8);
    const weights = new Map([...whole.weights, ['adam/m', new Float32Array(1000)]]);
    await film.take('a', { ...whole, weights }, pause);
    expect(film.bytes('a')).toBe(bytesOfMoment);
  });
});
