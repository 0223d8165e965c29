/** Data that stay with the engine: a table of images held as state, rows of which make a batch. */
import { expect } from 'vitest';
import { adam } from '../../graph/adam.ts';
import { batchInput, scalarInput, variable } from '../../graph/leaves.ts';
import { gatherRows, nearestRow, scatterRows } from '../../graph/ops/discrete.ts';
import { multiply, square, subtract } from '../../graph/ops/elementwise.ts';
import { addBias, conv2d } from '../../graph/ops/layers.ts';
import { mean } from '../../graph/ops/means.ts';
import { reshape } from '../../graph/ops/structure.ts';
import { createProgram } from '../../graph/program.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { evaluateProgram } from '../referenceEvaluator.ts';
import { seededValues } from './opCase.ts';
import { clock, type EngineTest, prepare, zeros } from './preparedStep.ts';
import { relativeError } from './relativeError.ts';

const rows = 4096;
const pixels = 64;
const batch = 6;
/** The first, the last, neighbours, and one twice. */
const chosen = Float32Array.of(0, rows - 1, 1234, 1235, 77, 1234);

const table = () => variable('table', [rows, pixels], zeros, 'state');
const images = (numbers: Tensor) => reshape(gatherRows(table(), numbers), [8, 8, 1]);

/** A step that trains a convolution on whatever images it is given. */
function trainingOn(x: Tensor) {
  const kernel = variable('kernel', [3, 3, 1, 2], zeros);
  const bias = variable('bias', [2], zeros);
  const loss = mean(square(subtract(addBias(conv2d(x, kernel), bias), 1)));
  return createProgram('train', { x, loss }, adam(loss, [kernel, bias], scalarInput('rate')));
}

/** Registers the tests. */
export function describeTables(engineTest: EngineTest): void {
  engineTest('rows of a table held as state make the batch, to the bit', async (engine) => {
    const values = seededValues('table', rows * pixels);
    const kernel = seededValues('kernel', 18);
    const byRows = trainingOn(images(batchInput('numbers', [1])));
    const byImages = trainingOn(batchInput('x', [8, 8, 1]));
    const resident = await prepare(engine, byRows, batch, { table: values, kernel });
    const fed = await prepare(engine, byImages, batch, { kernel });
    for (let step = 1; step <= 3; step++) {
      const numbers = chosen.map((row) => (row + step - 1) % rows);
      const x = new Float32Array(batch * pixels);
      numbers.forEach((row, sample) => {
        x.set(values.subarray(row * pixels, (row + 1) * pixels), sample * pixels);
      });
      resident.executable.run({ numbers, rate: 0.1 }, { seed: 1, step });
      fed.executable.run({ x, rate: 0.1 }, { seed: 1, step });
      expect(await resident.executable.read('x')).toEqual(x);
    }
    const read = (variables: typeof fed.variables) => variables.read('kernel');
    expect(relativeError(await read(resident.variables), await read(fed.variables))).toBeLessThan(
      1e-5,
    );
    expect(relativeError(await read(fed.variables), kernel)).toBeGreaterThan(1e-2);
    const kept = await resident.variables.read('table');
    expect(values.every((value, i) => value === kept[i])).toBe(true);
  });

  engineTest('nearestRow and scatterRows with many rows', async (engine) => {
    const x = batchInput('x', [5, 8]);
    const codes = variable('codes', [3001, 8], zeros, 'state');
    const index = nearestRow(x, codes);
    const program = createProgram('quantise', {
      index,
      sums: scatterRows(index, multiply(x, 2), 3001),
      hits: scatterRows(
        index,
        gatherRows(variable('one', [1, 1], zeros), multiply(index, 0)),
        3001,
      ),
    });
    const values = seededValues('codes', 3001 * 8);
    // Codes far apart from each other are as near as each other: the lowest wins.
    values.copyWithin(2500 * 8, 10 * 8, 20 * 8);
    const feeds = { x: seededValues('x', batch * 40) };
    feeds.x.set(values.subarray(10 * 8, 15 * 8));
    const variables = { codes: values, one: Float32Array.of(1) };
    const { executable } = await prepare(engine, program, batch, variables);
    executable.run(feeds, clock);
    const { outputs } = evaluateProgram(program, { batch, feeds, variables });
    const actual = await executable.read('index');
    expect([...actual.subarray(0, 5)]).toEqual([10, 11, 12, 13, 14]);
    expect([...actual]).toEqual([...outputs.index]);
    expect(relativeError(await executable.read('sums'), outputs.sums)).toBeLessThan(1e-5);
    expect([...(await executable.read('hits'))]).toEqual([...outputs.hits]);
  });
}
