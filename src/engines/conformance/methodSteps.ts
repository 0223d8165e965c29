/** Whole steps of every method, at a small size: all losses, inner values and gradients against float64. */
import { expect } from 'vitest';
import { methodNames } from '../../core/methodCatalogue.ts';
import { presetConfig } from '../../core/presets.ts';
import type { RunConfig } from '../../core/runConfig.ts';
import type { VariableSpec } from '../../graph/tensor.ts';
import { buildProbeProgram } from '../../methods/trainingProgram.ts';
import type { Engine } from '../engine.ts';
import { evaluateProgram } from '../referenceEvaluator.ts';
import { type Fill, seededValues } from './opCase.ts';
import type { EngineTest } from './preparedStep.ts';
import { relativeError } from './relativeError.ts';

const batch = 10;

const architecture = {
  size: 16,
  colours: 1,
  scales: 2,
  depth: 3,
  latentChannels: 4,
  criticDepth: 5,
  codebookBits: 4,
} as const;

/** Registers a test for each method, and for those that carry a critic. */
export function describeMethods(engineTest: EngineTest): void {
  for (const method of methodNames) {
    engineTest(`a step of ${method}`, (engine) =>
      compareStep(engine, { ...presetConfig('paper', method), architecture }),
    );
  }
  for (const method of ['vae', 'vqvae', 'aae'] as const) {
    engineTest(`a step of ${method} with a critic`, (engine) =>
      compareStep(engine, { ...presetConfig('paper', method, { critic: true }), architecture }),
    );
  }
}

async function compareStep(engine: Engine, config: RunConfig): Promise<void> {
  const program = buildProbeProgram(config);
  const values = Object.fromEntries(program.variables.map((spec) => [spec.name, start(spec)]));
  const variables = engine.createVariables(program.variables);
  for (const [name, value] of Object.entries(values)) variables.write(name, value);
  const executable = await engine.compile(program, variables, { batch });
  const feeds = {
    ...config.hyperparameters,
    learningRate: config.schedule.learningRate,
    x: seededValues('x', batch * architecture.size ** 2, (value) => Math.tanh(value)),
    labels: seededValues('labels', batch * 10, oneHot),
  };
  const clock = { seed: 3, step: 2 };
  executable.run(feeds, clock);
  const { outputs } = evaluateProgram(program, { batch, feeds, variables: values, clock });
  for (const [name, expected] of Object.entries(outputs)) {
    const error = relativeError(await executable.read(name), expected);
    expect(error, name).toBeLessThan(name.startsWith('grad/') ? 1e-5 : 1e-4);
  }
  executable.dispose();
  variables.dispose();
}

const oneHot: Fill = (_value, index) => (index % 10 === Math.floor(index / 10) % 7 ? 1 : 0);

/** Activations of about unit size at every layer, and biases that are not zero. */
function start({ name, shape }: VariableSpec): Float32Array {
  const size = shape.reduce((product, extent) => product * extent, 1);
  const inputs = size / (shape.at(-1) ?? 1);
  const fill: Fill = (value) => (inputs === 1 ? 0.1 * value : (1.3 * value) / Math.sqrt(inputs));
  return seededValues(name, size, name.startsWith('vq/ema_count') ? (value) => value ** 2 : fill);
}
