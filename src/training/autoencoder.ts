/** A trained autoencoder in use: images to latents and back, at whatever count, on one engine. */
import type { RunConfig } from '../core/runConfig.ts';
import type { Engine, Executable, Feeds } from '../engines/engine.ts';
import type { Program } from '../graph/program.ts';
import { sampleSize, type VariableSpec } from '../graph/tensor.ts';
import {
  buildCriticProgram,
  buildDecodeProgram,
  buildEncodeProgram,
  buildSampleProgram,
} from '../methods/evaluationPrograms.ts';

/**
 * Calls wait for one another, so they may overlap. Results go into `out` where given (row-major, of
 * exactly the result's length), else into a fresh array; inputs must not change before a call resolves.
 */
export interface Autoencoder {
  readonly config: RunConfig;
  readonly imageSize: number;
  readonly latentSize: number;
  readonly hasCritic: boolean;
  /** Whether a latent is a distribution that can be sampled. */
  readonly hasSample: boolean;
  /**
   * Takes new weights of the same config; nothing is compiled anew. Calls that began before see the
   * new ones from their next batch on. @throws RangeError, before any is taken, when one is missing.
   */
  load(weights: ReadonlyMap<string, Float32Array>): void;
  /** [n, size, size, colours] → latents [n, h, w, c]; a VAE's mean. */
  encode(images: Float32Array, out?: Float32Array): Promise<Float32Array>;
  /** The same with a draw from each latent's distribution, decided by `seed`; the mean where there is none. */
  sample(images: Float32Array, seed: number, out?: Float32Array): Promise<Float32Array>;
  /** [n, h, w, c] → images [n, size, size, colours]. */
  decode(latents: Float32Array, out?: Float32Array): Promise<Float32Array>;
  /** [n, size, size, colours] → the critic's guess of α [n]. @throws RangeError without a critic. */
  critic(images: Float32Array, out?: Float32Array): Promise<Float32Array>;
  dispose(): void;
}

/** Batch sizes that are compiled, each when first needed: a count is cut into the largest that fit. */
const batchSizes = [64, 16, 4, 1] as const;

interface Mapping {
  apply(values: Float32Array, out: Float32Array | undefined, seed: number): Promise<Float32Array>;
}

export function createAutoencoder(engine: Engine, config: RunConfig): Autoencoder {
  const programs = {
    encode: buildEncodeProgram(config),
    decode: buildDecodeProgram(config),
    sample: buildSampleProgram(config),
    critic: buildCriticProgram(config),
  };
  const specs = unionOf(Object.values(programs).flatMap((program) => program?.variables ?? []));
  const variables = engine.createVariables(specs);
  const executables: Executable[] = [];
  let turn: Promise<unknown> = Promise.resolve();

  function mapping(program: Program): Mapping {
    const [input] = program.inputs;
    const [outputName, output] = Object.entries(program.outputs)[0];
    if (input.op.kind !== 'input') throw new RangeError(`${program.name} has no input`);
    const [from, to] = [sampleSize(input), sampleSize(output)];
    const compiled = new Map<number, Promise<Executable>>();
    const feeds: Record<string, Float32Array> = {};
    const inputName = input.op.name;

    function executableFor(batch: number): Promise<Executable> {
      let promise = compiled.get(batch);
      if (!promise) {
        promise = engine.compile(program, variables, { batch });
        compiled.set(batch, promise);
        promise.then(
          (executable) => executables.push(executable),
          () => compiled.delete(batch),
        );
      }
      return promise;
    }

    async function applyNow(values: Float32Array, out: Float32Array, seed: number): Promise<void> {
      const count = out.length / to;
      for (let start = 0, step = 1, batch: number; start < count; start += batch, step++) {
        const left = count - start;
        batch = batchSizes.find((size) => size <= left) ?? 1;
        const executable = await executableFor(batch);
        const whole = batch === count;
        feeds[inputName] = whole ? values : values.subarray(start * from, (start + batch) * from);
        executable.run(feeds as Feeds, { seed, step });
        await executable.read(
          outputName,
          whole ? out : out.subarray(start * to, (start + batch) * to),
        );
      }
    }

    return {
      async apply(values, given, seed) {
        const count = values.length / from;
        const out = given ?? new Float32Array(count * to);
        if (!Number.isInteger(count) || out.length !== count * to) {
          throw new RangeError(
            `${program.name}: ${values.length} values are not samples of ${from}, or do not give ${out.length}`,
          );
        }
        const done = turn.then(() => applyNow(values, out, seed));
        turn = done.catch(() => {});
        await done;
        return out;
      },
    };
  }

  const encoder = mapping(programs.encode);
  const decoder = mapping(programs.decode);
  const sampler = programs.sample ? mapping(programs.sample) : encoder;
  const critic = programs.critic ? mapping(programs.critic) : null;
  return {
    config,
    imageSize: sampleSize(programs.encode.inputs[0]),
    latentSize: sampleSize(programs.decode.inputs[0]),
    hasCritic: critic !== null,
    hasSample: programs.sample !== null,
    load(weights) {
      const missing = specs.find(({ name, shape }) => {
        return weights.get(name)?.length !== sampleSize({ shape, batches: 0 });
      });
      if (missing) throw new RangeError(`the weights hold no ${missing.name} [${missing.shape}]`);
      for (const { name } of specs) variables.write(name, weights.get(name)!);
    },
    encode: (images, out) => encoder.apply(images, out, 0),
    sample: (images, seed, out) => sampler.apply(images, out, seed),
    decode: (latents, out) => decoder.apply(latents, out, 0),
    async critic(images, out) {
      if (!critic) throw new RangeError(`${config.method} carries no critic`);
      return critic.apply(images, out, 0);
    },
    dispose() {
      for (const executable of executables) executable.dispose();
      variables.dispose();
    },
  };
}

function unionOf(specs: readonly VariableSpec[]): VariableSpec[] {
  return [...new Map(specs.map((spec) => [spec.name, spec])).values()];
}
