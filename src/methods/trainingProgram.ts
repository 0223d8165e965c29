/** A training step of any method, with or without a critic: one forward pass, every player's update. */
import { type LossName, type Player, type Players, sideOf } from '../core/lossCatalogue.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { adam } from '../graph/adam.ts';
import { scalarInput } from '../graph/leaves.ts';
import { add, multiply, sqrt } from '../graph/ops/elementwise.ts';
import { stack } from '../graph/ops/structure.ts';
import { createProgram, type Program, type Update } from '../graph/program.ts';
import type { Tensor } from '../graph/tensor.ts';
import { drawAlpha, mixLatents, playCritic } from './acai.ts';
import { accuracy, classify, crossEntropy } from './classifier.ts';
import type { Network } from './layers.ts';
import type { ForwardPass } from './method.ts';
import {
  autoencoderParts,
  buildModel,
  imageInput,
  labelInput,
  type Model,
  programName,
} from './model.ts';

interface TrainingStep {
  readonly losses: Partial<Record<LossName, Tensor>>;
  readonly updates: readonly { readonly player: Player; readonly updates: readonly Update[] }[];
  readonly probes: Readonly<Record<string, Tensor>>;
}

/**
 * One step. Inputs: 'x', 'labels', and the runtime scalars 'learningRate' and all of
 * `hyperparametersOf(method, critic)`; draws: 'draw/…'; outputs: all of `lossesOf(method, critic)`.
 * Where only one side plays, the other's parameters, moments and state are no part of the updates.
 */
export function buildTrainingProgram(config: RunConfig, players: Players = 'both'): Program {
  const step = trainingStep(config);
  const moving = step.updates.filter(
    ({ player }) => players === 'both' || sideOf[player] === players,
  );
  const updates = moving.flatMap((each) => each.updates);
  const name = players === 'both' ? 'training' : `training of the ${players} alone`;
  return createProgram(`${programName(config)} ${name}`, step.losses, updates);
}

/**
 * A step that changes nothing and shows everything, for tests: outputs are the losses, inner values
 * as 'out/…' and each parameter's gradient as 'grad/…', by the names of the golden files.
 */
export function buildProbeProgram(config: RunConfig): Program {
  const { losses, updates, probes } = trainingStep(config);
  const inner = Object.entries(probes).map(([name, node]) => [`out/${name}`, node]);
  const slopes = updates
    .flatMap((each) => each.updates)
    .flatMap((update) =>
      update.kind === 'adam' && update.parameter.op.kind === 'variable'
        ? [[`grad/${update.parameter.op.name}`, update.gradient]]
        : [],
    );
  return createProgram(`${programName(config)} probe`, {
    ...losses,
    ...Object.fromEntries([...inner, ...slopes]),
  });
}

function trainingStep(config: RunConfig): TrainingStep {
  const model = buildModel(config);
  const { parameters } = model;
  const x = imageInput(config);
  const labels = labelInput();
  const learningRate = scalarInput('learningRate');
  const descend = (objective: Tensor | undefined, ...parts: string[]) =>
    objective ? adam(objective, parameters.under(...parts), learningRate) : [];

  const pass = model.critic
    ? passWithCritic(model, model.critic, x)
    : model.autoencoder.train(x, (code) => code);
  const objective = objectiveOf(pass, model);
  const logits = classify(parameters, pass.classified);
  const classify_latent = crossEntropy(logits, labels);
  return {
    losses: {
      ...pass.losses,
      objective_ae: objective,
      ...(pass.adversary && { objective_disc: pass.adversary }),
      rmse: multiply(127.5, sqrt(pass.losses.loss_ae)),
      classify_latent,
      latent_accuracy: accuracy(logits, labels),
    },
    updates: [
      { player: 'autoencoder', updates: descend(objective, ...autoencoderParts) },
      { player: 'adversary', updates: descend(pass.adversary, 'disc') },
      { player: 'critic', updates: descend(pass.losses.objective_critic, 'critic') },
      { player: 'classifier', updates: descend(classify_latent, 'clf') },
      { player: 'autoencoder', updates: pass.updates ?? [] },
    ],
    probes: { ...pass.probes, clf_logits: logits },
  };
}

/** ρ · reconstruction + regulariser + λ · the critic's term, as far as there are any. */
function objectiveOf(pass: ForwardPass, { hyperparameter }: Model): Tensor {
  const { reconstruction, regulariser, termsSummed, losses } = pass;
  const weighed = multiply(hyperparameter('reconstruction'), reconstruction);
  const own = regulariser ? add(weighed, regulariser) : weighed;
  if (!losses.loss_ae_disc) return own;
  const weight = multiply(hyperparameter('lambda'), termsSummed ?? 1);
  return add(own, multiply(weight, losses.loss_ae_disc));
}

/** The method's forward pass with mixes decoded beneath the batch, and the critic's game with them. */
function passWithCritic(
  { autoencoder, hyperparameter }: Model,
  critic: Network,
  x: Tensor,
): ForwardPass {
  const alpha = drawAlpha();
  const pass = autoencoder.train(x, (code, latent = code) =>
    stack(code, mixLatents(latent, alpha)),
  );
  const game = playCritic(critic, x, pass.images, alpha, hyperparameter('gamma'));
  return {
    ...pass,
    losses: { ...pass.losses, ...game.losses },
    probes: { ...pass.probes, ...game.probes, z_mix: mixLatents(pass.probes.z, alpha) },
  };
}
