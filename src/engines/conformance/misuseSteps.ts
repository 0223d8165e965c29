/** Misuse is refused with an EngineError, and does no harm. */
import { expect } from 'vitest';
import { batchInput, scalarInput } from '../../graph/leaves.ts';
import { multiply } from '../../graph/ops/elementwise.ts';
import { createProgram } from '../../graph/program.ts';
import { EngineError, type Feeds } from '../engine.ts';
import { clock, type EngineTest, layer, prepare, rivals } from './preparedStep.ts';

/** Registers the tests. */
export function describeMisuse(engineTest: EngineTest): void {
  engineTest('missing and misshaped feeds are refused', async (engine) => {
    const y = multiply(batchInput('x', [3]), scalarInput('factor'));
    const { executable } = await prepare(engine, createProgram('feeds', { y }), 2);
    const x = new Float32Array(6);
    const refused: [Feeds, RegExp][] = [
      [{ factor: 1 }, /x/],
      [{ x }, /factor/],
      [{ x: new Float32Array(5), factor: 1 }, /x.*6.*5/],
      [{ x: new Float32Array(12), factor: 1 }, /x.*6.*12/],
      [{ x: 1, factor: 1 }, /x/],
      [{ x, factor: x }, /factor/],
    ];
    for (const [feeds, message] of refused) {
      expect(() => executable.run(feeds, clock)).toThrow(EngineError);
      expect(() => executable.run(feeds, clock)).toThrow(message);
    }
    executable.run({ x, factor: 1, unknown: 2 }, clock);
    expect([...(await executable.read('y'))]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  engineTest('a refused run changes nothing', async (engine) => {
    const program = rivals();
    const { executable, variables } = await prepare(engine, program, 1, { a: [1, 2, 3, 4] });
    expect(() => executable.run({ x: new Float32Array(4) }, clock)).toThrow(EngineError);
    expect([...(await variables.read('a'))]).toEqual([1, 2, 3, 4]);
  });

  engineTest('unknown names and wrong lengths of variables are refused', async (engine) => {
    const program = createProgram('infer', { y: layer().y });
    const { variables } = await prepare(engine, program, 2);
    expect(() => variables.write('nothing', new Float32Array(2))).toThrow(EngineError);
    expect(() => variables.write('bias', new Float32Array(3))).toThrow(EngineError);
    await expect(variables.read('nothing')).rejects.toThrow(EngineError);
  });

  engineTest('a program whose variables are not there is refused', async (engine) => {
    const program = createProgram('infer', { y: layer().y });
    const options = { batch: 2 };
    const none = engine.createVariables([]);
    await expect(engine.compile(program, none, options)).rejects.toThrow(EngineError);
    const other = engine.createVariables(
      program.variables.map((spec) => (spec.name === 'bias' ? { ...spec, shape: [3] } : spec)),
    );
    await expect(engine.compile(program, other, options)).rejects.toThrow(/bias/);
  });

  engineTest('outputs that are not there are refused', async (engine) => {
    const y = multiply(batchInput('x', [3]), 2);
    const { executable } = await prepare(engine, createProgram('outputs', { y }), 2);
    await expect(executable.read('y')).rejects.toThrow(EngineError);
    executable.run({ x: new Float32Array(6) }, clock);
    await expect(executable.read('z')).rejects.toThrow(EngineError);
    await expect(executable.read('y', new Float32Array(5))).rejects.toThrow(EngineError);
  });

  engineTest('what was disposed of is refused, and disposing twice is no harm', async (engine) => {
    const program = createProgram('infer', { y: layer().y });
    const { executable, variables } = await prepare(engine, program, 2);
    executable.run({ x: new Float32Array(32) }, clock);
    executable.dispose();
    executable.dispose();
    expect(() => executable.run({ x: new Float32Array(32) }, clock)).toThrow(EngineError);
    await expect(executable.read('y')).rejects.toThrow(EngineError);
    variables.dispose();
    variables.dispose();
    await expect(variables.read('bias')).rejects.toThrow(EngineError);
  });

  for (const batch of [0, -1, 1.5]) {
    engineTest(`a batch of ${batch} is refused`, async (engine) => {
      const program = createProgram('batch', { y: multiply(batchInput('x', [3]), 2) });
      const variables = engine.createVariables([]);
      await expect(engine.compile(program, variables, { batch })).rejects.toThrow(EngineError);
    });
  }
}
