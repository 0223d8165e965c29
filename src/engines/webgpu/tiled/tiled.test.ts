/** The kernels for real GPUs, each tile of them, held against float64 on whatever adapter there is. */
import { describe, expect, test } from 'vitest';
import { leakyRelu } from '../../../graph/ops/elementwise.ts';
import { addBias, conv2d, pool2 } from '../../../graph/ops/layers.ts';
import type { Tensor } from '../../../graph/tensor.ts';
import { gradientOf, type Leaves, opCase } from '../../conformance/opCase.ts';
import { relativeError } from '../../conformance/relativeError.ts';
import { evaluateProgram } from '../../referenceEvaluator.ts';
import { openOrExplain } from '../openForTest.ts';
import { createWebgpuEngine } from '../webgpuEngine.ts';
import { type Blocking, blockingsFor } from './blocking.ts';

const opened = await openOrExplain();

/** A layer that is masked and pools, and its gradients, with edges that no tile fits. */
function layers(leaves: Leaves, width: number): Tensor {
  const kernel = leaves.parameter('kernel', [3, 3, 4, width]);
  const below = leakyRelu(pool2(leaves.batch('x', [8, 12, 4])));
  return pool2(leakyRelu(addBias(conv2d(below, kernel), leaves.parameter('bias', [width]))));
}

const title = ({ rows, columns, ownRows, ownColumns }: Blocking) =>
  `${rows}×${columns} by ${ownRows}×${ownColumns}`;

/** Software adapters take seconds to compile one: a tile of each size per invocation is enough here. */
const cases = [
  { width: 12, variant: 0 },
  { width: 28, variant: 1 },
  { width: 36, variant: 1 },
].map((chosen) => ({ ...chosen, name: title(blockingsFor(chosen.width)[chosen.variant]) }));

test('the tiles differ', () => {
  expect(new Set(cases.map(({ name }) => name)).size).toBe(3);
});

if (typeof opened === 'string') {
  console.warn(`tests on WebGPU are skipped: ${opened}`);
  test.skip(`tiles on a device: ${opened}`, () => {});
} else describe('on a device', () => describeOn(opened));

function describeOn(device: GPUDevice): void {
  // The larger tiles take SwiftShader over a minute to compile: until that is mended, the smallest stands for all.
  test.each(cases.slice(0, 1))('tiles of $name, $width channels', async ({ width, variant }) => {
    const engine = createWebgpuEngine(device, {
      kernels: { family: 'tiled', quads: false },
      remembered: { get: () => variant, set: () => new Map() },
    });
    const {
      program,
      batch,
      feeds,
      variables: values,
      targets,
    } = opCase('', 5, (leaves) => layers(leaves, width));
    const variables = engine.createVariables(program.variables);
    for (const { name } of program.variables) variables.write(name, values[name]);
    const executable = await engine.compile(program, variables, { batch });
    executable.run(feeds, { seed: 1, step: 1 });
    const expected = evaluateProgram(program, { batch, feeds, variables: values }).outputs;
    for (const output of ['value', ...targets.map(gradientOf)]) {
      const actual = await executable.read(output);
      expect(relativeError(actual, expected[output]), output).toBeLessThan(1e-5);
    }
    engine.dispose();
  });
}
