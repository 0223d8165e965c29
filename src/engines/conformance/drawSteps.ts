/** Draws: those of `core/random.ts` on every engine, or those that are given. */
import { expect } from 'vitest';
import { fillBernoulli, fillNormal, fillUniform, streamOf } from '../../core/random.ts';
import { draw, scalarInput } from '../../graph/leaves.ts';
import { multiply } from '../../graph/ops/elementwise.ts';
import { createProgram, type Program } from '../../graph/program.ts';
import { EngineError } from '../engine.ts';
import { seededValues } from './opCase.ts';
import { clock, type EngineTest, prepare } from './preparedStep.ts';
import { relativeError } from './relativeError.ts';

function drawsOf(fill: (out: Float32Array) => void, size: number): Float32Array {
  const out = new Float32Array(size);
  fill(out);
  return out;
}

/** A draw of each kind, seen through enough ops that it cannot be skipped. */
function drawing(): Program {
  const uniform = draw('uniform', 'uniform', [2, 2, 3]);
  const normal = draw('normal', 'normal', [5]);
  const mask = draw('mask', 'bernoulli', [7], scalarInput('keep'));
  return createProgram('draws', { uniform, normal, mask, doubled: multiply(mask, 2) });
}

/** Registers the tests. */
export function describeDraws(engineTest: EngineTest): void {
  for (const batch of [1, 3, 10, 64]) {
    engineTest(`draws a batch of ${batch} as core/random does`, async (engine) => {
      const { executable } = await prepare(engine, drawing(), batch);
      for (const [seed, step] of [
        [1, 1],
        [1, 2],
        [0xfedcba98, 70000],
      ]) {
        executable.run({ keep: 0.25 }, { seed, step });
        const key = (name: string) => ({ seed, stream: streamOf(name), step });
        const uniform = drawsOf((out) => fillUniform(out, key('uniform')), batch * 12);
        const mask = drawsOf((out) => fillBernoulli(out, 0.25, key('mask')), batch * 7);
        const normal = drawsOf((out) => fillNormal(out, key('normal')), batch * 5);
        expect(await executable.read('uniform')).toEqual(uniform);
        expect(await executable.read('mask')).toEqual(mask);
        expect(relativeError(await executable.read('normal'), normal)).toBeLessThan(2e-6);
        expect(await executable.read('doubled')).toEqual(mask.map((value) => 2 * value));
      }
    });
  }

  engineTest('a probability may change between steps', async (engine) => {
    const { executable } = await prepare(engine, drawing(), 64);
    executable.run({ keep: 1 }, clock);
    expect((await executable.read('mask')).every((value) => value === 1)).toBe(true);
    executable.run({ keep: 0 }, clock);
    expect((await executable.read('mask')).every((value) => value === 0)).toBe(true);
  });

  engineTest('draws that are given are not drawn', async (engine) => {
    const program = drawing();
    const variables = engine.createVariables(program.variables);
    const executable = await engine.compile(program, variables, { batch: 10, draws: 'given' });
    const given = {
      uniform: seededValues('u', 120),
      normal: seededValues('n', 50),
      mask: seededValues('m', 70, (value) => (value > 0 ? 1 : 0)),
    };
    executable.run({ ...given, keep: 0.5 }, clock);
    expect(await executable.read('uniform')).toEqual(given.uniform);
    expect(await executable.read('normal')).toEqual(given.normal);
    expect(await executable.read('mask')).toEqual(given.mask);
    expect(() => executable.run({ keep: 0.5 }, clock)).toThrow(EngineError);
  });
}
