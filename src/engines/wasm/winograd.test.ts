/** Winograd's convolution against float64 where tiles do not fill the kernels' groups of 4 and 32. */
import { expect, test } from 'vitest';
import { gradients } from '../../graph/gradients.ts';
import { batchInput, variable } from '../../graph/leaves.ts';
import { leakyRelu, square } from '../../graph/ops/elementwise.ts';
import { addBias, conv2d, upsample2 } from '../../graph/ops/layers.ts';
import { mean } from '../../graph/ops/means.ts';
import { createProgram, type Program } from '../../graph/program.ts';
import { sampleSize } from '../../graph/tensor.ts';
import { relativeError } from '../conformance/relativeError.ts';
import { evaluateProgram } from '../referenceEvaluator.ts';
import { fuse } from './fusion.ts';
import { microBatchSize } from './microBatch.ts';
import { openWasm } from './openForTest.ts';
import { winogradConvolves, winogradFindsGradient } from './winograd.ts';

const noise = (length: number, seed: number) =>
  Float32Array.from({ length }, (_, i) => (Math.sin(i * 12.9898 + seed * 78.233) * 43758.5453) % 1);

const shapes = [
  { h: 2, w: 2, ci: 64, co: 32, batch: 5 },
  { h: 4, w: 6, ci: 8, co: 24, batch: 9 },
  { h: 6, w: 4, ci: 20, co: 8, batch: 3 },
  { h: 16, w: 16, ci: 16, co: 16, batch: 16 },
  { h: 4, w: 4, ci: 40, co: 48, batch: 1 },
] as const;

/** The program's outputs against float64, from noise. */
async function compare(program: Program, batch: number, feeds: Record<string, Float32Array>) {
  const engine = await openWasm();
  const variables = engine.createVariables(program.variables);
  const values = Object.fromEntries(
    program.variables.map((spec, index) => [
      spec.name,
      noise(sampleSize({ shape: spec.shape, batches: 0 }), index + 1),
    ]),
  );
  for (const [name, value] of Object.entries(values)) variables.write(name, value);
  const executable = await engine.compile(program, variables, { batch });
  executable.run(feeds, { seed: 1, step: 1 });
  const expected = evaluateProgram(program, { batch, feeds, variables: values }).outputs;
  for (const name of Object.keys(program.outputs)) {
    const error = relativeError(await executable.read(name), expected[name]);
    expect(error, name).toBeLessThan(1e-5);
  }
  engine.dispose();
}

test.each(shapes)('$h×$w, $ci to $co channels, batch $batch', async ({ h, w, ci, co, batch }) => {
  const x = batchInput('x', [h, w, ci]);
  const kernel = variable('kernel', [3, 3, ci, co], { kind: 'zeros' });
  const bias = variable('bias', [co], { kind: 'zeros' });
  const y = leakyRelu(addBias(conv2d(x, kernel), bias));
  const [byX, byKernel, byBias] = gradients(mean(square(y)), [x, kernel, bias]);
  const program = createProgram('layer', { y, byX, byKernel, byBias });
  const samples = microBatchSize(batch);
  expect(winogradConvolves(3, ci, y, samples)).toBe(true);
  expect(winogradFindsGradient(kernel.shape, y, samples)).toBe(true);
  await compare(program, batch, { x: noise(batch * h * w * ci, 3) });
});

test.each(shapes)(
  'upsampled to $h×$w, $ci to $co channels, batch $batch',
  async ({ h, w, ci, co, batch }) => {
    const x = batchInput('x', [h / 2, w / 2, ci]);
    const kernel = variable('kernel', [3, 3, ci, co], { kind: 'zeros' });
    const below = leakyRelu(x);
    for (const input of [x, below]) {
      const y = conv2d(upsample2(input), kernel);
      const [byX, byKernel] = gradients(mean(square(y)), [x, kernel]);
      const program = createProgram('upsampled', { y, byX, byKernel });
      // One step sums the blocks of the gradient by the input, where its kernel can.
      const pools = fuse(program, () => true).some(({ pooled }) => pooled);
      expect(pools).toBe(true);
      await compare(program, batch, { x: noise((batch * h * w * ci) / 4, 3) });
    }
  },
);

test('what the kernels cannot tile is left to direct convolution', () => {
  const image = (h: number, w: number, co: number) => ({ shape: [h, w, co], batches: 1 });
  expect(winogradConvolves(1, 8, image(4, 4, 8), 8)).toBe(false);
  expect(winogradConvolves(3, 8, image(5, 4, 8), 8)).toBe(false);
  expect(winogradConvolves(3, 6, image(4, 4, 8), 8)).toBe(false);
  expect(winogradConvolves(3, 8, image(4, 4, 12), 8)).toBe(false);
  expect(winogradConvolves(3, 8, image(2, 2, 8), 3)).toBe(false);
});
