/** The run that a golden model file describes, and what its steps are fed. */
import * as v from 'valibot';
import {
  type HyperparameterName,
  type MethodName,
  methodCatalogue,
  methodNames,
} from '../../core/methodCatalogue.ts';
import { presetConfig } from '../../core/presets.ts';
import type { RunConfig } from '../../core/runConfig.ts';
import type { Feeds } from '../../engines/engine.ts';
import { adamConstants, type Program } from '../../graph/program.ts';
import { adversaryWidths } from '../../methods/aae.ts';
import { classCount } from '../../methods/classifier.ts';
import { hiddenWidth, smoothing, vectorCount } from '../../methods/vqvae.ts';
import { GoldenFolderError, type GoldenTensors } from './folder.ts';

/** Literal where Betwixt has no other. */
const configSchema = v.object({
  height: v.number(),
  width: v.number(),
  colors: v.number(),
  nclass: v.literal(classCount),
  scales: v.number(),
  depth: v.number(),
  latent: v.number(),
  latent_width: v.number(),
  batch: v.number(),
  lr: v.number(),
  adversary_lr: v.number(),
  beta1: v.literal(adamConstants.beta1),
  beta2: v.literal(adamConstants.beta2),
  eps: v.literal(adamConstants.epsilon),
  dropout_keep: v.number(),
  noise: v.number(),
  vae_beta: v.number(),
  aae_sizes: v.strictTuple(adversaryWidths.map((width) => v.literal(width))),
  z_log_size: v.number(),
  num_latents: v.literal(vectorCount),
  filter_size: v.literal(hiddenWidth),
  vq_eps: v.literal(smoothing),
  vq_beta: v.number(),
  vq_decay: v.number(),
  advweight: v.number(),
  reg: v.number(),
  advdepth: v.number(),
});

const initialiserSchema = v.object({
  shape: v.array(v.number()),
  kind: v.string(),
  std: v.optional(v.number()),
  limit: v.optional(v.number()),
});

export const commonSchema = v.object({
  config: configSchema,
  official_init: v.record(v.string(), v.record(v.string(), initialiserSchema)),
});

export type GoldenCommon = v.InferOutput<typeof commonSchema>;

/** Of 'acai', 'acai_official_init', …: the method whose name the file's begins with. */
export function methodOf(file: string): MethodName {
  const method = methodNames.find((name) => file === name || file.startsWith(`${name}_`));
  if (!method) throw new GoldenFolderError(`models/${file} is of no method that Betwixt knows`);
  return method;
}

/** The config of a model, in the variant of the authors' code. @throws GoldenFolderError when Betwixt has no such network. */
export function goldenRunConfig({ config }: GoldenCommon, method: MethodName): RunConfig {
  const { height, width, scales, latent_width: latentWidth } = config;
  if (height !== width || latentWidth * 2 ** scales !== width) {
    throw new GoldenFolderError(
      `common.json: images of ${height}×${width} with latents of width ${latentWidth} do not fit ${scales} halvings`,
    );
  }
  if (config.adversary_lr !== config.lr) {
    throw new GoldenFolderError('common.json: Betwixt has one learning rate for all players');
  }
  return {
    ...presetConfig('paper', method),
    architecture: {
      size: width,
      colours: config.colors,
      scales,
      depth: config.depth,
      latentChannels: config.latent,
      criticDepth: config.advdepth,
      codebookBits: config.z_log_size,
    },
    critic: methodCatalogue[method].adversarial,
    schedule: { batch: config.batch, learningRate: config.lr, decay: null, adversaryRamp: null },
    quirks: { codebookStart: true },
  };
}

function hyperparametersOf({ config }: GoldenCommon): Record<HyperparameterName, number> {
  return {
    keep: config.dropout_keep,
    noise: config.noise,
    beta: config.vae_beta,
    priorWeight: 1,
    commitment: config.vq_beta,
    codebookDecay: config.vq_decay,
    lambda: config.advweight,
    gamma: config.reg,
    reconstruction: 1,
  };
}

/** What `program` is fed from `given`, else a model's file and the shared one: just its inputs and draws. */
export function goldenFeeds(
  program: Program,
  json: GoldenCommon,
  shared: GoldenTensors,
  model: GoldenTensors,
  given: Feeds = {},
): Feeds {
  const scalars: Record<string, number> = {
    learningRate: json.config.lr,
    ...hyperparametersOf(json),
  };
  const feed = (name: string): number | Float32Array => {
    if (name in given) return given[name];
    if (name in scalars) return scalars[name];
    if (name === 'x') return shared.f32('x');
    if (name === 'labels') return shared.f32('onehot');
    if (name === 'z') return shared.f32('h_probe');
    // α is drawn as half of a draw on [0, 1); doubling and halving are exact.
    if (name === 'draw/twiceAlpha') return model.f32('draw/alpha').map((alpha) => 2 * alpha);
    return model.f32(name);
  };
  const names = [...program.inputs, ...program.draws].flatMap(({ op }) =>
    'name' in op ? [op.name] : [],
  );
  return Object.fromEntries(names.map((name) => [name, feed(name)]));
}
