import { describe, expect, test } from 'vitest';
import { lossesOf } from '../core/lossCatalogue.ts';
import { hyperparametersOf, type MethodName, methodNames } from '../core/methodCatalogue.ts';
import { termsOf } from '../core/objectiveTerms.ts';
import { presetConfig } from '../core/presets.ts';
import { latentShape, type RunConfig } from '../core/runConfig.ts';
import { evaluateProgram, type ReferenceResult } from '../engines/referenceEvaluator.ts';
import type { Program } from '../graph/program.ts';
import { GraphError, sampleSize, type Tensor } from '../graph/tensor.ts';
import { initialValue } from '../training/initialise.ts';
import {
  buildClassifierProgram,
  buildCriticProgram,
  buildDecodeProgram,
  buildEncodeProgram,
  buildReconstructionProgram,
  buildSampleProgram,
} from './evaluationPrograms.ts';
import { Parameters } from './parameters.ts';
import { buildProbeProgram, buildTrainingProgram } from './trainingProgram.ts';

const batch = 4;
const size = 8;

/** Small enough for the reference in float64. */
function tinyConfig(method: MethodName, critic = method === 'acai'): RunConfig {
  const config = presetConfig('quick', method, { seed: 7, critic });
  const architecture = {
    ...{ size, colours: 1, scales: 2, depth: 2 },
    ...{ latentChannels: 2, criticDepth: 2, codebookBits: 3 },
  };
  return { ...config, architecture };
}

type Held = Record<string, Float64Array>;

/**
 * Initial values, with biases too, and the kernels of a rectified network rather than the authors', at
 * whose start neither reconstructions nor guesses depend on the input (golden/README.md, section 6).
 */
function initialValues({ variables }: Program, seed = 7): Held {
  return Object.fromEntries(
    variables.map(({ name, role }) => {
      const values = Float64Array.from(initialValue(name, variables, seed));
      const lift = (value: number, i: number) =>
        /bias$/.test(name) ? 0.1 * Math.sin(i + name.length) : value * Math.SQRT2;
      return [name, role === 'parameter' ? values.map(lift) : values];
    }),
  );
}

/** Smooth images that differ, with labels; hyperparameters at their defaults. */
function feedsOf(program: Program, config: RunConfig): Record<string, number | Float64Array> {
  const scalars: Record<string, number> = { ...config.hyperparameters, learningRate: 0.01 };
  const image = (i: number) => Math.sin(0.7 * (i % size) + Math.floor(i / size ** 2) * 2 + i / 40);
  const arrays: Record<string, (i: number) => number> = {
    x: image,
    z: (i) => Math.cos(i),
    labels: (i) => (i % 10 === (3 * Math.floor(i / 10)) % 10 ? 1 : 0),
  };
  return Object.fromEntries(
    program.inputs.map((input) => {
      const name = nameOf(input);
      const count = batch * sampleSize(input);
      return [
        name,
        scalars[name] ?? Float64Array.from({ length: count }, (_, i) => arrays[name](i)),
      ];
    }),
  );
}

function nameOf({ op }: Tensor): string {
  return 'name' in op ? op.name : '';
}

function run(program: Program, config: RunConfig, variables: Held, step = 1): ReferenceResult {
  const clock = { seed: config.seed, step };
  return evaluateProgram(program, { batch, feeds: feedsOf(program, config), variables, clock });
}

function train(config: RunConfig, steps: number) {
  const program = buildTrainingProgram(config);
  const start = initialValues(program);
  const losses: Record<string, number>[] = [];
  let variables: Held = start;
  for (let step = 1; step <= steps; step++) {
    const result = run(program, config, variables, step);
    losses.push(Object.fromEntries(Object.entries(result.outputs).map(([k, [v]]) => [k, v])));
    variables = result.variables;
  }
  return { program, start, variables, losses };
}

const lanes = methodNames.flatMap((method) =>
  [false, true].map((critic) => ({ method, critic, config: tinyConfig(method, critic) })),
);

describe.each(lanes)('$method, critic $critic', ({ method, critic, config }) => {
  test('takes its hyperparameters and reports its losses', () => {
    const program = buildTrainingProgram(config);
    const scalars = hyperparametersOf(method, critic).map(({ name }) => name);
    expect(program.inputs.map(nameOf).sort()).toEqual(
      ['x', 'labels', 'learningRate', ...scalars].sort(),
    );
    expect(Object.keys(program.outputs).sort()).toEqual(
      lossesOf(method, critic)
        .map(({ name }) => name)
        .sort(),
    );
    for (const output of Object.values(program.outputs)) {
      expect([output.shape, output.batches]).toEqual([[], 0]);
    }
    for (const drawn of program.draws) expect(nameOf(drawn)).toMatch(/^draw\//);
  });

  test('learns a batch, and every parameter moves', () => {
    const { program, start, variables, losses } = train(config, 12);
    for (const [name, values] of Object.entries(variables)) {
      expect(values.every(Number.isFinite), name).toBe(true);
    }
    for (const reported of losses) {
      for (const [name, value] of Object.entries(reported)) expect(value, name).not.toBeNaN();
    }
    const still = program.variables.filter(
      ({ name, role }) =>
        role === 'parameter' && variables[name].every((v, i) => v === start[name][i]),
    );
    expect(still.map(({ name }) => name)).toEqual([]);
    expect(losses.at(-1)!.loss_ae).toBeLessThan(losses[0].loss_ae);
  });

  test('its evaluation programs need nothing but its trained variables, and draw nothing', () => {
    const { program: training, variables } = train(config, 1);
    const programs = {
      encode: buildEncodeProgram(config),
      decode: buildDecodeProgram(config),
      reconstruct: buildReconstructionProgram(config),
      classifier: buildClassifierProgram(config),
      critic: buildCriticProgram(config),
    };
    expect(programs.critic !== null).toBe(critic || method === 'acai');
    const known = new Set(training.variables.map(({ name }) => name));
    for (const program of Object.values(programs)) {
      if (!program) continue;
      expect(program.draws).toEqual([]);
      expect(program.updates).toEqual([]);
      expect(program.variables.filter(({ name }) => !known.has(name))).toEqual([]);
      for (const values of Object.values(run(program, config, variables).outputs)) {
        expect(values.every(Number.isFinite)).toBe(true);
      }
    }
    expect(programs.encode.outputs.z.shape).toEqual(latentShape(config.architecture));
    expect(programs.decode.outputs.image.shape).toEqual([size, size, 1]);
  });
});

/** What a program computes, whatever the identities of its nodes. */
function describeProgram({ nodes, outputs, updates }: Program) {
  const index = new Map(nodes.map((node, i) => [node, i]));
  return JSON.stringify({
    nodes: nodes.map(({ op, shape, batches, inputs }) => [
      op,
      shape,
      batches,
      inputs.map((input) => index.get(input)),
    ]),
    outputs: Object.entries(outputs).map(([name, node]) => [name, index.get(node)]),
    updates: updates.map((update) =>
      Object.values(update).map((part) => (typeof part === 'string' ? part : index.get(part))),
    ),
  });
}

describe('the critic', () => {
  test('ACAI is the baseline with a critic', () => {
    const acai = buildTrainingProgram(tinyConfig('acai'));
    const carrying = buildTrainingProgram(tinyConfig('baseline', true));
    expect(describeProgram(acai)).toEqual(describeProgram(carrying));
    expect(describeProgram(acai)).not.toEqual(
      describeProgram(buildTrainingProgram(tinyConfig('baseline'))),
    );
  });

  test.each(methodNames)('%s: each network runs once on all it is given', (method) => {
    const { nodes } = buildTrainingProgram(tinyConfig(method, true));
    const uses = (kind: string, kernel: string) =>
      nodes.filter(
        ({ op, inputs }) => op.kind === kind && inputs.some((i) => nameOf(i) === kernel),
      );
    // Denoising encodes the clean images too, for the classifier and for the mixes.
    const encoded = method === 'denoising' ? 2 : 1;
    expect(uses('conv2d', 'enc/conv1/kernel')).toHaveLength(encoded);
    expect(uses('conv2dInputGradient', 'enc/conv1/kernel')).toHaveLength(encoded);
    for (const kernel of ['dec/conv1/kernel', 'critic/conv1/kernel']) {
      expect(uses('conv2d', kernel).map(({ batches }) => batches)).toEqual([2]);
      expect(uses('conv2dInputGradient', kernel).map(({ batches }) => batches)).toEqual([2]);
    }
  });

  test('without one, a denoising step runs backwards through the noisy images only', () => {
    const { nodes } = buildTrainingProgram(tinyConfig('denoising'));
    expect(nodes.filter(({ op }) => op.kind === 'conv2dKernelGradient')).toHaveLength(7 + 6);
  });

  test('the adversary of an AAE runs once too', () => {
    const { nodes } = buildTrainingProgram(tinyConfig('aae'));
    const layers = nodes.filter(
      ({ op, inputs }) =>
        (op.kind === 'dense' || op.kind === 'denseInputGradient') &&
        inputs.some((input) => nameOf(input) === 'disc/dense1/kernel'),
    );
    expect(layers.map(({ batches }) => batches)).toEqual([2, 2]);
  });

  test('weighs the same against a pixel in every method, summed over pixels or not', () => {
    for (const method of ['baseline', 'vae'] as const) {
      const config = tinyConfig(method, true);
      const program = buildTrainingProgram(config);
      const held = initialValues(program);
      const objectiveAt = (lambda: number) => {
        const hyperparameters = { ...config.hyperparameters, lambda };
        const { outputs } = run(program, { ...config, hyperparameters }, held);
        return { objective: outputs.objective_ae[0], term: outputs.loss_ae_disc[0] };
      };
      const { objective, term } = objectiveAt(2);
      const pixels = method === 'vae' ? size * size : 1;
      expect(objective - objectiveAt(0).objective).toBeCloseTo(2 * pixels * term, 9);
    }
  });

  test('a VAE shows it images in [−1, 1]', () => {
    const config = tinyConfig('vae', true);
    const program = buildProbeProgram(config);
    const { outputs } = run(program, config, initialValues(program));
    for (const name of ['out/recon', 'out/recon_mix']) {
      expect(outputs[name].every((value) => Math.abs(value) <= 1)).toBe(true);
    }
    expect(outputs['out/recon_mix']).not.toEqual(outputs['out/recon']);
  });

  test('mixes of a VQ-VAE are quantised anew, and its codebook learns from the batch alone', () => {
    const config = tinyConfig('vqvae', true);
    const program = buildTrainingProgram(config);
    const quantised = program.nodes.filter(({ op }) => op.kind === 'nearestRow');
    expect(quantised.map(({ batches }) => batches)).toEqual([2]);
    const scattered = program.nodes.filter(({ op }) => op.kind === 'scatterRows');
    expect(scattered.map(({ inputs }) => inputs[0].batches)).toEqual([1, 1]);
  });
});

describe('gradients with a critic', () => {
  // A straight-through estimator is no derivative; what lies behind a VQ-VAE's is checked by golden values.
  test.each(['baseline', 'dropout', 'denoising', 'vae', 'aae'] as const)(
    '%s: as central differences',
    (method) => {
      const config = tinyConfig(method, true);
      const program = buildProbeProgram(config);
      const held = initialValues(program);
      const { outputs } = run(program, config, held);
      const h = 1e-6;
      const names = program.variables.filter(({ role }) => role === 'parameter');
      expect(names.length).toBeGreaterThan(30);
      for (const { name } of names) {
        const index = held[name].length - 1;
        const [low, high] = [-h, h].map((shift) => {
          const moved = { ...held, [name]: held[name].with(index, held[name][index] + shift) };
          return run(program, config, moved).outputs[objectiveOf(name)][0];
        });
        const slope = outputs[`grad/${name}`][index];
        expect(Math.abs((high - low) / (2 * h) - slope), name).toBeLessThan(
          1e-7 + 1e-5 * Math.abs(slope),
        );
      }
    },
  );

  function objectiveOf(name: string): string {
    const objectives: Record<string, string> = {
      disc: 'objective_disc',
      critic: 'objective_critic',
      clf: 'classify_latent',
    };
    return objectives[name.split('/')[0]] ?? 'objective_ae';
  }
});

describe('hyperparameters', () => {
  test.each([
    ['dropout', 'keep'],
    ['denoising', 'noise'],
    ['vae', 'beta'],
    ['aae', 'priorWeight'],
    ['vqvae', 'commitment'],
    ['acai', 'lambda'],
    ['acai', 'gamma'],
    ['vae', 'reconstruction'],
  ] as const)('%s: %s changes the step, without another program', (method, name) => {
    const config = tinyConfig(method);
    const program = buildTrainingProgram(config);
    const held = initialValues(program);
    const other = { ...config, hyperparameters: { ...config.hyperparameters, [name]: 0.9 } };
    expect(describeProgram(buildTrainingProgram(other))).toEqual(describeProgram(program));
    const [before, after] = [config, other].map((c) => run(program, c, held).variables);
    expect(after).not.toEqual(before);
  });

  test('a critic that weighs nothing leaves the autoencoder as it is without', () => {
    const config = tinyConfig('acai');
    const weightless = { ...config, hyperparameters: { ...config.hyperparameters, lambda: 0 } };
    const carrying = buildTrainingProgram(config);
    const held = initialValues(carrying);
    const withCritic = run(carrying, weightless, held).variables;
    const without = run(buildTrainingProgram(tinyConfig('baseline')), config, held).variables;
    const parts = Object.keys(without).filter((name) => /^(enc|dec|clf)\/[^/]+\/?\w*$/.test(name));
    expect(parts.length).toBeGreaterThan(20);
    for (const name of parts) {
      const gaps = without[name].map((value, i) => Math.abs(value - withCritic[name][i]));
      expect(Math.max(...gaps), name).toBeLessThan(1e-9);
    }
  });
});

describe('the mixer', () => {
  const mixed = lanes.map((lane) => [`${lane.method}, critic ${lane.critic}`, lane] as const);

  test.each(mixed)('%s: the objective is the sum of its terms, each by its factor', (_, lane) => {
    const { method, critic, config } = lane;
    const program = buildTrainingProgram(config);
    const held = initialValues(program);
    const terms = termsOf(method, critic);
    const factors = Object.fromEntries(terms.map(({ factor }, i) => [factor, 0.25 * (i + 1)]));
    const hyperparameters = { ...config.hyperparameters, ...factors };
    const { outputs } = run(program, { ...config, hyperparameters }, held);
    const sum = terms.reduce((total, { name, factor, loss, sign }) => {
      // λ is weighed by as many terms as the likelihood sums.
      const count = name === 'critic' && method === 'vae' ? size ** 2 : 1;
      return total + sign * factors[factor] * count * outputs[loss][0];
    }, 0);
    expect(outputs.objective_ae[0]).toBeCloseTo(sum, 6);
  });

  test('without any term nothing moves the autoencoder', () => {
    const config = tinyConfig('acai');
    const muted = { ...config.hyperparameters, reconstruction: 0, lambda: 0 };
    const program = buildTrainingProgram(config);
    const held = initialValues(program);
    const { variables } = run(program, { ...config, hyperparameters: muted }, held);
    expect(variables['dec/conv0/kernel']).toEqual(held['dec/conv0/kernel']);
    expect(variables['critic/conv0/kernel']).not.toEqual(held['critic/conv0/kernel']);
  });
});

describe('VQ-VAE', () => {
  function codesAfterAStep(codebookStart: boolean) {
    const config = { ...tinyConfig('vqvae'), quirks: { codebookStart } };
    const { start, variables } = train(config, 1);
    const growth = variables['vq/means'].map((value, i) => Math.abs(value / start['vq/means'][i]));
    return { growth: growth.toSorted(), counts: start['vq/ema_count'] };
  }

  test('a sound start moves codes by a thousandth, the authors’ throws them far away', () => {
    const sound = codesAfterAStep(false);
    expect(sound.counts.every((count) => count === 1)).toBe(true);
    expect(sound.growth.at(-1)).toBeLessThan(1.5);
    expect(sound.growth.at(0)).toBeGreaterThan(0.5);
    const official = codesAfterAStep(true);
    expect(official.counts.every((count) => count === 0)).toBe(true);
    expect(official.growth.at(-1)).toBeGreaterThan(1000);
  });
});

describe('VAE', () => {
  test('a sample is a draw around the mean, and other methods have none', () => {
    const config = tinyConfig('vae');
    const sample = buildSampleProgram(config);
    expect(sample?.draws).toHaveLength(1);
    const held = initialValues(buildTrainingProgram(config));
    const mean = run(buildEncodeProgram(config), config, held).outputs.z;
    const drawn = run(sample!, config, held).outputs.z;
    expect(drawn).not.toEqual(mean);
    expect(drawn).not.toEqual(run(sample!, config, held, 2).outputs.z);
    for (const method of methodNames.filter((name) => name !== 'vae')) {
      expect(buildSampleProgram(tinyConfig(method))).toBeNull();
    }
  });
});

describe('Parameters', () => {
  test('gives one tensor for a name, and refuses another shape', () => {
    const parameters = new Parameters();
    const kernel = parameters.variable('enc/a', [2, 3], { kind: 'zeros' });
    parameters.variable('enc/state', [2], { kind: 'zeros' }, 'state');
    parameters.variable('dec/a', [2], { kind: 'zeros' });
    expect(parameters.variable('enc/a', [2, 3], { kind: 'zeros' })).toBe(kernel);
    expect(() => parameters.variable('enc/a', [3, 2], { kind: 'zeros' })).toThrow(GraphError);
    expect(parameters.under('enc')).toEqual([kernel]);
    expect(parameters.under('enc', 'dec')).toHaveLength(2);
    expect(parameters.under('e')).toEqual([]);
  });
});
