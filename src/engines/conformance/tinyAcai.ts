/**
 * A whole step in miniature: an autoencoder and a critic with an optimiser each, both from one
 * forward pass, on stacked batches and mirrored pairs, as ACAI trains.
 */
import { adam } from '../../graph/adam.ts';
import { batchInput, draw, scalarInput, variable } from '../../graph/leaves.ts';
import {
  add,
  leakyRelu,
  multiply,
  sampleScalar,
  square,
  stopGradient,
  subtract,
} from '../../graph/ops/elementwise.ts';
import { addBias, conv2d, pool2, upsample2 } from '../../graph/ops/layers.ts';
import { mean, meanSample } from '../../graph/ops/means.ts';
import { meanBatch, reverseBatch, stack, unstack } from '../../graph/ops/structure.ts';
import { createProgram, type Program } from '../../graph/program.ts';
import type { Tensor } from '../../graph/tensor.ts';

/** Variables by name, made once each. */
class Layers {
  readonly parameters: Tensor[] = [];
  private readonly prefix: string;

  constructor(prefix: string) {
    this.prefix = prefix;
  }

  conv(x: Tensor, k: number, co: number, index: number): Tensor {
    const kernel = this.parameter(`conv${index}/kernel`, [k, k, x.shape[2], co]);
    return addBias(conv2d(x, kernel), this.parameter(`conv${index}/bias`, [co]));
  }

  private parameter(name: string, shape: readonly number[]): Tensor {
    const full = `${this.prefix}/${name}`;
    const known = this.parameters.find(({ op }) => op.kind === 'variable' && op.name === full);
    if (known) return known;
    const made = variable(full, shape, { kind: 'normal', standardDeviation: 0.3 });
    this.parameters.push(made);
    return made;
  }
}

function encode(layers: Layers, x: Tensor): Tensor {
  const wide = layers.conv(x, 1, 3, 0);
  const small = pool2(leakyRelu(layers.conv(wide, 3, 4, 1)));
  return layers.conv(leakyRelu(layers.conv(small, 3, 5, 2)), 3, 2, 3);
}

function decode(layers: Layers, z: Tensor): Tensor {
  const large = upsample2(leakyRelu(layers.conv(z, 3, 4, 0)));
  return layers.conv(leakyRelu(layers.conv(large, 3, 3, 1)), 3, 1, 2);
}

/** Inputs: `x` [8, 8, 1], scalars `lambda` and `rate`, draw `alpha`. */
export function tinyAcai(): Program {
  const encoder = new Layers('enc');
  const decoder = new Layers('dec');
  const critic = new Layers('critic');
  const x = batchInput('x', [8, 8, 1]);
  const alpha = multiply(draw('alpha', 'uniform', []), 0.5);

  const z = encode(encoder, x);
  const mixed = add(multiply(z, alpha), multiply(reverseBatch(z), subtract(1, alpha)));
  const decoded = decode(decoder, stack(z, mixed));
  const [reconstruction, mix] = [unstack(decoded, 0), unstack(decoded, 1)];
  const blend = add(reconstruction, multiply(subtract(x, reconstruction), 0.2));
  const seen = stack(mix, stopGradient(blend));
  const guesses = sampleScalar(meanSample(encode(critic, seen)));
  const guess = unstack(guesses, 0);

  const loss = mean(square(subtract(x, reconstruction)));
  const fooled = meanBatch(square(guess));
  const caught = meanBatch(square(subtract(guess, alpha)));
  const real = meanBatch(square(unstack(guesses, 1)));
  const rate = scalarInput('rate');
  const total = add(loss, multiply(fooled, scalarInput('lambda')));
  return createProgram('tiny ACAI', { loss, fooled, caught, real, reconstruction, guess }, [
    ...adam(total, [...encoder.parameters, ...decoder.parameters], rate),
    ...adam(add(caught, real), critic.parameters, rate),
  ]);
}
