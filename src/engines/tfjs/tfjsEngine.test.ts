import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { adam } from '../../graph/adam.ts';
import { batchInput, constant, draw, scalarInput, variable } from '../../graph/leaves.ts';
import { add, leakyRelu, multiply, square, subtract } from '../../graph/ops/elementwise.ts';
import { addBias, conv2d, pool2, upsample2 } from '../../graph/ops/layers.ts';
import { mean } from '../../graph/ops/means.ts';
import { createProgram } from '../../graph/program.ts';
import { createTfjsEngine } from './tfjsEngine.ts';

test.each(['cpu', 'wasm'] as const)('runs on %s', async (backend) => {
  const engine = await createTfjsEngine(backend);
  const x = batchInput('x', [8, 8, 1]);
  const k = variable('k', [3, 3, 1, 1], { kind: 'zeros' });
  const b = variable('b', [1], { kind: 'zeros' });
  const noise = multiply(draw('noise', 'normal', [8, 8, 1]), 0.01);
  const y = upsample2(pool2(leakyRelu(addBias(conv2d(add(x, noise), k), b))));
  const loss = mean(square(subtract(y, x)));
  const program = createProgram('p', { loss, y }, adam(loss, [k, b], scalarInput('rate')));
  const variables = engine.createVariables(program.variables);
  variables.write(
    'k',
    Float32Array.from({ length: 9 }, (_, i) => i / 20),
  );
  const exe = await engine.compile(program, variables, { batch: 4 });
  const data = Float32Array.from({ length: 256 }, (_, i) => Math.sin(i / 9));
  const losses = [];
  let tensors = 0;
  for (let step = 1; step < 60; step++) {
    exe.run({ x: data, rate: 0.01 }, { seed: 1, step });
    losses.push((await exe.read('loss'))[0]);
    if (step === 2) tensors = tf.memory().numTensors;
  }
  expect(tf.memory().numTensors).toBe(tensors);
  expect(losses.at(-1)).toBeLessThan(losses[0]);
});
