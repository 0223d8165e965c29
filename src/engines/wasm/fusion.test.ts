/** Which ops one kernel call computes, and that a value which others read is not swallowed by one. */
import { expect, test } from 'vitest';
import { batchInput, variable } from '../../graph/leaves.ts';
import { leakyRelu, leakyReluGradient } from '../../graph/ops/elementwise.ts';
import { addBias, conv2d, conv2dInputGradient, pool2, upsample2 } from '../../graph/ops/layers.ts';
import { createProgram } from '../../graph/program.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { relativeError } from '../conformance/relativeError.ts';
import { evaluateProgram } from '../referenceEvaluator.ts';
import { fuse, type Step } from './fusion.ts';
import { openWasm } from './openForTest.ts';

const wave = (length: number, pace: number) =>
  Float32Array.from({ length }, (_, i) => Math.sin(pace * i + 1));

const batch = 4;
const x = batchInput('x', [8, 8, 4]);
const kernel = variable('kernel', [3, 3, 4, 8], { kind: 'zeros' });
const bias = variable('bias', [8], { kind: 'zeros' });
const initial: Readonly<Record<string, Float32Array>> = {
  kernel: wave(288, 1.7),
  bias: wave(8, 2.1),
};

const below = leakyRelu(x, 0.1);
const convolved = conv2d(below, kernel);
const biased = addBias(convolved, bias);
const activated = leakyRelu(biased);
const passed = conv2dInputGradient(batchInput('upstream', [8, 8, 8]), kernel);
const spread = upsample2(batchInput('small', [4, 4, 4]));
const summed = pool2(batchInput('large', [16, 16, 4]));
const masked = (gradient: Tensor) => leakyReluGradient(gradient, below, 0.1);

const feeds = {
  x: wave(batch * 256, 0.7),
  upstream: wave(batch * 512, 0.9),
  small: wave(batch * 64, 1.1),
  large: wave(batch * 1024, 1.3),
};

type Outputs = Readonly<Record<string, Tensor>>;

const cases: readonly [name: string, outputs: Outputs, chains: readonly string[]][] = [
  ['a whole layer', { activated }, ['leakyRelu', 'conv2d addBias leakyRelu']],
  ['a layer without activation', { biased }, ['leakyRelu', 'conv2d addBias']],
  ['a layer without bias', { y: leakyRelu(convolved) }, ['leakyRelu', 'conv2d leakyRelu']],
  [
    'a layer whose sum is read too',
    { activated, biased },
    ['leakyRelu', 'conv2d addBias', 'leakyRelu'],
  ],
  [
    'a layer whose convolution is read too',
    { activated, convolved },
    ['leakyRelu', 'conv2d', 'addBias leakyRelu'],
  ],
  [
    'the mask after a convolution turned round',
    { y: masked(passed) },
    ['leakyRelu', 'conv2dInputGradient leakyReluGradient'],
  ],
  ['the mask after a pool', { y: masked(summed) }, ['leakyRelu', 'pool2 leakyReluGradient']],
  ['the mask after a spread', { y: masked(spread) }, ['leakyRelu', 'upsample2 leakyReluGradient']],
  [
    'a gradient that is read unmasked too',
    { y: masked(passed), passed },
    ['leakyRelu', 'conv2dInputGradient', 'leakyReluGradient'],
  ],
];

test.each(cases)('%s', async (name, outputs, chains) => {
  const program = createProgram(name, outputs);
  expect(fuse(program).map(opsOf).sort()).toEqual([...chains].sort());

  const engine = await openWasm();
  const variables = engine.createVariables(program.variables);
  for (const { name } of program.variables) variables.write(name, initial[name]);
  const executable = await engine.compile(program, variables, { batch });
  executable.run(feeds, { seed: 1, step: 1 });
  const expected = evaluateProgram(program, { batch, feeds, variables: initial }).outputs;
  for (const output of Object.keys(outputs)) {
    const actual = await executable.read(output);
    expect(relativeError(actual, expected[output]), output).toBeLessThan(1e-5);
  }
});

/** The ops that a step computes, first to last. */
function opsOf({ node, core }: Pick<Step, 'node' | 'core'>): string {
  return node === core ? node.op.kind : `${opsOf({ node: node.inputs[0], core })} ${node.op.kind}`;
}
