/** A lane's decoder as a search sees it: its weights of one moment, forwards and backwards, in short pieces. */
import type { DifferentiableDecoder } from '../core/geodesic.ts';
import { latentShape, type RunConfig } from '../core/runConfig.ts';
import type { Engine } from '../engines/engine.ts';
import { buildDecodeProgram } from '../methods/evaluationPrograms.ts';
import { buildPullBackProgram } from '../methods/pullBackProgram.ts';

export interface EngineDecoder extends DifferentiableDecoder {
  dispose(): void;
}

/** Images between two pauses: a few milliseconds at the paper's size. */
const batch = 4;

/** `weights` are copied. Pauses after every few images, so that whoever waits gets a turn. */
export async function createEngineDecoder(
  engine: Engine,
  config: RunConfig,
  weights: ReadonlyMap<string, Float32Array>,
  pause: () => Promise<void>,
): Promise<EngineDecoder> {
  const decodeProgram = buildDecodeProgram(config);
  const pullBackProgram = buildPullBackProgram(config);
  const specs = [...decodeProgram.variables, ...pullBackProgram.variables];
  const unique = [...new Map(specs.map((spec) => [spec.name, spec])).values()];
  const variables = engine.createVariables(unique);
  for (const { name } of unique) variables.write(name, weights.get(name)!);
  const decoder = await engine.compile(decodeProgram, variables, { batch });
  const pullBack = await engine.compile(pullBackProgram, variables, { batch });

  const { size, colours } = config.architecture;
  const imageSize = size * size * colours;
  const z = new Float32Array(batch * latentSizeOf(config));
  const latentSize = z.length / batch;
  const pull = new Float32Array(batch * imageSize);
  const images = new Float32Array(batch * imageSize);
  const gradient = new Float32Array(z.length);
  const feeds = { z, pull };

  /** Runs in batches; the last one is filled up with what was there before. */
  async function inBatches(
    latents: Float32Array,
    run: (from: number, to: number) => Promise<void>,
  ): Promise<void> {
    const count = latents.length / latentSize;
    for (let from = 0; from < count; from += batch) {
      const to = Math.min(count, from + batch);
      z.set(latents.subarray(from * latentSize, to * latentSize));
      await run(from, to);
      await pause();
    }
  }

  return {
    imageSize,
    decode: (latents, out) =>
      inBatches(latents, async (from, to) => {
        decoder.run({ z }, { seed: 0, step: 1 });
        await decoder.read('image', images);
        out.set(images.subarray(0, (to - from) * imageSize), from * imageSize);
      }),
    pullBack: (latents, pulls, out) =>
      inBatches(latents, async (from, to) => {
        pull.set(pulls.subarray(from * imageSize, to * imageSize));
        pullBack.run(feeds, { seed: 0, step: 1 });
        await pullBack.read('gradient', gradient);
        out.set(gradient.subarray(0, (to - from) * latentSize), from * latentSize);
      }),
    dispose() {
      decoder.dispose();
      pullBack.dispose();
      variables.dispose();
    },
  };
}

function latentSizeOf({ architecture }: RunConfig): number {
  return latentShape(architecture).reduce((product, extent) => product * extent, 1);
}
